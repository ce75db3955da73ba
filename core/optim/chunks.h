// One pass over memory for updates of several steps: each step is a kernel of simd/ on a chunk of
// the parameter, its gradient and its state, which stays in the first-level cache meanwhile.
#pragma once
#include <algorithm>

#include "core/base/parallel.h"
#include "core/ops/iterate.h"
#include "simd/kernels.h"

namespace weft::optim {

inline constexpr int64_t kChunk = 1024;

/// Calls f(begin, n) for chunks that cover [0, count).
template <class F>
void in_chunks(int64_t count, F f) {
  parallel_for(count, kPointwiseGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i += kChunk) f(i, std::min(kChunk, end - i));
  });
}

/// Calls f(p, g) with both contiguous, and brings what it made of p back to where it belongs.
template <class F>
void on_contiguous(Tensor& p, const Tensor& g, F f) {
  check(g.dtype() == p.dtype(), "optimizer: gradients must have their parameters' dtype, got ",
        g.dtype(), " for ", p.dtype());
  const Tensor values = p.contiguous();
  f(values, g.contiguous());
  if (p.is_contiguous())
    p.impl().storage->bump_version();
  else
    p.copy_(values);
}

}  // namespace weft::optim
