// A small table with named columns, as much of pandas' DataFrame as preparing data needs:
// selection, missing values, indicator columns, and the way into a tensor. Names and printed text
// are pandas'. Frames are values: every method returns a new one. CSV is read in
// core/data/frame_csv.h.
#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/data/series.h"
#include "core/ops/index.h"

namespace weft {

/// What loc takes for rows: labels from start to stop, both included, as pandas' slices of labels;
/// some labels; or a mask.
struct RowKey {
  RowKey(Slice labels) : key(labels) {}
  RowKey(Integers labels) : key(std::move(labels)) {}
  RowKey(std::initializer_list<int64_t> labels) : key(Integers(labels)) {}
  RowKey(const Series& mask) : key(mask) {}
  std::variant<Slice, Integers, Series> key;
};

template <class T>
concept ColumnName = std::convertible_to<T, std::string_view>;

class DataFrame {
 public:
  DataFrame() = default;
  /// Columns of one length, with different names. Their own labels are replaced: by `index`, or by
  /// 0, 1, 2, ... without one.
  explicit DataFrame(const std::vector<Series>& columns, std::optional<Integers> index = {});

  [[nodiscard]] Shape shape() const;  ///< (rows, columns)
  [[nodiscard]] std::vector<std::string> columns() const;
  [[nodiscard]] const Integers& index() const { return index_; }
  [[nodiscard]] Series dtypes() const;

  // Rows and columns by position. Negative ones count from the end; slices exclude their end.
  [[nodiscard]] DataFrame iloc(Slice rows, Slice columns = Slice()) const;
  [[nodiscard]] Series iloc(Slice rows, int64_t column) const;
  /// A row as a series needs columns that are all numbers.
  [[nodiscard]] Series iloc(int64_t row, Slice columns = Slice()) const;
  [[nodiscard]] Cell iloc(int64_t row, int64_t column) const;
  [[nodiscard]] DataFrame head(int64_t n = 5) const { return iloc(Slice(0, n)); }

  // By label. A label or name that is not there is an error.
  [[nodiscard]] DataFrame loc(const RowKey& rows) const;
  [[nodiscard]] DataFrame loc(const RowKey& rows, const std::vector<std::string>& columns) const {
    return loc(rows)[columns];
  }
  [[nodiscard]] Series loc(const RowKey& rows, const ColumnName auto& column) const {
    return loc(rows)[column];
  }
  [[nodiscard]] Series loc(int64_t row) const;
  [[nodiscard]] Cell loc(int64_t row, const ColumnName auto& column) const {
    return loc(RowKey{row})[column].iloc(0);
  }
  [[nodiscard]] const Series& operator[](const ColumnName auto& column) const {
    return columns_[find("[]", column)];
  }
  [[nodiscard]] DataFrame operator[](const std::vector<std::string>& columns) const;
  [[nodiscard]] DataFrame operator[](const Series& mask) const { return loc(RowKey(mask)); }

  [[nodiscard]] DataFrame isna() const;
  /// Without the rows (axis 0) or the columns (axis 1) that lack a value.
  [[nodiscard]] DataFrame dropna(int64_t axis = 0) const;
  [[nodiscard]] DataFrame drop(const std::vector<std::string>& columns) const;
  [[nodiscard]] DataFrame fillna(const Cell& value) const;
  /// A value for each column that `values` has a label for; others stay as they are.
  [[nodiscard]] DataFrame fillna(const Series& values) const;

  // One number for each column; text is an error unless it is left out.
  [[nodiscard]] Series mean(bool numeric_only = false) const;
  [[nodiscard]] Series sum(bool numeric_only = false) const;

  /// (rows, columns). Missing values become NaN, and are an error for other than floating dtypes.
  [[nodiscard]] Tensor to_tensor(DType dtype = float64) const;
  /// RFC 4180 with \n, floating numbers with the fewest digits that read back the same.
  [[nodiscard]] std::string to_csv(bool index = true) const;
  /// As pandas prints it in a notebook: lines of 80, at most 60 rows and 20 columns.
  [[nodiscard]] std::string to_string() const;

 private:
  [[nodiscard]] size_t find(const char* op, std::string_view column) const;
  [[nodiscard]] DataFrame take(const Positions& rows, const Positions& columns) const;
  [[nodiscard]] Positions all_columns() const;
  template <class F>
  [[nodiscard]] DataFrame each(F&& f) const;

  std::vector<Series> columns_;
  Integers index_;
};

/// Replaces each column of text by indicator columns NAME_VALUE, in the order of the values, behind
/// the columns of numbers; with dummy_na also NAME_nan for what is missing.
DataFrame get_dummies(const DataFrame& frame, bool dummy_na = false);

inline void append(std::string& out, const DataFrame& frame) { out += frame.to_string(); }

}  // namespace weft
