// exp, log, tanh and the small functions of pointwise.def, for a register of any width. In float32
// exp is within 1.03 ulp of the exact value, tanh 1.34, sigmoid 2.41 (every float tried), log 0.9,
// expm1 1.5, log1p 0.9 (every 61st); all keep NaN and have PyTorch's limits at infinities.
//
// All of it rests on fma() and on the bits of IEEE numbers, so that without a fused multiply-add
// the same lines give the same bits everywhere. Polynomials: Cephes (Moshier) and fdlibm (Sun).
#pragma once
#include "simd/lookup.h"

namespace weft::simd {
namespace {

template <class T>
struct Constants;

template <>
struct Constants<float> {
  static constexpr int mantissa = 23, bias = 127;
  static constexpr float rounder =
      0x1.8p23f;  // adding it rounds to a whole number, kept in the low bits
  static constexpr float log2e = 0x1.715476p+0f;
  static constexpr float ln2_high = 0x1.63p-1f,
                         ln2_low = -0x1.bd0106p-13f;  // 9 bits: n * ln2_high is exact
  // Below and above: 0 and infinity.
  static constexpr float exp_low = -104.0f, exp_high = 89.0f;
  // exp(r) = 1 + r + r^2 P(r), |r| <= ln(2) / 2, within 0.03 ulp: fitted after rounding to float.
  static constexpr float exp_p[] = {1.3863132335e-03f, 8.3674406633e-03f, 4.1667245328e-02f,
                                    1.6666534543e-01f, 0.5f};
  static constexpr float least_normal = 0x1p-126f;
  static constexpr float sqrt_half = 0x1.6a09e6p-1f;
  // log(1 + f) = f - f^2/2 + s (f^2/2 + z P(z)), s = f / (2 + f), z = s^2
  static constexpr float log_p[] = {0.24279078841f, 0.28498786688f, 0.40000972152f, 0.66666662693f};
  // tanh(x) = x + x z P(z) / Q(z), z = x^2, |x| < 0.625
  static constexpr float tanh_p[] = {-5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f,
                                     1.33314422036e-1f, -3.33332819422e-1f};
  static constexpr float tanh_q[] = {1.0f};
};

template <>
struct Constants<double> {
  static constexpr int mantissa = 52, bias = 1023;
  static constexpr double rounder = 0x1.8p52;
  static constexpr double log2e = 0x1.71547652b82fep+0;
  static constexpr double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33;
  static constexpr double exp_low = -746.0, exp_high = 710.0;
  static constexpr double exp_p[] = {
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
      1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5};
  static constexpr double least_normal = 0x1p-1022;
  static constexpr double sqrt_half = 0x1.6a09e667f3bcdp-1;
  static constexpr double log_p[] = {1.479819860511658591e-01, 1.531383769920937332e-01,
                                     1.818357216161805012e-01, 2.222219843214978396e-01,
                                     2.857142874366239149e-01, 3.999999999940941908e-01,
                                     6.666666666666735130e-01};
  static constexpr double tanh_p[] = {-9.64399179425052238628e-1, -9.92877231001918586564e1,
                                      -1.61468768441708447952e3};
  static constexpr double tanh_q[] = {1.0, 1.12811678491632931402e2, 2.23548839060100448583e3,
                                      4.84406305325125486048e3};
};

/// Horner's rule, highest power first.
template <class V, class T, int kCount>
WEFT_INLINE V polynomial(V x, const T (&c)[kCount]) {
  V sum = c[0];
  WEFT_UNROLL for (int i = 1; i < kCount; ++i) sum = fma(sum, x, V(c[i]));
  return sum;
}

template <class T, class A>
WEFT_INLINE Vec<T, A> zero(Vec<T, A>) {
  return T(0);
}
template <class T, class A>
WEFT_INLINE Vec<T, A> one(Vec<T, A>) {
  return T(1);
}

template <class T, class A>
WEFT_INLINE Vec<T, A> number(Vec<T, A>, double value) {
  return static_cast<T>(value);
}
/// 0 for NaN, too.
template <class T, class A>
WEFT_INLINE Vec<T, A> sign(Vec<T, A> x) {
  return select(x > zero(x), one(x), select(x < zero(x), -one(x), zero(x)));
}

/// NaN where either is (the processors' own instructions disagree on it).
template <class T, class A>
WEFT_INLINE Vec<T, A> max(Vec<T, A> a, Vec<T, A> b) {
  return select(a > b, a, select(a != a, a, b));
}
template <class T, class A>
WEFT_INLINE Vec<T, A> min(Vec<T, A> a, Vec<T, A> b) {
  return select(a < b, a, select(a != a, a, b));
}

/// p * 2^n; n is a whole number in the low bits of `shifted`, which is n + rounder. In two steps,
/// so that results below the least normal number are rounded once and those above the largest are
/// inf.
template <class T, class A>
WEFT_INLINE Vec<T, A> scale_by_power(Vec<T, A> p, Vec<T, A> shifted) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  const auto n = bits(shifted) - bits(V(K::rounder));
  const auto half = n >> 1;
  const auto low = (half + K::bias) << K::mantissa;
  const auto high = (n - half + K::bias) << K::mantissa;
  return p * from_native<V>(low) * from_native<V>(high);
}

/// exp(x) = 2^n (1 + q), |q| < 0.42; n is a whole number, n + rounder is `shifted`.
template <class T, class A>
struct Exponential {
  Vec<T, A> shifted, q;
};
template <class T, class A>
WEFT_INLINE Exponential<T, A> split_exp(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  const V shifted = fma(x, V(K::log2e), V(K::rounder));
  const V n = shifted - V(K::rounder);
  V r = fma(n, V(-K::ln2_high), x);
  r = fma(n, V(-K::ln2_low), r);
  return {shifted, fma(polynomial(r, K::exp_p), r * r, r)};
}

template <class T, class A>
WEFT_INLINE Vec<T, A> exp(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  if constexpr (V::kLooksUp) return exp_by_table(x);
  // What becomes 0 takes the way of 0: results below the least normal number cost processors up to
  // 150 cycles, and softmax pads its rows with -inf.
  const auto vanishes = x < V(K::exp_low);
  x = select(vanishes, V(T(0)), x);
  x = select(x > V(K::exp_high), V(K::exp_high), x);
  const auto [shifted, q] = split_exp(x);
  return select(vanishes, V(T(0)), scale_by_power(q + V(T(1)), shifted));
}

/// exp(x) - 1 = 2 (2^(n-1) q + (2^(n-1) - 1/2)): the bracket is exact near 0, and 2^(n-1) finite.
template <class T, class A>
WEFT_SHARED Vec<T, A> expm1(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  const T least = T(-2 * K::mantissa);  // -1 from here on
  V clipped = select(x < V(least), V(least), x);
  clipped = select(clipped > V(K::exp_high), V(K::exp_high), clipped);
  const auto [shifted, q] = split_exp(clipped);
  const auto half_power = (bits(shifted) - bits(V(K::rounder)) + (K::bias - 1)) << K::mantissa;
  const V s = from_native<V>(half_power);
  const V y = fma(q, s, s - V(T(0.5)));
  return select(abs(x) < V(K::least_normal * 4), x, y + y);
}

/// log((1 + f) 2^n) + c for (1 + f) in [sqrt(1/2), sqrt(2)) and a small c.
template <class T, class A>
WEFT_INLINE Vec<T, A> log_of_parts(Vec<T, A> f, Vec<T, A> n, Vec<T, A> c) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  const V s = f / (f + V(T(2)));
  const V z = s * s;
  const V half_square = f * f * V(T(0.5));
  const V low = fma(n, V(K::ln2_low), c);
  const V tail = fma(s, fma(polynomial(z, K::log_p), z, half_square), low);
  return fma(n, V(K::ln2_high), f - (half_square - tail));
}

