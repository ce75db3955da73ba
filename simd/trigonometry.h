// sin and cos, for a register of any width: within 2.9 ulp of the exact value in float32 for every
// x (measured on every 1019th float). x = n pi/2 + r, |r| <= pi/4; the last two bits of n choose
// between the polynomials of sine and cosine and their signs. Polynomials: Cephes (Moshier) and
// fdlibm (Sun).
#pragma once
#include "simd/math.h"

namespace weft::simd {
namespace {

template <class T>
struct Turns;

// pi / 2 in parts of so few bits that n times each but the last is exact up to the limit (Cody and
// Waite, 1980).
template <>
struct Turns<float> {
  static constexpr float limit = 1e5f;  // n < 2^16
  static constexpr float per_radian = 0x1.45f306p-1f;
  static constexpr float parts[] = {0x1.92p+0f, 0x1.fap-12f, 0x1.54p-20f, 0x1.10p-30f,
                                    0x1.68c234p-39f};
  // sin(r) = r + r z S(z), cos(r) = 1 - z / 2 + z^2 C(z), z = r^2
  static constexpr float sin_p[] = {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f};
  static constexpr float cos_p[] = {2.443315711809948e-5f, -1.388731625493765e-3f,
                                    4.166664568298827e-2f};
};

template <>
struct Turns<double> {
  static constexpr double limit = 1e6;  // n < 2^20
  static constexpr double per_radian = 0x1.45f306dc9c883p-1;
  static constexpr double parts[] = {0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2e0p-69,
                                     0x1.b839a252049c1p-104};
  static constexpr double sin_p[] = {1.58969099521155010221e-10, -2.50507602534068634195e-08,
                                     2.75573137070700676789e-06, -1.98412698298579493134e-04,
                                     8.33333333332248946124e-03, -1.66666666666666324348e-01};
  static constexpr double cos_p[] = {-1.13596475577881948265e-11, 2.08757232129817482790e-09,
                                     -2.75573143513906633035e-07, 2.48015872894767294178e-05,
                                     -1.38888888888741095749e-03, 4.16666666666666019037e-02};
};

/// The words of 2 / pi after the point; two before it.
constexpr uint32_t kTwoOverPi[] = {
    0,          0,          0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041,
    0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e,
    0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b,
    0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d,
    0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab};

/// r and n for a finite x beyond the limit (Payne and Hanek, 1983): the mantissa times those words
/// of 2 / pi that decide the last two bits of n and the fraction.
template <class T>
struct FarTurn {
  T r;
  uint32_t n;
};
template <class T>
FarTurn<T> far_turn(T x) {
  using K = Constants<T>;
  constexpr int kWords = sizeof(T) == 4 ? 3 : 6;
  const auto word = static_cast<uint64_t>(__builtin_bit_cast(BitsOf<T>, x));
  const int exponent = static_cast<int>(word >> K::mantissa) - K::bias - K::mantissa;
  const uint64_t one = uint64_t{1} << K::mantissa;
  const uint64_t mantissa = (word & (one - 1)) | one;  // x = mantissa * 2^exponent

  uint32_t product[kWords] = {};  // modulo 4, as a fraction of 4
  const int start = exponent - 2 + 64;
  for (int half = 0; half < 2; ++half) {
    const uint64_t factor = half ? mantissa >> 32 : mantissa & 0xffffffff;
    uint64_t carry = 0;
    for (int i = kWords - 1; i >= half; --i) {
      const int bit = start + 32 * i;
      const uint64_t pair = uint64_t{kTwoOverPi[bit / 32]} << 32 | kTwoOverPi[bit / 32 + 1];
      carry += factor * (pair << bit % 32 >> 32) + product[i - half];
      product[i - half] = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
  }
  uint32_t n = product[0] >> 30;
  for (int i = 0; i < kWords; ++i)
    product[i] = product[i] << 2 | (i + 1 < kWords ? product[i + 1] >> 30 : 0);
  const bool above_half = product[0] >> 31;  // the next n is nearer
  n += above_half;
  double fraction = 0;
  for (int i = kWords - 1; i >= 0; --i)
    fraction = (fraction + (above_half ? ~product[i] : product[i])) * 0x1p-32;
  const double r = fraction * 0x1.921fb54442d18p+0;
  return {static_cast<T>(above_half ? -r : r), n};
}

/// Corrects r and n where x is beyond the limit; such numbers are rare, and go one by one.
template <class T, class A>
[[gnu::noinline]] void turn_far(Vec<T, A> x, Vec<T, A>& r, Vec<T, A>& shifted) {
  T xs[Vec<T, A>::width], rs[Vec<T, A>::width], ns[Vec<T, A>::width];
  x.store(xs), r.store(rs), shifted.store(ns);
  for (int i = 0; i < Vec<T, A>::width; ++i) {
    if (!(xs[i] > Turns<T>::limit && xs[i] <= std::numeric_limits<T>::max())) continue;
    const FarTurn<T> turn = far_turn(xs[i]);
    rs[i] = turn.r;
    ns[i] = Constants<T>::rounder + static_cast<T>(turn.n);
  }
  r = Vec<T, A>::load(rs), shifted = Vec<T, A>::load(ns);
}

/// sin(x), or cos(x) = sin(x + pi / 2).
template <bool kCosine, class T, class A>
WEFT_SHARED Vec<T, A> sine(Vec<T, A> x) {
  using V = Vec<T, A>;
  using K = Turns<T>;
  const V magnitude = abs(x);
  V shifted = fma(magnitude, V(K::per_radian), V(Constants<T>::rounder));
  const V n = shifted - V(Constants<T>::rounder);
  V r = magnitude;
  WEFT_UNROLL for (const T part : K::parts) r = fma(n, V(-part), r);
  if ((magnitude > V(K::limit)).any()) [[unlikely]] {
    V far_r = r, far_n = shifted;  // copies: what has an address stays in memory
    turn_far(magnitude, far_r, far_n);
    r = far_r, shifted = far_n;
  }
  const V z = r * r;
  const V s = fma(polynomial(z, K::sin_p) * z, r, r);
  const V c = fma(polynomial(z, K::cos_p), z * z, fma(z, V(T(-0.5)), V(T(1))));
  const auto quarter = bits(shifted) + (kCosine ? 1 : 0);
  const auto odd = -(quarter & 1);
  const auto half_turn = (quarter & 2) << (8 * static_cast<int>(sizeof(T)) - 2);
  const auto sign = kCosine ? half_turn : half_turn ^ (bits(x) & bits(V(T(-0.0))));
  return from_native<V>(((bits(c) & odd) | (bits(s) & ~odd)) ^ sign);
}

template <class T, class A>
WEFT_INLINE Vec<T, A> sin(Vec<T, A> x) {
  return sine<false>(x);
}
template <class T, class A>
WEFT_INLINE Vec<T, A> cos(Vec<T, A> x) {
  return sine<true>(x);
}

}  // namespace
}  // namespace weft::simd
