#include "core/data/frame.h"

#include <algorithm>
#include <set>
#include <utility>

namespace weft {

DataFrame::DataFrame(const std::vector<Series>& columns, std::optional<Integers> index) {
  const size_t rows = index ? index->size() : columns.empty() ? 0 : columns[0].size();
  index_ = index ? std::move(*index) : range_labels(rows);
  std::set<std::string_view> names;
  for (const Series& column : columns) {
    check(column.size() == rows, "DataFrame: columns must have the same length, got ", rows,
          " and ", column.size(), " in column '", column.name(), "'");
    check(names.insert(column.name()).second, "DataFrame: names must differ, got '", column.name(),
          "' twice");
    columns_.emplace_back(column.name(), column.values(), index_);
  }
}

Shape DataFrame::shape() const {
  return {static_cast<int64_t>(index_.size()), static_cast<int64_t>(columns_.size())};
}

std::vector<std::string> DataFrame::columns() const {
  std::vector<std::string> names;
  for (const Series& column : columns_) names.push_back(column.name());
  return names;
}

Series DataFrame::dtypes() const {
  Texts types;
  for (const Series& column : columns_) types.emplace_back(column.dtype());
  return {"", std::move(types), columns()};
}

template <class F>
DataFrame DataFrame::each(F&& f) const {
  DataFrame out;
  out.index_ = index_;
  for (const Series& column : columns_) out.columns_.push_back(f(column));
  return out;
}

DataFrame DataFrame::isna() const {
  return each([](const Series& column) { return column.isna(); });
}

DataFrame DataFrame::dropna(int64_t axis) const {
  check(axis == 0 || axis == 1, "dropna: axis must be 0 (rows) or 1 (columns), got ", axis);
  const auto lacks = [this](size_t row) {
    return std::ranges::any_of(columns_, [&](const Series& c) { return c.is_missing(row); });
  };
  Positions rows;
  for (size_t row = 0; row < index_.size(); ++row) {
    if (axis == 1 || !lacks(row)) rows.push_back(row);
  }
  Positions columns = all_columns();
  if (axis == 1) std::erase_if(columns, [&](size_t i) { return columns_[i].isna().sum() > 0; });
  return take(rows, columns);
}

DataFrame DataFrame::drop(const std::vector<std::string>& columns) const {
  DataFrame out = *this;
  for (const std::string& column : columns) {
    const size_t i = out.find("drop", column);
    out.columns_.erase(out.columns_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return out;
}

DataFrame DataFrame::fillna(const Cell& value) const {
  return each([&](const Series& column) { return column.fillna(value); });
}

DataFrame DataFrame::fillna(const Series& values) const {
  const auto* const names = std::get_if<std::vector<std::string>>(&values.labels());
  check(names != nullptr, "fillna: values must be labelled with names of columns, got numbers");
  return each([&](const Series& column) {
    const auto found = std::ranges::find(*names, column.name());
    return found == names->end() ? column : column.fillna(values.iloc(found - names->begin()));
  });
}

Series DataFrame::mean(bool numeric_only) const {
  Floats means;
  std::vector<std::string> names;
  for (const Series& column : columns_) {
    if (numeric_only && !column.is_number()) continue;
    means.push_back(column.mean());
    names.push_back(column.name());
  }
  return {"", std::move(means), std::move(names)};
}

Series DataFrame::sum(bool numeric_only) const {
  Floats sums;
  std::vector<std::string> names;
  bool whole = true;
  for (const Series& column : columns_) {
    if (numeric_only && !column.is_number()) continue;
    sums.push_back(column.sum());
    names.push_back(column.name());
    whole &= column.type() != ColumnType::float64;
  }
  if (!whole) return {"", std::move(sums), std::move(names)};
  Integers counts;
  for (const double sum : sums) counts.push_back(static_cast<int64_t>(sum));
  return {"", std::move(counts), std::move(names)};
}

}  // namespace weft
