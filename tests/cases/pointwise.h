// The rows of simd/pointwise.def as cases, evaluated with the standard library's functions.
#pragma once
#include "core/ops/pointwise.h"
#include "tests/cases/case.h"
#include "tests/cases/vocabulary.h"

namespace weft::test {
namespace formula {

using namespace vocabulary;
#define WEFT_UNARY(name, Node, forward, ...) \
  inline double name##_formula(double x) { return forward; }
#define WEFT_BINARY(name, Node, forward, ...) \
  inline double name##_formula(double a, double b) { return forward; }
#define WEFT_PARAMETRIC(name, Node, forward, gradient, low, high, kinks, p_, q_) \
  inline double name##_formula(double x) {                                       \
    [[maybe_unused]] constexpr double p = p_, q = q_;                            \
    return forward;                                                              \
  }
#include "simd/pointwise.def"

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
#define WEFT_UNARY(name, Node, forward, gradient, uses, low, high, kinks, integers)           \
  rows.push_back({#name, [](int64_t n) { return Shapes{{n}}; },                               \
                  [](const Tensors& x) { return name(x[0]); }, each<formula::name##_formula>, \
                  [](double n) { return n; }, low, high, std::vector<double> kinks});
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
#define WEFT_PARAMETRIC(name, Node, forward, gradient, low, high, kinks, p, q)          \
  rows.push_back({#name, [](int64_t n) { return Shapes{{n}}; },                         \
                  [](const Tensors& x) { return parametric::name(x[0], p, q); },        \
                  each<formula::name##_formula>, [](double n) { return n; }, low, high, \
                  std::vector<double> kinks});
#include "simd/pointwise.def"
#undef WEFT_BINARY_ROW
  return rows;
}

}  // namespace weft::test
