// Short rows as columns: as many rows as a register has lanes, transposed, so that every lane works
// and nothing is added up across lanes. Column j of a group lies at columns + j * width.
#pragma once
#include <algorithm>

#include "simd/pack.h"

namespace weft::simd {
namespace {

/// Rows up to this length are taken as columns; the columns of a group stay in the first-level
/// cache.
constexpr int64_t kShortRow = 64;

/// Lanes in 128 bits.
template <class V>
constexpr int kBlock = 16 / static_cast<int>(sizeof(typename V::Value));

/// Block b of the register is what lies at p + b * stride.
template <class V, class T = typename V::Value>
WEFT_INLINE V load_blocks(const T* p, int64_t stride) {
  constexpr int B = kBlock<V>;
  if constexpr (V::width == B) {
    return V::load(p);
  } else {
    const auto block = [&](int i) {
      Native<T, B> part;
      std::memcpy(&part, p + i * stride, sizeof part);
      return part;
    };
    const auto join = []<class N, int... kLanes>(N a, N b, std::integer_sequence<int, kLanes...>) {
      return __builtin_shufflevector(a, b, kLanes...);
    };
    const auto pair = [&](int i) {
      return join(block(i), block(i + 1), std::make_integer_sequence<int, 2 * B>());
    };
    if constexpr (V::width == 2 * B)
      return from_native<V>(pair(0));
    else
      return from_native<V>(join(pair(0), pair(2), std::make_integer_sequence<int, 4 * B>()));
  }
}

template <class V, class T = typename V::Value>
WEFT_INLINE void store_blocks(V v, T* p, int64_t stride) {
  if constexpr (V::width == kBlock<V>) {
    v.store(p);
  } else {
    const auto whole = native(v);
    WEFT_UNROLL for (int i = 0; i < V::width / kBlock<V>; ++i) {
      std::memcpy(p + i * stride, reinterpret_cast<const T*>(&whole) + i * kBlock<V>, 16);
    }
  }
}

/// The columns of `width` adjacent rows of n <= kShortRow values.
template <class V, class T = typename V::Value>
WEFT_SHARED void load_columns(const T* x, int64_t n, T* columns) {
  constexpr int W = V::width, B = kBlock<V>;
  if (n < B) {
    for (int64_t i = 0; i < W * n; ++i) columns[i % n * W + i / n] = x[i];
    return;
  }
  for (int64_t j = 0; j < n; j += B) {
    const int64_t at = std::min(j, n - B);  // the last block overlaps the one before
    Native<T, W> r[B];
    WEFT_UNROLL for (int i = 0; i < B; ++i) {
      r[i] = native(load_blocks<V>(x + i * n + at, B * n));
    }
    transpose_blocks<V>(r);
    WEFT_UNROLL for (int i = 0; i < B; ++i) from_native<V>(r[i]).store(columns + (at + i) * W);
  }
}

template <class V, class T = typename V::Value>
WEFT_SHARED void store_columns(const T* columns, int64_t n, T* y) {
  constexpr int W = V::width, B = kBlock<V>;
  if (n < B) {
    for (int64_t i = 0; i < W * n; ++i) y[i] = columns[i % n * W + i / n];
    return;
  }
  for (int64_t j = 0; j < n; j += B) {
    const int64_t at = std::min(j, n - B);
    Native<T, W> r[B];
    WEFT_UNROLL for (int i = 0; i < B; ++i) r[i] = native(V::load(columns + (at + i) * W));
    transpose_blocks<V>(r);
    WEFT_UNROLL for (int i = 0; i < B; ++i) {
      store_blocks<V>(from_native<V>(r[i]), y + i * n + at, B * n);
    }
  }
}

/// f(columns, first row, rows) on each group, which may change the columns: then they are written
/// to y, if it is not null. A group that is not full is filled with zeros, so that a row does not
/// depend on its neighbours. y may be x.
template <class V, class F, class T = typename V::Value>
WEFT_INLINE void for_each_group(const T* x, T* y, int64_t rows, int64_t n, F f) {
  constexpr int W = V::width;
  alignas(64) T columns[kShortRow * W];
  T rest[kShortRow * W];
  for (int64_t r = 0; r < rows; r += W) {
    const int64_t count = std::min<int64_t>(rows - r, W);
    const T* from = x + r * n;
    T* to = y ? y + r * n : nullptr;
    if (count < W) {
      std::fill(std::copy_n(from, count * n, rest), rest + W * n, T(0));
      from = rest;
    }
    load_columns<V>(from, n, columns);
    f(columns, r, count);
    if (!y) continue;
    store_columns<V>(columns, n, count < W ? rest : to);
    if (count < W) std::copy_n(rest, count * n, to);
  }
}

}  // namespace
}  // namespace weft::simd
