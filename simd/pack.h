// Packing for gemm: vectors of length k, wherever they lie, become a panel whose row p holds the
// p-th element of each. Adjacent vectors are copied row by row; vectors whose elements are adjacent
// are transposed in registers.
#pragma once
#include <utility>

#include "simd/vec.h"

namespace weft::simd {
namespace {

/// Lane i of the result is lane kPick(i) of a and b in a row.
template <auto kPick, class N, int... kLanes>
WEFT_INLINE N shuffle(N a, N b, std::integer_sequence<int, kLanes...>) {
  return __builtin_shufflevector(a, b, kPick(kLanes)...);
}

/// Pieces of kPiece lanes, alternately of a and of b, from the lower or upper halves of their
/// blocks of 128 bits.
template <class V, int kPiece, bool kUpper, class N>
WEFT_INLINE N unpack(N a, N b) {
  constexpr auto pick = [](int lane) {
    constexpr int kBlock = 16 / sizeof(typename V::Value);
    const int piece = lane % kBlock / kPiece;
    const int from = (piece / 2 * kPiece) + (kUpper ? kBlock / 2 : 0) + lane % kPiece;
    return lane / kBlock * kBlock + from + (piece % 2 ? V::width : 0);
  };
  return shuffle<pick>(a, b, std::make_integer_sequence<int, V::width>());
}

/// Exchanges blocks of kDistance lanes between registers that are kDistance apart.
template <class V, int kDistance, class N>
WEFT_INLINE void exchange(N (&r)[V::width]) {
  constexpr auto low = [](int i) { return i & kDistance ? V::width + i - kDistance : i; };
  constexpr auto high = [](int i) { return i & kDistance ? V::width + i : i + kDistance; };
  constexpr auto lanes = std::make_integer_sequence<int, V::width>();
  WEFT_UNROLL for (int i = 0; i < V::width; ++i) {
    if (i & kDistance) continue;
    const N a = r[i], b = r[i + kDistance];
    r[i] = shuffle<low>(a, b, lanes);
    r[i + kDistance] = shuffle<high>(a, b, lanes);
  }
}

/// Transposes the squares that the blocks of 128 bits of so many registers are.
template <class V, class N>
WEFT_INLINE void transpose_blocks(N* r) {
  if constexpr (sizeof(typename V::Value) == 4) {
    const N ab_low = unpack<V, 1, false>(r[0], r[1]);
    const N ab_high = unpack<V, 1, true>(r[0], r[1]);
    const N cd_low = unpack<V, 1, false>(r[2], r[3]);
    const N cd_high = unpack<V, 1, true>(r[2], r[3]);
    r[0] = unpack<V, 2, false>(ab_low, cd_low);
    r[1] = unpack<V, 2, true>(ab_low, cd_low);
    r[2] = unpack<V, 2, false>(ab_high, cd_high);
    r[3] = unpack<V, 2, true>(ab_high, cd_high);
  } else {
    const N low = unpack<V, 1, false>(r[0], r[1]);
    r[1] = unpack<V, 1, true>(r[0], r[1]);
    r[0] = low;
  }
}

/// Transposes a square of width x width: within 128 bits by unpacking, which is cheap everywhere,
/// then by exchanging pieces of 128 bits.
template <class V, class N>
WEFT_INLINE void transpose(N (&r)[V::width]) {
  constexpr int kInner = 16 / sizeof(typename V::Value);
  WEFT_UNROLL for (int i = 0; i < V::width; i += kInner) transpose_blocks<V>(r + i);
  if constexpr (V::width > kInner) exchange<V, kInner>(r);
  if constexpr (V::width > 2 * kInner) exchange<V, 2 * kInner>(r);
}

/// A square of up to a register of vectors (`count`) by up to a register of elements (`steps`) to
/// rows of dst that are `width` apart, `cells` of them wanted. Rows are stored as whole registers
/// where that stays before `end`; what lies beyond `cells` is for the caller to write later.
template <class V, class T = typename V::Value>
WEFT_INLINE void pack_square(const T* src, int64_t stride, int64_t count, int64_t steps, int width,
                             int64_t cells, T* dst, const T* end) {
  constexpr int W = V::width;
  Native<T, W> r[W];
  if (steps == W && count == W) {
    WEFT_UNROLL for (int i = 0; i < W; ++i) r[i] = native(V::load(src + i * stride));
  } else {
    WEFT_UNROLL for (int i = 0; i < W; ++i) {
      if (i >= count)
        r[i] = native(V(T(0)));
      else if (steps == W)
        r[i] = native(V::load(src + i * stride));
      else
        r[i] = native(V::load_part(src + i * stride, steps));
    }
  }
  transpose<V>(r);
  if (steps == W && dst + (W - 1) * width + W <= end) {
    WEFT_UNROLL for (int q = 0; q < W; ++q) from_native<V>(r[q]).store(dst + q * width);
    return;
  }
  T rows[W * W];
  WEFT_UNROLL for (int q = 0; q < W; ++q) from_native<V>(r[q]).store(rows + q * W);
  for (int64_t q = 0; q < steps; ++q) {
    for (int64_t i = 0; i < cells; ++i) dst[q * width + i] = rows[q * W + i];
  }
}

/// Vectors whose elements are adjacent: squares, from right to left in each band of rows, so that
/// where a register reaches into the next row, that is written afterwards.
template <class V, class T = typename V::Value>
void pack_transposed(const T* src, int64_t stride, int count, int64_t k, int width, T* dst) {
  constexpr int W = V::width;
  const T* const end = dst + k * width;
  for (int64_t p = 0; p < k; p += W) {
    for (int i = (width - 1) / W * W; i >= 0; i -= W) {
      const int left = count - i, cells = width - i;
      pack_square<V>(src + i * stride + p, stride,
                     left < 0   ? 0
                     : left < W ? left
                                : W,
                     k - p < W ? k - p : W, width, cells < W ? cells : W, dst + p * width + i, end);
    }
  }
}

/// Adjacent vectors: rows of `count` values, padded to `width`.
template <class V, class T = typename V::Value>
void pack_rows(const T* src, int64_t step, int count, int64_t k, int width, T* dst) {
  constexpr int W = V::width;
  if (count == width && width == 2 * W) {
    for (int64_t p = 0; p < k; ++p, src += step, dst += 2 * W) {
      const V left = V::load(src), right = V::load(src + W);
      left.store(dst);
      right.store(dst + W);
    }
    return;
  }
  for (int64_t p = 0; p < k; ++p, src += step, dst += width) {
    for (int i = 0; i < width; i += W) {
      const V values = i + W <= count ? V::load(src + i)
                       : i < count    ? V::load_part(src + i, count - i)
                                      : V(T(0));
      if (i + W <= width)
        values.store(dst + i);
      else
        values.store_part(dst + i, width - i);
    }
  }
}

template <class V, class T = typename V::Value>
void pack(const T* src, int64_t stride, int64_t step, int count, int64_t k, int width, T* dst) {
  if (stride == 1) return pack_rows<V>(src, step, count, k, width, dst);
  if (step == 1) return pack_transposed<V>(src, stride, count, k, width, dst);
  for (int64_t p = 0; p < k; ++p, src += step, dst += width) {
    int i = 0;
    for (; i < count; ++i) dst[i] = src[i * stride];
    for (; i < width; ++i) dst[i] = T(0);
  }
}

}  // namespace
}  // namespace weft::simd
