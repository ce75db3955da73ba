// Rows and columns of a frame, by position and by label.
#include <algorithm>
#include <utility>

#include "core/data/frame.h"

namespace weft {
namespace {

Positions positions(const char* what, const Slice& slice, size_t count) {
  check(slice.step >= 1, "iloc: the step of ", what, " must be at least 1, got ", slice.step);
  const auto n = static_cast<int64_t>(count);
  const auto bound = [n](int64_t i) { return std::clamp(i < 0 ? i + n : i, int64_t{0}, n); };
  Positions out;
  const int64_t stop = bound(slice.stop);
  for (int64_t i = bound(slice.start); i < stop; i += std::min(slice.step, n)) {
    out.push_back(static_cast<size_t>(i));
  }
  return out;
}

size_t position(const char* what, int64_t i, size_t count) {
  const auto n = static_cast<int64_t>(count);
  check(i >= -n && i < n, "iloc: ", what, " must be in [", -n, ", ", n, "), got ", i);
  return static_cast<size_t>(i < 0 ? i + n : i);
}

Positions labelled(const Integers& index, const Slice& slice) {
  check(slice.step >= 1, "loc: the step of rows must be at least 1, got ", slice.step);
  const bool all = slice.start == 0 && slice.stop == Slice::kEnd;
  check(all || std::ranges::is_sorted(index),
        "loc: a slice needs labels in ascending order; list the labels, or use iloc");
  Positions rows;
  for (size_t i = 0; i < index.size(); ++i) {
    if (all || (index[i] >= slice.start && index[i] <= slice.stop)) rows.push_back(i);
  }
  const auto step = static_cast<size_t>(std::min<int64_t>(slice.step, INT32_MAX));
  Positions stepped;
  for (size_t i = 0; i < rows.size(); i += step) stepped.push_back(rows[i]);
  return stepped;
}

Positions labelled(const Integers& index, const Integers& labels) {
  Positions rows;
  for (const int64_t label : labels) {
    const size_t before = rows.size();
    for (size_t i = 0; i < index.size(); ++i) {
      if (index[i] == label) rows.push_back(i);
    }
    check(rows.size() > before, "loc: no row has the label ", label, "; there are ", index.size(),
          " rows");
  }
  return rows;
}

Positions labelled(const Integers& index, const Series& mask) {
  check(mask.size() == index.size(), "loc: a mask must have one value for each row, got ",
        mask.size(), " for ", index.size(), " rows");
  return where_true("loc", mask);
}

/// A row of several columns in the type that holds them all; like pandas, bools do not become
/// numbers.
Series row_series(const std::vector<Series>& columns, std::vector<std::string> names,
                  int64_t label) {
  bool floating = false;
  bool integral = false;
  bool boolean = false;
  for (const Series& c : columns) {
    floating |= c.type() == ColumnType::float64;
    integral |= c.type() == ColumnType::int64;
    boolean |= c.type() == ColumnType::boolean;
    check(c.is_number() && !(boolean && (floating || integral)),
          "iloc: a row is a series only of numbers or only of bools, got ", c.dtype(),
          " in column '", c.name(), "'; take it as a frame: iloc(Slice(i, i + 1))");
  }
  const auto collect = [&]<class T>(std::vector<T> out) {
    for (const Series& c : columns) out.push_back(static_cast<T>(c.number("iloc", 0)));
    return Values(std::move(out));
  };
  Values values = boolean ? collect(Bools{}) : collect(Floats{});
  if (integral && !floating) {
    Integers whole;
    for (const Series& c : columns) whole.push_back(std::get<Integers>(c.values())[0]);
    values = std::move(whole);
  }
  return {text(label), std::move(values), std::move(names)};
}

}  // namespace

size_t DataFrame::find(const char* op, std::string_view column) const {
  const auto found = std::ranges::find(columns_, column, &Series::name);
  if (found == columns_.end()) {
    std::string names;
    for (const Series& c : columns_) names += (names.empty() ? "" : ", ") + c.name();
    fail(op, ": column must be one of [", names, "], got '", column, "'");
  }
  return static_cast<size_t>(found - columns_.begin());
}

Positions DataFrame::all_columns() const { return positions("columns", Slice(), columns_.size()); }

DataFrame DataFrame::take(const Positions& rows, const Positions& columns) const {
  DataFrame out;
  for (const size_t row : rows) out.index_.push_back(index_[row]);
  for (const size_t column : columns) out.columns_.push_back(columns_[column].take(rows));
  return out;
}

DataFrame DataFrame::iloc(Slice rows, Slice columns) const {
  return take(positions("rows", rows, index_.size()),
              positions("columns", columns, columns_.size()));
}

Series DataFrame::iloc(Slice rows, int64_t column) const {
  return columns_[position("column", column, columns_.size())].take(
      positions("rows", rows, index_.size()));
}

Series DataFrame::iloc(int64_t row, Slice columns) const {
  const DataFrame taken =
      take({position("row", row, index_.size())}, positions("columns", columns, columns_.size()));
  return row_series(taken.columns_, taken.columns(), taken.index_[0]);
}

Cell DataFrame::iloc(int64_t row, int64_t column) const {
  return columns_[position("column", column, columns_.size())].iloc(row);
}

DataFrame DataFrame::loc(const RowKey& rows) const {
  return take(std::visit([this](const auto& key) { return labelled(index_, key); }, rows.key),
              all_columns());
}

Series DataFrame::loc(int64_t row) const { return loc(RowKey{row}).iloc(0); }

DataFrame DataFrame::operator[](const std::vector<std::string>& columns) const {
  Positions found;
  for (const std::string& column : columns) found.push_back(find("[]", column));
  return take(positions("rows", Slice(), index_.size()), found);
}

}  // namespace weft
