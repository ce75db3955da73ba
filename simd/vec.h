// One SIMD register of numbers, whatever its width. This file alone knows xsimd: a kernel is a
// template over V = Vec<T, A>, A being xsimd's tag of an instruction set.
//
// Everything in simd/ but the table has internal linkage (anonymous namespaces in headers, on
// purpose): a weak symbol compiled with AVX-512 that the linker keeps for everyone would crash
// older processors.
#pragma once
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <xsimd/xsimd.hpp>

#include "simd/kernels.h"

#define WEFT_INLINE [[gnu::always_inline]] inline

// Longer functions that rows use: WebAssembly is downloaded, so they stand there once each.
#ifdef __wasm__
#define WEFT_SHARED [[gnu::noinline]]
#else
#define WEFT_SHARED WEFT_INLINE
#endif

// Loops over an array of registers, which must be unrolled for the array to live in registers.
#ifdef __clang__
#define WEFT_UNROLL _Pragma("clang loop unroll(full)")
#define WEFT_UNROLL_TWICE _Pragma("clang loop unroll_count(2)")
#else
#define WEFT_UNROLL _Pragma("GCC unroll 64")
#define WEFT_UNROLL_TWICE _Pragma("GCC unroll 2")
#endif

namespace weft::simd {
namespace {

template <class T, class A>
struct Mask {
  xsimd::batch_bool<T, A> m;

  WEFT_INLINE friend Mask operator&(Mask a, Mask b) { return {a.m & b.m}; }
  WEFT_INLINE friend Mask operator|(Mask a, Mask b) { return {a.m | b.m}; }
  [[nodiscard]] WEFT_INLINE bool any() const { return xsimd::any(m); }
};

template <class T, class A>
struct Vec {
  using Value = T;
  using Arch = A;
  using Batch = xsimd::batch<T, A>;
  static constexpr int width = static_cast<int>(Batch::size);

  /// load_part and store_part are single instructions; a register is a line of the cache.
#ifdef __AVX512F__
  static constexpr bool kMasksMemory = true;
  /// There is look_up, and what goes with it: see lookup.h.
  static constexpr bool kLooksUp = sizeof(T) == 4;
#else
  static constexpr bool kMasksMemory = false;
  static constexpr bool kLooksUp = false;
#endif

  Batch v;

  Vec() = default;
  WEFT_INLINE Vec(T value) : v(value) {}
  WEFT_INLINE Vec(Batch batch) : v(batch) {}

