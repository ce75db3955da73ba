// The rows of simd/pointwise.def as cases, evaluated with the standard library's functions.
#pragma once
#include "tests/cases/case.h"

namespace weft::test {
namespace formula {

// The rows' vocabulary for plain numbers.
using std::abs, std::exp, std::log, std::sqrt, std::tanh;
inline double zero(double) { return 0; }
inline double one(double) { return 1; }
inline double select(bool condition, double then, double otherwise) {
  return condition ? then : otherwise;
}
inline double max(double a, double b) { return std::isnan(a) || a > b ? a : b; }
inline double min(double a, double b) { return std::isnan(a) || a < b ? a : b; }
inline double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

#define WEFT_UNARY(name, Node, forward, ...) \
  inline double name##_formula(double x) { return forward; }
#define WEFT_BINARY(name, Node, forward, ...) \
  inline double name##_formula(double a, double b) { return forward; }
#include "simd/pointwise.def"
#undef WEFT_UNARY
#undef WEFT_BINARY

}  // namespace formula

template <double f(double)>
Array each(const Arrays& x) {
  return build(x[0].shape, [&](const Position& at) { return f(x[0](at)); });
}
template <double f(double, double)>
Array each(const Arrays& x) {
  return build(broadcast_shapes("naive", x[0].shape, x[1].shape),
               [&](const Position& at) { return f(x[0](at), x[1](at)); });
}

inline Cases pointwise_cases() {
  Cases rows;
#define WEFT_UNARY(name, Node, forward, derivative, uses, low, high, kinks, integers)         \
  rows.push_back({#name, [](int64_t n) { return Shapes{{n}}; },                               \
                  [](const Tensors& x) { return name(x[0]); }, each<formula::name##_formula>, \
                  [](double n) { return n; }, low, high, kinks});
#define WEFT_BINARY_ROW(title, name, shapes, count)                  \
  rows.push_back({title,                                             \
                  [](int64_t n) { return Shapes shapes; },           \
                  [](const Tensors& x) { return name(x[0], x[1]); }, \
                  each<formula::name##_formula>,                     \
                  [](double n) { return count; },                    \
                  -3,                                                \
                  3,                                                 \
                  {0}});
#define WEFT_BINARY(name, ...)                                         \
  WEFT_BINARY_ROW(#name, name, ({{n}, {n}}), n)                        \
  WEFT_BINARY_ROW(#name " a row", name, ({{3, n}, {n}}), 3 * n)        \
  WEFT_BINARY_ROW(#name " a column", name, ({{3, n}, {3, 1}}), 3 * n)  \
  WEFT_BINARY_ROW(#name " both ways", name, ({{n, 1}, {1, 3}}), 3 * n) \
  WEFT_BINARY_ROW(#name " a number", name, ({{}, {n}}), n)
#include "simd/pointwise.def"
#undef WEFT_UNARY
#undef WEFT_BINARY
#undef WEFT_BINARY_ROW
  return rows;
}

}  // namespace weft::test
