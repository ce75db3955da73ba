// Frames against what pandas printed and computed for the same CSV.
#include "core/data/frame.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "core/data/frame_csv.h"
#include "frame_expressions.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using test::error_of;
using test::Golden;

const std::string kHouse =
    "NumRooms,RoofType,Price\nNA,NA,127500\n2,NA,106000\n4,Slate,178100\nNA,NA,140000";

TEST_CASE("2.2.a, 2.2.c: frames of CSV print as pandas prints them") {
  for (const Golden c : Golden::file("frame")["frames"]) {
    INFO(c["name"].text());
    const DataFrame frame = parse_csv(c["csv"].text());
    CHECK(frame.to_string() == c["text"].text());
    const Series dtypes = frame.dtypes();
    REQUIRE(dtypes.size() == c["dtypes"].size());
    for (size_t i = 0; i < dtypes.size(); ++i) {
      CHECK(dtypes.iloc(static_cast<int64_t>(i)).to_string() == c["dtypes"].at(i).text());
    }
  }
}

TEST_CASE("2.2.a, 2.2.b: the notebook's cells") {
  const DataFrame data = parse_csv(kHouse);
  CHECK(data.to_string() ==
        "   NumRooms RoofType   Price\n"
        "0       NaN      NaN  127500\n"
        "1       2.0      NaN  106000\n"
        "2       4.0    Slate  178100\n"
        "3       NaN      NaN  140000");
  DataFrame inputs = data.iloc(Slice(), Slice(0, 2));
  const Series targets = data.iloc(Slice(), 2);
  inputs = get_dummies(inputs, true);
  CHECK(inputs.to_string() ==
        "   NumRooms  RoofType_Slate  RoofType_nan\n"
        "0       NaN           False          True\n"
        "1       2.0           False          True\n"
        "2       4.0            True         False\n"
        "3       NaN           False          True");
  inputs = inputs.fillna(inputs.mean());
  CHECK(inputs.to_string() ==
        "   NumRooms  RoofType_Slate  RoofType_nan\n"
        "0       3.0           False          True\n"
        "1       2.0           False          True\n"
        "2       4.0            True         False\n"
        "3       3.0           False          True");
  CHECK(tensor(inputs).to_string() ==
        "tensor([[3., 0., 1.],\n        [2., 0., 1.],\n        [4., 1., 0.],\n"
        "        [3., 0., 1.]], dtype=float64)");
  CHECK(tensor(targets).to_string() ==
        "tensor([127500., 106000., 178100., 140000.], dtype=float64)");
}

TEST_CASE("2.2.b: operations on frames give what pandas gives") {
  std::map<std::string, DataFrame> frames;
  for (const Golden c : Golden::file("frame")["data"]) {
    frames[c["name"].text()] = parse_csv(c["csv"].text());
  }
  for (const Golden c : Golden::file("frame")["operations"]) {
    const std::string name = c["expression"].text();
    INFO(c["data"].text() << ": " << name);
    const auto expression = test::frame_expressions().find(name);
    REQUIRE(expression != test::frame_expressions().end());
    CHECK(expression->second(frames[c["data"].text()]) == c["text"].text());
  }
}

TEST_CASE("2.2.a: to_csv writes what pandas writes, and reads back the same") {
  std::map<std::string, std::string> csv;
  for (const Golden c : Golden::file("frame")["frames"]) csv[c["name"].text()] = c["csv"].text();
  for (const Golden c : Golden::file("frame")["written"]) {
    INFO(c["name"].text());
    const DataFrame frame = parse_csv(csv[c["name"].text()]);
    CHECK(frame.to_csv() == c["index"].text());
    CHECK(frame.to_csv(false) == c["bare"].text());
    const DataFrame again = parse_csv(frame.to_csv(false));
    CHECK(again.to_string() == frame.to_string());
    CHECK(again.to_csv() == frame.to_csv());
  }
}

TEST_CASE("2.2.b: frames and series become tensors") {
  const DataFrame data = parse_csv("n,x,b\n1,0.5,True\n-2,,False\n");
  CHECK(data.shape() == Shape{2, 3});
  CHECK(data.columns() == std::vector<std::string>{"n", "x", "b"});
  CHECK(tensor(data).to_string() ==
        "tensor([[ 1.0000,  0.5000,  1.0000],\n        [-2.0000,     nan,  0.0000]], "
        "dtype=float64)");
  CHECK(data.to_tensor(float32).dtype() == float32);
  CHECK(data[{"n", "b"}].to_tensor(int64).to_string() == "tensor([[ 1,  1],\n        [-2,  0]])");
  CHECK(data["b"].to_tensor(boolean).to_string() == "tensor([ True, False])");
  CHECK(parse_csv("a,b\n").to_tensor().shape() == Shape{0, 2});
  // Beyond the 53 bits of a double.
  CHECK(parse_csv("n\n9007199254740993\n")["n"].to_tensor(int64).item<int64_t>() ==
        9007199254740993);
}