/// x = m * 2^n with m in [sqrt(1/2), sqrt(2)), for a normal x > 0.
template <class T, class A>
struct Scaled {
  Vec<T, A> m, n;
};
template <class T, class A>
WEFT_INLINE Scaled<T, A> split_power(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  const auto from_root = bits(x) - bits(V(K::sqrt_half));
  const auto exponent = from_root >> K::mantissa;
  // Whole numbers from -1100 to 1100 become floating by way of the mantissa.
  return {from_native<V>(bits(x) - (exponent << K::mantissa)),
          from_native<V>(exponent + bits(V(K::rounder))) - V(K::rounder)};
}

/// `y` for x in (0, inf); the limits of a logarithm elsewhere.
template <class T, class A>
WEFT_INLINE Vec<T, A> log_limits(Vec<T, A> x, Vec<T, A> y) {
  using V = Vec<T, A>;
  y = select(x == V(T(0)), V(-std::numeric_limits<T>::infinity()), y);
  y = select(x == V(std::numeric_limits<T>::infinity()), x, y);
  return select(x >= V(T(0)), y, V(std::numeric_limits<T>::quiet_NaN()));
}

template <class T, class A>
WEFT_SHARED Vec<T, A> log(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  const T huge = T(int64_t{1} << K::mantissa);
  const auto tiny = x < V(K::least_normal);
  const auto [m, power] = split_power(select(tiny, x * V(huge), x));
  const V n = power - select(tiny, V(T(K::mantissa)), V(T(0)));
  return log_limits(x, log_of_parts(m - V(T(1)), n, V(T(0))));
}

/// log(1 + x) by u = 1 + x and the rounding error of that sum, c u.
template <class T, class A>
WEFT_SHARED Vec<T, A> log1p(Vec<T, A> x) {
  using V = Vec<T, A>;
  const V u = x + V(T(1));
  const auto [m, n] = split_power(u);
  const V error = select(x > V(T(1)), V(T(1)) - (u - x), x - (u - V(T(1))));
  const auto near = n == zero(n);  // f is x itself
  const V y = log_of_parts(select(near, x, m - V(T(1))), n, select(near, zero(x), error / u));
  return select(x == zero(x), x, log_limits(u, y));
}

template <class T, class A>
WEFT_SHARED Vec<T, A> tanh(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Constants<T>;
  if constexpr (V::kLooksUp) return tanh_by_table(x);
  const V magnitude = abs(x);
  const V z = x * x;
  V fraction = polynomial(z, K::tanh_p) * z;
  if constexpr (std::size(K::tanh_q) > 1) fraction = fraction / polynomial(z, K::tanh_q);
  const V small = fma(fraction, magnitude, magnitude);
  const V large = V(T(1)) - V(T(2)) / (exp(magnitude + magnitude) + V(T(1)));
  const V y = select(magnitude < V(T(0.625)), small, large);
  return with_sign(y, x);
}

template <class T, class A>
WEFT_SHARED Vec<T, A> sigmoid(Vec<T, A> x) {
  if constexpr (Vec<T, A>::kLooksUp) return sigmoid_by_table(x);
  const Vec<T, A> e = exp(-abs(x));
  return select(x < zero(x), e, one(x)) / (one(x) + e);
}

}  // namespace
}  // namespace weft::simd
