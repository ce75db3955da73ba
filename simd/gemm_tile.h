// The register tile of gemm: an outer product a step of depth, its sums in registers until the end.
#pragma once
#include "simd/math.h"

namespace weft::simd {
namespace {

/// kRows x (kVectors registers) of C over depth k; see Gemm<T>::tile for the contract.
template <class V, int kRows, int kVectors, class T = typename V::Value>
void gemm_tile(int64_t k, const T* a, const T* b, T* c, int64_t ldc, int m, int n,
               const Epilogue<T>& epilogue) {
  constexpr int W = V::width;
  V sums[kRows][kVectors];
  WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j] = T(0);
  }
  for (int64_t p = 0; p < k; ++p) {
    V row[kVectors];
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) row[j] = V::load(b + j * W);
    WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
      const V factor = a[i];
      WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j] = fma(factor, row[j], sums[i][j]);
    }
    a += kRows;
    b += kVectors * W;
  }
  const auto finish = [&](V value, int column, auto load, auto store, T* at) {
    if (epilogue.accumulate) value = load(at) + value;
    if (epilogue.bias) value = value + load(epilogue.bias + column);
    if (epilogue.relu) value = select(value <= V(T(0)), V(T(0)), value);
    store(value, at);
  };
  if (m == kRows && n == kVectors * W) {
    WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
      WEFT_UNROLL for (int j = 0; j < kVectors; ++j) {
        finish(
            sums[i][j], j * W, [](const T* p) { return V::load(p); }, [](V v, T* p) { v.store(p); },
            c + i * ldc + j * W);
      }
    }
    return;
  }
  T tile[kRows * kVectors * W];
  WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j].store(tile + (i * kVectors + j) * W);
  }
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; j += W) {
      const V value = V::load(tile + i * kVectors * W + j);
      T* const at = c + i * ldc + j;
      if (const int rest = n - j; rest >= W) {
        finish(
            value, j, [](const T* p) { return V::load(p); }, [](V v, T* p) { v.store(p); }, at);
      } else {
        finish(
            value, j, [&](const T* p) { return V::load_part(p, rest); },
            [&](V v, T* p) { v.store_part(p, rest); }, at);
      }
    }
  }
}

}  // namespace
}  // namespace weft::simd
