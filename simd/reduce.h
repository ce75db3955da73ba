// Sums and maxima of ranges. The order of a sum depends on the length of the range alone.
#pragma once
#include "simd/vec.h"

namespace weft::simd {
namespace {

/// Four independent sums hide the latency of the addition. Each block is summed by itself, so that
/// the rounding error grows with n / kSumBlock, not with n. Prefetching: no gain (Sapphire Rapids).
constexpr int64_t kSumBlock = 1024;

template <class V, class T = typename V::Value>
T sum(const T* x, int64_t n) {
  constexpr int kSums = 4;
  V total = T(0);
  for (int64_t begin = 0; begin < n; begin += kSumBlock) {
    const int64_t end = begin + kSumBlock < n ? begin + kSumBlock : n;
    V sums[kSums];
    WEFT_UNROLL for (V& s : sums) s = T(0);
    int64_t i = begin;
    for (; i + kSums * V::width <= end; i += kSums * V::width) {
      WEFT_UNROLL for (int j = 0; j < kSums; ++j) sums[j] = sums[j] + V::load(x + i + j * V::width);
    }
    for (; i + V::width <= end; i += V::width) sums[0] = sums[0] + V::load(x + i);
    if (i < end) sums[1] = sums[1] + V::load_part(x + i, end - i);
    total = total + ((sums[0] + sums[1]) + (sums[2] + sums[3]));
  }
  return sum_lanes(total);
}

template <class V, class T = typename V::Value>
T max(const T* x, int64_t n) {
  constexpr int kParts = 4;
  constexpr T least = -std::numeric_limits<T>::infinity();
  V parts[kParts], nan = T(0);
  WEFT_UNROLL for (V& p : parts) p = least;
  // NaN wins no comparison, so it is kept apart.
  const auto take = [&](V& part, V v) {
    part = select(v > part, v, part);
    nan = select(v != v, v, nan);
  };
  int64_t i = 0;
  for (; i + kParts * V::width <= n; i += kParts * V::width) {
    WEFT_UNROLL for (int j = 0; j < kParts; ++j) take(parts[j], V::load(x + i + j * V::width));
  }
  for (; i + V::width <= n; i += V::width) take(parts[0], V::load(x + i));
  if (i < n) take(parts[1], V::load_part(x + i, n - i, least));
  if ((nan != nan).any()) return std::numeric_limits<T>::quiet_NaN();
  take(parts[0], parts[1]);
  take(parts[2], parts[3]);
  take(parts[0], parts[2]);
  return max_lanes(parts[0]);
}

}  // namespace
}  // namespace weft::simd
