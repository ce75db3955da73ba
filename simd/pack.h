// Packing for gemm: vectors of length k, wherever they lie, become a panel whose row p holds the
// p-th element of each. A transpose is only another pair of strides.
#pragma once
#include <utility>

#include "simd/vec.h"

namespace weft::simd {
namespace {

/// `count` <= width vectors, vector i from src + i * stride with elements `step` apart, to
/// dst[p * width + i] for p < k; zeros for the rest of the width.
template <class V, class T = typename V::Value>
void pack(const T* src, int64_t stride, int64_t step, int count, int64_t k, int width, T* dst) {
  if (stride == 1) {
    for (int64_t p = 0; p < k; ++p, src += step, dst += width) {
      int i = 0;
      for (; i < count; ++i) dst[i] = src[i];
      for (; i < width; ++i) dst[i] = T(0);
    }
    return;
  }
  for (int64_t p = 0; p < k; ++p, src += step, dst += width) {
    int i = 0;
    for (; i < count; ++i) dst[i] = src[i * stride];
    for (; i < width; ++i) dst[i] = T(0);
  }
}

}  // namespace
}  // namespace weft::simd