TEST_CASE("2.2.b: what cannot become a tensor says which value") {
  const DataFrame data = parse_csv(kHouse);
  CHECK(error_of([&] { (void)tensor(data); }) ==
        "to_tensor: values must be numbers, got text in column 'RoofType'; get_dummies makes "
        "numbers of text");
  CHECK(error_of([&] { (void)data["NumRooms"].to_tensor(int64); }) ==
        "to_tensor: a value must fit in int64, got nan in row 0 of column 'NumRooms'");
}

TEST_CASE("2.2.b: what is not there is an error that lists what is") {
  const DataFrame data = parse_csv(kHouse);
  const auto fails = [&](auto&& f) { return error_of([&] { (void)f(); }); };
  CHECK(fails([&] { return data["Rooms"]; }) ==
        "[]: column must be one of [NumRooms, RoofType, Price], got 'Rooms'");
  CHECK(fails([&] {
          return data[{"Price", "x"}];
        }) == "[]: column must be one of [NumRooms, RoofType, Price], got 'x'");
  CHECK(fails([&] { return data.drop({"x"}); }) ==
        "drop: column must be one of [NumRooms, RoofType, Price], got 'x'");
  CHECK(fails([&] { return data.iloc(Slice(), 3); }) == "iloc: column must be in [-3, 3), got 3");
  CHECK(fails([&] { return data.iloc(-5, 0); }) == "iloc: row must be in [-4, 4), got -5");
  CHECK(fails([&] { return data.iloc(7); }) == "iloc: row must be in [-4, 4), got 7");
  CHECK(fails([&] { return data.iloc(Slice(0, 2, 0)); }) ==
        "iloc: the step of rows must be at least 1, got 0");
  CHECK(fails([&] { return data.loc({0, 9}); }) == "loc: no row has the label 9; there are 4 rows");
  CHECK(fails([&] {
          return data.loc({2, 0}).loc(Slice(1, 2));
        }) == "loc: a slice needs labels in ascending order; list the labels, or use iloc");
  CHECK(fails([&] { return data.loc(data.head(2)["Price"] > 1); }) ==
        "loc: a mask must have one value for each row, got 2 for 4 rows");
  CHECK(fails([&] { return data[data["Price"]]; }) == "loc: a mask must be bool, got int64");
}

TEST_CASE("2.2.b: kinds that do not mix are errors") {
  const DataFrame data = parse_csv(kHouse);
  const auto fails = [&](auto&& f) { return error_of([&] { (void)f(); }); };
  CHECK(fails([&] { return data.iloc(2); }) ==
        "iloc: a row is a series only of numbers or only of bools, got object in column "
        "'RoofType'; take it as a frame: iloc(Slice(i, i + 1))");
  CHECK(fails([&] { return data.mean(); }) ==
        "mean: values must be numbers, got text in column 'RoofType'; get_dummies makes numbers of "
        "text");
  CHECK(fails([&] { return data.fillna(0); }) ==
        "fillna: column 'RoofType' (object) must be filled with text, got 0");
  CHECK(fails([&] { return data["NumRooms"].fillna("none"); }) ==
        "fillna: column 'NumRooms' (float64) must be filled with a number, got none");
  CHECK(fails([&] { return data["RoofType"] > 3; }) ==
        "compare: column 'RoofType' (object) and the value must both be numbers or both be text, "
        "got 3");
  CHECK(fails([&] { return data.dropna(2); }) ==
        "dropna: axis must be 0 (rows) or 1 (columns), got 2");
  CHECK(fails([&] {
          return DataFrame({{"a", Floats{1}}, {"b", Floats{1, 2}}});
        }) == "DataFrame: columns must have the same length, got 1 and 2 in column 'b'");
  CHECK(fails([&] {
          return DataFrame({{"a", Floats{1}}, {"a", Floats{1}}});
        }) == "DataFrame: names must differ, got 'a' twice");
  CHECK(fails([&] {
          return Series("a", Floats{1}, Integers{1, 2});
        }) == "Series: each value must have a label, got 1 values and 2 labels");
}

TEST_CASE("2.2.b: a frame is a value: what is made of it leaves it as it was") {
  const DataFrame data = parse_csv(kHouse);
  const std::string before = data.to_string();
  (void)data.fillna(data.mean(true)).dropna();
  (void)get_dummies(data, true);
  CHECK(data.to_string() == before);
}

}  // namespace
}  // namespace weft
