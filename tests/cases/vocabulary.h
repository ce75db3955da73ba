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
/// erfc(t) / 2 with t = -x / sqrt(2). Rounding t alone would be an error of x^2 / 2 ulp in the
/// result, so what is lost is put back with erfc's slope. (Not in long double: under WebAssembly
/// the C library's erfc for it is no more exact than that for double.)
inline double ndtr(double x) {
  constexpr double root = 0.70710678118654752440, rest = -4.8336466567264567e-17;  // 1 / sqrt(2)
  const double t = -x * root;
  const double lost = std::fma(-x, root, -t) - x * rest;
  constexpr double two_over_root_pi = 1.1283791670955126;
  return std::isfinite(t) ? (std::erfc(t) - two_over_root_pi * std::exp(-t * t) * lost) / 2
                          : std::erfc(t) / 2;
}

}  // namespace weft::test::vocabulary
