#include "core/data/frame.h"

namespace weft {

std::string DataFrame::to_csv(bool index) const {
  std::string out;
  const bool alone = columns_.size() == 1 && !index;
  const auto add = [&](const std::string& field) {
    // A lone empty field would read back as a blank line.
    if (field.find_first_of(",\"\r\n") == field.npos && !(alone && field.empty())) {
      out += field;
      return;
    }
    out += '"';
    for (const char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
    out += '"';
  };
  const auto separate = [&](size_t i) { out += i > 0 || index ? "," : ""; };
  for (size_t i = 0; i < columns_.size(); ++i) {
    separate(i);
    add(columns_[i].name());
  }
  out += '\n';
  for (size_t row = 0; row < index_.size(); ++row) {
    if (index) out += text(index_[row]);
    for (size_t i = 0; i < columns_.size(); ++i) {
      separate(i);
      const Cell cell = columns_[i].iloc(static_cast<int64_t>(row));
      add(columns_[i].is_missing(row) ? "" : cell.to_string());
    }
    out += '\n';
  }
  return out;
}

}  // namespace weft