  WEFT_INLINE static Vec load(const T* p) { return {Batch::load_unaligned(p)}; }
  /// load(p), and a line further on is on its way to the cache: 256 to 1024 bytes are too near.
  WEFT_INLINE static Vec load_ahead(const T* p) {
    __builtin_prefetch(reinterpret_cast<const char*>(p) + 4096);
    return load(p);
  }
  WEFT_INLINE void store(T* p) const { v.store_unaligned(p); }
  /// After the last of a range of stream().
  WEFT_INLINE static void end_stream() {
#ifdef __AVX512F__
    _mm_sfence();
#endif
  }
  /// The first n of width values (0 <= n <= width); `fill` for the rest.
  WEFT_INLINE static Vec load_part(const T* p, int64_t n, T fill = T(0)) {
#ifdef __AVX512F__
    if constexpr (width == 16)
      return {Batch(_mm512_mask_loadu_ps(Batch(fill), first(n), p))};
    else
      return {Batch(_mm512_mask_loadu_pd(Batch(fill), first(n), p))};
#elif defined(__AVX2__)
    if constexpr (width == 8)
      return select(below(n), Batch(_mm256_maskload_ps(p, lanes_below(n))), Vec(fill));
    else
      return select(below(n), Batch(_mm256_maskload_pd(p, lanes_below(n))), Vec(fill));
#else
    alignas(64) T padded[width];
    Batch(fill).store_aligned(padded);
    for (int64_t i = 0; i < n; ++i) padded[i] = p[i];
    return {Batch::load_aligned(padded)};
#endif
  }
  WEFT_INLINE void store_part(T* p, int64_t n) const {
#ifdef __AVX512F__
    if constexpr (width == 16)
      _mm512_mask_storeu_ps(p, first(n), v);
    else
      _mm512_mask_storeu_pd(p, first(n), v);
#else
    alignas(64) T padded[width];
    v.store_aligned(padded);
    for (int64_t i = 0; i < n; ++i) p[i] = padded[i];
#endif
  }

#ifdef __AVX512F__
  /// To p, which is aligned to a register, past the caches.
  WEFT_INLINE void stream(T* p) const {
    if constexpr (width == 16)
      _mm512_stream_ps(p, v);
    else
      _mm512_stream_pd(p, v);
  }
  /// table[the last 4 or 5 bits of index].
  WEFT_INLINE static Vec look_up(const float (&table)[16], Vec index) {
    return {Batch(_mm512_permutexvar_ps(_mm512_castps_si512(index.v), _mm512_load_ps(table)))};
  }
  WEFT_INLINE static Vec look_up(const float (&table)[32], Vec index) {
    return {Batch(_mm512_permutex2var_ps(_mm512_load_ps(table), _mm512_castps_si512(index.v),
                                         _mm512_load_ps(table + 16)))};
  }
  /// p * 2^floor(n), and 0 where x < least, for nothing: multiplying down to a result below the
  /// least normal number takes 250 cycles.
  WEFT_INLINE static Vec scale_unless_below(Vec x, T least, Vec p, Vec n) {
    const auto counts = _mm512_cmp_ps_mask(x.v, Batch(least), _CMP_NLT_UQ);
    return {Batch(_mm512_maskz_scalef_ps(counts, p.v, n.v))};
  }
  /// a / b within 0.53 ulp where a is finite and b within 2^-120 to 2^120. The divider takes 10
  /// cycles, as long as all of sigmoid takes with this.
  WEFT_INLINE static Vec quotient(Vec a, Vec b) {
    const Vec guess = Batch(_mm512_rcp14_ps(b.v)), y = a * guess;
    return fma(Batch(_mm512_fnmadd_ps(y.v, b.v, a.v)), guess, y);
  }
#endif

  WEFT_INLINE friend Vec operator+(Vec a, Vec b) { return {a.v + b.v}; }
  WEFT_INLINE friend Vec operator-(Vec a, Vec b) { return {a.v - b.v}; }
  WEFT_INLINE friend Vec operator*(Vec a, Vec b) { return {a.v * b.v}; }
  WEFT_INLINE friend Vec operator/(Vec a, Vec b) {
#ifdef __aarch64__
    // xsimd approximates the quotient and the root of float32 there.
    if constexpr (width == 4) return {Batch(vdivq_f32(a.v, b.v))};
#endif
    return {a.v / b.v};
  }
  /// The sign turned, zero's too (xsimd subtracts from 0).
  WEFT_INLINE Vec operator-() const { return {v ^ Batch(T(-0.0))}; }

  WEFT_INLINE friend Mask<T, A> operator<(Vec a, Vec b) { return {a.v < b.v}; }
  WEFT_INLINE friend Mask<T, A> operator>(Vec a, Vec b) { return {a.v > b.v}; }
  WEFT_INLINE friend Mask<T, A> operator<=(Vec a, Vec b) { return {a.v <= b.v}; }
  WEFT_INLINE friend Mask<T, A> operator>=(Vec a, Vec b) { return {a.v >= b.v}; }
  WEFT_INLINE friend Mask<T, A> operator==(Vec a, Vec b) { return {a.v == b.v}; }
  WEFT_INLINE friend Mask<T, A> operator!=(Vec a, Vec b) { return {a.v != b.v}; }

