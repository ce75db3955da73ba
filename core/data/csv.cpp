#include "core/data/csv.h"

#include <utility>

#include "core/base/error.h"
#include "core/data/cell_text.h"

namespace weft {

CsvReader::CsvReader(std::string_view text, std::string name)
    : text_(text), name_(std::move(name)) {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
}

bool CsvReader::at_end_of_field() const {
  return !more() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r';
}

bool CsvReader::next(std::vector<CsvField>& record) {
  for (bool blank = true; blank;) {
    record.clear();
    if (!more()) return false;
    const bool starts_quoted = text_[at_] == '"';
    record.push_back(field());
    while (more() && text_[at_] == ',') {
      ++at_;
      record.push_back(field());
    }
    record_end_ = at_;
    if (more() && text_[at_++] == '\r' && more() && text_[at_] == '\n') ++at_;
    blank = record.size() == 1 && !starts_quoted &&
            record[0].text.find_first_not_of(" \t") == std::string::npos;
  }
  return true;
}

CsvField CsvReader::field() {
  const size_t begin = at_;
  if (more() && text_[at_] == '"') return {quoted(), begin};
  while (!at_end_of_field()) ++at_;
  return {std::string(text_.substr(begin, at_ - begin)), begin};
}

std::string CsvReader::quoted() {
  const size_t begin = at_++;
  std::string out;
  for (; more(); ++at_) {
    if (text_[at_] == '"') {
      ++at_;
      if (!more() || text_[at_] != '"') {
        if (at_end_of_field()) return out;
        fail(where(at_), ": after the closing quote a comma or a line end must follow, got '",
             text_.substr(at_, 1), "'; a quote inside of quotes is doubled");
      }
    }
    out += text_[at_];
  }
  fail(where(begin), ": a quoted field must end in a quote, got the end of the text");
}

std::string CsvReader::where(size_t at) const {
  int64_t line = 1;
  size_t begin = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (size_t i = begin; i < at; ++i) {
    const bool crlf = text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
    if (text_[i] == '\n' || (text_[i] == '\r' && !crlf)) {
      ++line;
      begin = i + 1;
    }
  }
  return text(name_, ": line ", line, ", column ", width(text_.substr(begin, at - begin)) + 1);
}

}  // namespace weft
