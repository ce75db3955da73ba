#include <set>
#include <utility>

#include "core/data/frame.h"

namespace weft {

DataFrame get_dummies(const DataFrame& frame, bool dummy_na) {
  std::vector<Series> columns;
  std::vector<Series> dummies;
  for (const std::string& name : frame.columns()) {
    const Series& column = frame[name];
    if (column.is_number()) {
      columns.push_back(column);
      continue;
    }
    std::set<std::string> kinds;
    for (const auto& value : std::get<Texts>(column.values())) {
      if (value) kinds.insert(*value);
    }
    for (const std::string& kind : kinds) {
      dummies.emplace_back(text(name, "_", kind), (column == kind).values());
    }
    if (dummy_na) dummies.emplace_back(text(name, "_nan"), column.isna().values());
  }
  columns.insert(columns.end(), dummies.begin(), dummies.end());
  return DataFrame(columns, frame.index());
}

}  // namespace weft
