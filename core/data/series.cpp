#include "core/data/series.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/base/number.h"
#include "core/data/cell_text.h"

namespace weft {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

template <class T>
std::vector<T> pick(const std::vector<T>& from, const Positions& rows) {
  std::vector<T> out;
  out.reserve(rows.size());
  for (const size_t row : rows) out.push_back(from[row]);
  return out;
}

bool holds(Comparison how, auto a, auto b) {
  switch (how) {
    case Comparison::eq:
      return a == b;
    case Comparison::ne:
      return a != b;
    case Comparison::lt:
      return a < b;
    case Comparison::le:
      return a <= b;
    case Comparison::gt:
      return a > b;
    default:
      return a >= b;
  }
}

std::optional<double> number_in(const Cell& cell) {
  if (const auto* floating = std::get_if<double>(&cell)) return *floating;
  if (const auto* integer = std::get_if<int64_t>(&cell)) return static_cast<double>(*integer);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? 1 : 0;
  return std::nullopt;
}

}  // namespace

std::string Cell::to_string() const {
  if (const auto* floating = std::get_if<double>(this)) return python_float(*floating);
  if (const auto* integer = std::get_if<int64_t>(this)) return text(*integer);
  if (const auto* truth = std::get_if<bool>(this)) return *truth ? "True" : "False";
  return std::get<std::string>(*this);
}

Integers range_labels(size_t n) {
  Integers labels(n);
  std::iota(labels.begin(), labels.end(), int64_t{0});
  return labels;
}

Series::Series(std::string name, Values values, std::optional<Labels> labels)
    : name_(std::move(name)), values_(std::move(values)) {
  labels_ = labels ? std::move(*labels) : range_labels(size());
  const size_t count = std::visit([](const auto& l) { return l.size(); }, labels_);
  check(count == size(), "Series: each value must have a label, got ", size(), " values and ",
        count, " labels");
}

size_t Series::size() const {
  return std::visit([](const auto& values) { return values.size(); }, values_);
}

const char* Series::dtype() const {
  constexpr const char* names[] = {"float64", "int64", "bool", "object"};
  return names[values_.index()];
}

Cell Series::iloc(int64_t i) const {
  const auto n = static_cast<int64_t>(size());
  check(i >= -n && i < n, "iloc: row must be in [", -n, ", ", n, "), got ", i);
  const auto row = static_cast<size_t>(i < 0 ? i + n : i);
  if (is_missing(row)) return kNaN;
  if (const auto* floats = std::get_if<Floats>(&values_)) return (*floats)[row];
  if (const auto* integers = std::get_if<Integers>(&values_)) return (*integers)[row];
  if (const auto* bools = std::get_if<Bools>(&values_)) return (*bools)[row] != 0;
  return *std::get<Texts>(values_)[row];
}

bool Series::is_missing(size_t i) const {
  if (const auto* floats = std::get_if<Floats>(&values_)) return std::isnan((*floats)[i]);
  if (const auto* texts = std::get_if<Texts>(&values_)) return !(*texts)[i];
  return false;
}

double Series::number(const char* op, size_t i) const {
  if (const auto* floats = std::get_if<Floats>(&values_)) return (*floats)[i];
  if (const auto* integers = std::get_if<Integers>(&values_)) {
    return static_cast<double>((*integers)[i]);
  }
  if (const auto* bools = std::get_if<Bools>(&values_)) return (*bools)[i];
  fail(op, ": values must be numbers, got text in column '", name_,
       "'; get_dummies makes numbers of text");
}

Series Series::take(const Positions& rows) const {
  const auto pick_rows = [&rows](const auto& from) { return pick(from, rows); };
  return {name_, std::visit([&](const auto& v) { return Values(pick_rows(v)); }, values_),
          std::visit([&](const auto& l) { return Labels(pick_rows(l)); }, labels_)};
}

Series Series::isna() const {
  Bools missing(size());
  for (size_t i = 0; i < size(); ++i) missing[i] = is_missing(i);
  return {name_, std::move(missing), labels_};
}

Series Series::dropna() const { return take(where_true("dropna", !isna())); }

Series Series::fillna(const Cell& value) const {
  Series filled = *this;
  const auto wrong = [&] {
    fail("fillna: column '", name_, "' (", dtype(), ") must be filled with ",
         is_number() ? "a number" : "text", ", got ", value);
  };
  const std::optional<double> number = number_in(value);
  if (auto* floats = std::get_if<Floats>(&filled.values_)) {
    for (double& x : *floats) {
      if (!std::isnan(x)) continue;
      if (!number) wrong();
      x = *number;
    }
  } else if (auto* texts = std::get_if<Texts>(&filled.values_)) {
    for (std::optional<std::string>& x : *texts) {
      if (x) continue;
      if (number) wrong();
      x = std::get<std::string>(value);
    }
  }
  return filled;
}

double Series::sum() const {
  double sum = 0;
  for (size_t i = 0; i < size(); ++i) {
    const double x = number("sum", i);
    if (!is_missing(i)) sum += x;
  }
  return sum;
}

double Series::mean() const {
  double sum = 0;
  size_t count = 0;
  for (size_t i = 0; i < size(); ++i) {
    const double x = number("mean", i);
    if (is_missing(i)) continue;
    sum += x;
    ++count;
  }
  return count == 0 ? kNaN : sum / static_cast<double>(count);
}

Series compare(const Series& series, Comparison how, const Cell& value) {
  const std::optional<double> number = number_in(value);
  const bool order = how != Comparison::eq && how != Comparison::ne;
  check(!order || series.is_number() == number.has_value(), "compare: column '", series.name(),
        "' (", series.dtype(), ") and the value must both be numbers or both be text, got ", value);
  const auto* const texts = std::get_if<Texts>(&series.values());
  Bools mask(series.size(), how == Comparison::ne);
  for (size_t i = 0; i < mask.size(); ++i) {
    if (series.is_missing(i) || series.is_number() != number.has_value()) continue;
    mask[i] = texts ? holds(how, *(*texts)[i], std::get<std::string>(value))
                    : holds(how, series.number("compare", i), *number);
  }
  return {series.name(), std::move(mask), series.labels()};
}

Series operator!(const Series& mask) {
  Bools inverse(mask.size(), 1);
  for (const size_t row : where_true("!", mask)) inverse[row] = 0;
  return {mask.name(), std::move(inverse), mask.labels()};
}

Positions where_true(const char* op, const Series& mask) {
  const auto* const bools = std::get_if<Bools>(&mask.values());
  check(bools != nullptr, op, ": a mask must be bool, got ", mask.dtype());
  Positions rows;
  for (size_t i = 0; i < bools->size(); ++i) {
    if ((*bools)[i]) rows.push_back(i);
  }
  return rows;
}

}  // namespace weft
