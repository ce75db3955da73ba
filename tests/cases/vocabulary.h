// The vocabulary of simd/pointwise.def for float64, by the standard library: what the kernels are
// compared with.
#pragma once
#include <cmath>

namespace weft::test::vocabulary {

using std::abs, std::ceil, std::cos, std::exp, std::expm1, std::floor, std::log, std::log1p,
    std::sin, std::sqrt, std::tanh;
inline double zero(double) { return 0; }
inline double one(double) { return 1; }
inline double number(double, double value) { return value; }
inline double select(bool condition, double then, double otherwise) {
  return condition ? then : otherwise;
}
inline double max(double a, double b) { return std::isnan(a) || a > b ? a : b; }
inline double min(double a, double b) { return std::isnan(a) || a < b ? a : b; }
inline double sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
inline double round(double x) { return std::nearbyint(x); }  // halves to the even number
inline double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
/// In float64 the argument of erfc alone would be wrong by x^2 / 2 ulp of the result.
inline double ndtr(double x) { return static_cast<double>(std::erfc(-x / std::sqrt(2.0L)) / 2); }

}  // namespace weft::test::vocabulary
