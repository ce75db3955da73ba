// A column of a table as pandas has it: values of one kind, a name, and a label for each row. What
// a DataFrame is made of (core/data/frame.h), and what mean() or dtypes() of one give. float64 and
// text may lack values; int64 and bool never do.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

using Floats = std::vector<double>;  ///< NaN where a value is missing
using Integers = std::vector<int64_t>;
using Bools = std::vector<uint8_t>;
using Texts = std::vector<std::optional<std::string>>;
using Values = std::variant<Floats, Integers, Bools, Texts>;
enum class ColumnType : uint8_t { float64, int64, boolean, object };  ///< in the order of Values

/// One value; NaN where it is missing. Prints as in Python: 2.0, 3, True, Slate, nan.
struct Cell : std::variant<double, int64_t, bool, std::string> {
  using variant::variant;
  friend void append(std::string& out, const Cell& cell) { out += cell.to_string(); }
  [[nodiscard]] std::string to_string() const;
};

/// Labels of rows: numbers, or the names of what was summed up.
using Labels = std::variant<Integers, std::vector<std::string>>;
Integers range_labels(size_t n);

/// Positions of rows.
using Positions = std::vector<size_t>;

class Series {
 public:
  /// Without labels: 0, 1, 2, ...
  Series(std::string name, Values values, std::optional<Labels> labels = {});

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] size_t size() const;
  [[nodiscard]] ColumnType type() const { return static_cast<ColumnType>(values_.index()); }
  [[nodiscard]] const char* dtype() const;  ///< float64, int64, bool or object (text)
  [[nodiscard]] const Values& values() const { return values_; }
  [[nodiscard]] const Labels& labels() const { return labels_; }
  [[nodiscard]] bool is_number() const { return type() != ColumnType::object; }

  /// The value in row i, counted from 0; negative rows count from the end.
  [[nodiscard]] Cell iloc(int64_t i) const;
  [[nodiscard]] bool is_missing(size_t i) const;
  /// True and False count as 1 and 0; `op` names the caller where the values are text.
  [[nodiscard]] double number(const char* op, size_t i) const;
  [[nodiscard]] Series take(const Positions& rows) const;

  [[nodiscard]] Series isna() const;
  [[nodiscard]] Series dropna() const;
  /// A value of another kind than the column's is an error where something is missing.
  [[nodiscard]] Series fillna(const Cell& value) const;
  /// Of what is not missing; NaN where that is nothing.
  [[nodiscard]] double mean() const;
  [[nodiscard]] double sum() const;

  /// One dimension. Missing values become NaN, and are an error for other than floating dtypes.
  [[nodiscard]] Tensor to_tensor(DType dtype = float64) const;
  /// As pandas prints a Series.
  [[nodiscard]] std::string to_string() const;

 private:
  std::string name_;
  Values values_;
  Labels labels_;
};

// Masks. Nothing that is missing equals, or is less or more than, anything.
enum class Comparison : uint8_t { eq, ne, lt, le, gt, ge };
Series compare(const Series& series, Comparison how, const Cell& value);
inline Series operator==(const Series& s, const Cell& v) { return compare(s, Comparison::eq, v); }
inline Series operator!=(const Series& s, const Cell& v) { return compare(s, Comparison::ne, v); }
inline Series operator<(const Series& s, const Cell& v) { return compare(s, Comparison::lt, v); }
inline Series operator<=(const Series& s, const Cell& v) { return compare(s, Comparison::le, v); }
inline Series operator>(const Series& s, const Cell& v) { return compare(s, Comparison::gt, v); }
inline Series operator>=(const Series& s, const Cell& v) { return compare(s, Comparison::ge, v); }
Series operator!(const Series& mask);
/// Where a mask is True; anything but bool is an error.
Positions where_true(const char* op, const Series& mask);

inline void append(std::string& out, const Series& series) { out += series.to_string(); }
/// Of a Series or a DataFrame. A template, so that braces go on meaning numbers.
template <class T>
requires requires(const T& table) { table.to_tensor(); }
Tensor tensor(const T& table) { return table.to_tensor(); }

}  // namespace weft
