// CSV, RFC 4180: records of fields. A field in quotes may hold commas, line ends and, doubled,
// quotes. Lines end in \n, \r\n or \r, the last one perhaps in nothing; a BOM in front and blank
// lines are passed over. What the fields mean is core/data/frame_csv.h's business.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace weft {

struct CsvField {
  std::string text;
  size_t at = 0;  ///< where it begins, in bytes
};

class CsvReader {
 public:
  /// `text` must outlive the reader; `name` stands in front of every error.
  CsvReader(std::string_view text, std::string name);

  /// The next record; false at the end.
  bool next(std::vector<CsvField>& record);
  /// Where the last record ended, in bytes.
  [[nodiscard]] size_t at() const { return record_end_; }
  /// "name: line 3, column 5", both from 1, columns counted in characters.
  [[nodiscard]] std::string where(size_t at) const;

 private:
  CsvField field();
  std::string quoted();
  [[nodiscard]] bool at_end_of_field() const;
  [[nodiscard]] bool more() const { return at_ < text_.size(); }

  std::string_view text_;
  std::string name_;
  size_t at_ = 0;
  size_t record_end_ = 0;
};

}  // namespace weft
