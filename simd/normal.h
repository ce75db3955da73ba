// The normal distribution function, ndtr(x) = erfc(-x / sqrt(2)) / 2, for a register of any width.
// With t = |x| / sqrt(2) and k = 1 / (1 + t / a), erfc(t) = exp(-t^2) k P(1 - 2 k); P interpolates
// at Chebyshev's points, within 0.1 ulp in float32 and 0.4 in float64. The exponent's rounding adds
// x^2 / 2 ulp, at most, to results below 1/2.
#pragma once
#include "simd/math.h"

namespace weft::simd {
namespace {

template <class T>
struct Normal;

template <>
struct Normal<float> {
  static constexpr float a = 3;
  // P / 2
  static constexpr float p[] = {-0.0001110501184f / 2, -0.0001657140792f / 2, 0.001026544049f / 2,
                                -0.000405736441f / 2,  -0.008945808582f / 2,  0.03984235923f / 2,
                                -0.1034888393f / 2,    0.1967428157f / 2,     -0.2944648212f / 2,
                                0.3580023019f / 2};
};

template <>
struct Normal<double> {
  static constexpr double a = 4;
  static constexpr double p[] = {
      -8.18600377590736572e-10 / 2,  -3.76330003005107919e-9 / 2, 2.56429192780488939e-9 / 2,
      3.19259140322263298e-8 / 2,    -2.16014245792535854e-8 / 2, -2.13121108311437813e-7 / 2,
      3.57769087713238033e-7 / 2,    1.17483685963154988e-6 / 2,  -4.71586777992373857e-6 / 2,
      -9.0934183079492818e-7 / 2,    0.000044203350746813661 / 2, -0.000113763023555993319 / 2,
      -0.0000702397355880910893 / 2, 0.0015280138900775237 / 2,   -0.0065925133337610726 / 2,
      0.0190953787295358013 / 2,     -0.0435027343100182249 / 2,  0.0827128969693989189 / 2,
      -0.135213457828308955 / 2,     0.193302175566311187 / 2,    -0.244137182270220489 / 2,
      0.273998915250122774 / 2};
};

template <class T, class A>
WEFT_SHARED Vec<T, A> ndtr(Vec<T, A> x) {
  using V = Vec<T, A>;
  const V scaled = abs(x) * V(static_cast<T>(0.70710678118654752440 / Normal<T>::a));
  const V k = V(T(1)) / (V(T(1)) + scaled);
  const V tail =
      exp(x * x * V(T(-0.5))) * (k * polynomial(fma(k, V(T(-2)), V(T(1))), Normal<T>::p));
  return select(x < V(T(0)), tail, V(T(1)) - tail);
}

}  // namespace
}  // namespace weft::simd