  WEFT_INLINE friend Vec select(Mask<T, A> condition, Vec then, Vec otherwise) {
    return {xsimd::select(condition.m, then.v, otherwise.v)};
  }
  WEFT_INLINE friend Vec abs(Vec a) { return {xsimd::abs(a.v)}; }
  WEFT_INLINE friend Vec floor(Vec a) { return {xsimd::floor(a.v)}; }
  WEFT_INLINE friend Vec ceil(Vec a) { return {xsimd::ceil(a.v)}; }
  /// Halves to the even number.
  WEFT_INLINE friend Vec round(Vec a) { return {xsimd::nearbyint(a.v)}; }
  WEFT_INLINE friend Vec sqrt(Vec a) {
#ifdef __aarch64__
    if constexpr (width == 4) return {Batch(vsqrtq_f32(a.v))};
#endif
    return {xsimd::sqrt(a.v)};
  }

  /// a * b + c: the one place where a product and a sum may be rounded together.
  WEFT_INLINE friend Vec fma(Vec a, Vec b, Vec c) {
#ifdef __wasm_relaxed_simd__
    if constexpr (sizeof(T) == 4)
      return {Batch(wasm_f32x4_relaxed_madd(a.v, b.v, c.v))};
    else
      return {Batch(wasm_f64x2_relaxed_madd(a.v, b.v, c.v))};
#else
    return {xsimd::fma(a.v, b.v, c.v)};
#endif
  }

  /// All lanes, in an order that the width alone decides.
  WEFT_INLINE friend T sum_lanes(Vec a) { return xsimd::reduce_add(a.v); }
  WEFT_INLINE friend T max_lanes(Vec a) { return xsimd::reduce_max(a.v); }

  /// The first n lanes.
  WEFT_INLINE static Mask<T, A> below(int64_t n) { return load(kLaneNumbers) < Vec(T(n)); }

 private:
  alignas(64) static constexpr T kLaneNumbers[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                     8, 9, 10, 11, 12, 13, 14, 15};
#ifdef __AVX512F__
  using LaneBits = std::conditional_t<width == 16, __mmask16, __mmask8>;
  WEFT_INLINE static LaneBits first(int64_t n) { return static_cast<LaneBits>((1u << n) - 1u); }
#elif defined(__AVX2__)
  WEFT_INLINE static __m256i lanes_below(int64_t n) {
    const auto mask = below(n).m;
    if constexpr (width == 8)
      return _mm256_castps_si256(mask);
    else
      return _mm256_castpd_si256(mask);
  }
#endif
};

// The register as a vector of the compiler's, for what that writes better than intrinsics: shuffles
// by constant indices, integer arithmetic on the bits, conversions.
template <class T, int kWidth>
struct NativeType {
  typedef T type __attribute__((vector_size(sizeof(T) * kWidth)));
};
template <class T, int kWidth>
using Native = typename NativeType<T, kWidth>::type;

template <class T>
using BitsOf = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;

template <class T, class A>
WEFT_INLINE auto native(Vec<T, A> a) {
  return (Native<T, Vec<T, A>::width>)a.v.data;
}
template <class T, class A>
WEFT_INLINE auto bits(Vec<T, A> a) {
  return (Native<BitsOf<T>, Vec<T, A>::width>)a.v.data;
}
template <class V, class N>
WEFT_INLINE V from_native(N a) {
  static_assert(sizeof(N) == sizeof(typename V::Batch::register_type));
  return V(typename V::Batch((typename V::Batch::register_type)a));
}

/// The smaller one, and x where that is NaN: one instruction on most machines.
template <class T, class A>
WEFT_INLINE Vec<T, A> at_most(Vec<T, A> x, T limit) {
  const auto value = native(x), most = native(Vec<T, A>(limit));
  return from_native<Vec<T, A>>(most < value ? most : value);
}
/// x with the sign of y.
template <class T, class A>
WEFT_INLINE Vec<T, A> with_sign(Vec<T, A> magnitude, Vec<T, A> y) {
  return from_native<Vec<T, A>>(bits(magnitude) | (bits(y) & bits(Vec<T, A>(T(-0.0)))));
}

}  // namespace
}  // namespace weft::simd
