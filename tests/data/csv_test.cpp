// CSV by RFC 4180, and what is said about text that is not. What fields become is compared with
// pandas in frame_test.cpp.
#include "core/data/csv.h"

#include <catch2/catch_test_macros.hpp>

#include "core/data/files_table.h"
#include "folder.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using test::error_of;
using Records = std::vector<std::vector<std::string>>;

Records records(std::string_view text) {
  CsvReader reader(text, "f");
  Records out;
  for (std::vector<CsvField> record; reader.next(record);) {
    out.emplace_back();
    for (const CsvField& field : record) out.back().push_back(field.text);
  }
  return out;
}

std::string csv_error(std::string_view text, const CsvOptions& options = {}) {
  return error_of([&] { (void)parse_csv(text, options, "f.csv"); });
}

TEST_CASE("2.2.c: quoted fields hold commas, line ends and doubled quotes") {
  CHECK(records("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n") ==
        Records{{"a", "b"}, {"x, y", "he said \"no\""}});
  CHECK(records("\"two\nlines\",\"crlf\r\nhere\"\n\"\",\"\"\"\"") ==
        Records{{"two\nlines", "crlf\r\nhere"}, {"", "\""}});
  CHECK(records("\"a\"") == Records{{"a"}});
  CHECK(records("5'10\",x\"y\"\n") == Records{{"5'10\"", "x\"y\""}});
}

TEST_CASE("2.2.c: any line end, a BOM, no last newline, blank lines") {
  const Records expected = {{"a", "b"}, {"1", "2"}};
  for (const char* const text : {"a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2",
                                 "a,b\r\n1,2", "\n\na,b\n \t\n1,2\n\n",
                                 "\xef\xbb\xbf"
                                 "a,b\n1,2\n",
                                 "\xef\xbb\xbf\"a\",b\r\n1,\"2\""}) {
    INFO(text);
    CHECK(records(text) == expected);
  }
  CHECK(records("") == Records{});
  CHECK(records("\xef\xbb\xbf") == Records{});
  CHECK(records(",\n,") == Records{{"", ""}, {"", ""}});
  CHECK(records("\"\"\n") == Records{{""}});
}

TEST_CASE("2.2.c: ragged rows are errors with line and column") {
  CHECK(csv_error("a,b,c\n1,2,3\n4,5\n") ==
        "f.csv: line 3, column 4: a row must have 3 fields as the header has, got 2");
  CHECK(csv_error("a,b\n1,2\n4,5,6,7\n") ==
        "f.csv: line 3, column 5: a row must have 2 fields as the header has, got 4");
  CHECK(csv_error("a,b\n1") ==
        "f.csv: line 2, column 2: a row must have 2 fields as the header has, got 1");
  // Lines within quotes count, columns are characters, and a BOM is none.
  CHECK(csv_error("a,b\n\"x\ny\r\nz\",2\n\"\xc3\xa4\xc3\xb6\",5,6\n") ==
        "f.csv: line 5, column 8: a row must have 2 fields as the header has, got 3");
  CHECK(csv_error("\xef\xbb\xbf"
                  "a\r\n1,2\r\n") ==
        "f.csv: line 2, column 3: a row must have 1 fields as the header has, got 2");
  CHECK(csv_error("a\r1,2\r") ==
        "f.csv: line 2, column 3: a row must have 1 fields as the header has, got 2");
}

TEST_CASE("2.2.c: numbers that cannot be read are errors with line and column") {
  const std::string text = "n,x,ok\n1,0.5,True\n2,1.5x,no\n,2,True\n";
  CHECK(csv_error(text, {.dtype = {{"x", ColumnType::float64}}}) ==
        "f.csv: line 3, column 3: 'x' must be a number (float64), got \"1.5x\"");
  CHECK(csv_error(text, {.dtype = {{"n", ColumnType::int64}}}) ==
        "f.csv: line 4, column 1: 'n' must be a whole number in the range of int64, got a missing "
        "value");
  CHECK(csv_error(text, {.dtype = {{"ok", ColumnType::boolean}}}) ==
        "f.csv: line 3, column 8: 'ok' must be True or False, got \"no\"");
  CHECK(csv_error(text, {.dtype = {{"y", ColumnType::int64}}}) ==
        "f.csv: dtype: there is no column 'y'");
  CHECK(csv_error("a,id\n1,9223372036854775808\n") ==
        "f.csv: line 2, column 3: 'id' must be a whole number in the range of int64, got "
        "\"9223372036854775808\"");
  for (const char* const bad : {"1e", "1e+", ".", "-", "+-1", "0x10", "1_000", "1,5", "--1", "1 2",
                                "in", "infinit", "1.2.3", "e5"}) {
    INFO(bad);
    const std::string file = weft::text("x\n\"", bad, "\"\n");
    CHECK(csv_error(file, {.dtype = {{"x", ColumnType::float64}}}) ==
          weft::text("f.csv: line 2, column 1: 'x' must be a number (float64), got \"", bad, "\""));
  }
}

TEST_CASE("2.2.c: types that are asked for") {
  const CsvOptions options = {.dtype = {{"zip", ColumnType::object}, {"n", ColumnType::float64}}};
  const DataFrame data = parse_csv("zip,n\n01234,1\n99999,\n", options);
  CHECK(data.to_string() == "     zip    n\n0  01234  1.0\n1  99999  NaN");
  CHECK(parse_csv("zip,n\n", options).dtypes().to_string() ==
        "zip     object\nn      float64\ndtype: object");
}

TEST_CASE("2.2.c: quotes that do not match are errors with line and column") {
  CHECK(csv_error("a,b\n1,\"2\n3,4\n") ==
        "f.csv: line 2, column 3: a quoted field must end in a quote, got the end of the text");
  CHECK(csv_error("a,b\n\"1\"2,3\n") ==
        "f.csv: line 2, column 4: after the closing quote a comma or a line end must follow, got "
        "'2'; a quote inside of quotes is doubled");
  CHECK(csv_error("") == "f.csv: the first line must name the columns, got no text");
  CHECK(csv_error("\n\n") == "f.csv: the first line must name the columns, got no text");
}

TEST_CASE("2.2.a: the notebook's file is written and read") {
  const test::Folder folder;
  const std::string path = folder.file("house_tiny.csv");
  write_text(path,
             "NumRooms,RoofType,Price\nNA,NA,127500\n2,NA,106000\n4,Slate,178100\n"
             "NA,NA,140000");
  const DataFrame data = read_csv(path);
  CHECK(data.shape() == Shape{4, 3});
  CHECK(data.to_string() ==
        "   NumRooms RoofType   Price\n"
        "0       NaN      NaN  127500\n"
        "1       2.0      NaN  106000\n"
        "2       4.0    Slate  178100\n"
        "3       NaN      NaN  140000");
  write_text(path, data.to_csv(false));  // replaces
  CHECK(read_csv(path).to_string() == data.to_string());
  CHECK(folder.count() == 1);
}

TEST_CASE("2.2.c: files that cannot be read or written are named") {
  const test::Folder folder;
  const std::string path = folder.file("t.csv");
  CHECK(error_of([&] { (void)read_csv(path); }) ==
        path + ": cannot be read: No such file or directory");
  CHECK(error_of([&] { write_text(folder.file("no/t.csv"), "a"); }) ==
        folder.file("no/t.csv") + ": cannot be written: No such file or directory");
  folder.put("t.csv", "a,b\n1\n");
  CHECK(error_of([&] { (void)read_csv(path); }) ==
        path + ": line 2, column 2: a row must have 2 fields as the header has, got 1");
}

}  // namespace
}  // namespace weft
