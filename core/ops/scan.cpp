// Cumulative sums, added in float64 as PyTorch's: errors would pile up along a row. The gradient of
// one is the same sum from the other end.
#include "core/ops/ops.h"

namespace weft {
namespace {

Tensor cumsum_along(const Tensor& x, int d, bool backwards) {
  const Tensor from = x.to(widened(x.dtype())).contiguous();
  Tensor y = empty(x.shape(), from.dtype());
  int64_t inner = 1;
  for (int i = d + 1; i < x.dim(); ++i) inner *= x.shape()[i];
  const int64_t n = x.dim() ? x.shape()[d] : 1;
  const int64_t outer = y.numel() / std::max<int64_t>(n * inner, 1);
  visit_widened(y.dtype(), [&]<class T> {
    using Sum = std::conditional_t<std::is_floating_point_v<T>, double, int64_t>;
    const T* const p = from.data<T>();
    T* const q = y.data<T>();
    Workspace<Sum> workspace(inner);
    Sum* const sums = workspace.data();
    for (int64_t o = 0; o < outer; ++o) {
      std::fill_n(sums, inner, Sum{});
      for (int64_t i = 0; i < n; ++i) {
        const int64_t at = (o * n + (backwards ? n - 1 - i : i)) * inner;
        for (int64_t j = 0; j < inner; ++j) q[at + j] = static_cast<T>(sums[j] += p[at + j]);
      }
    }
  });
  return y;
}

Tensor cumsum_recorded(const Tensor& x, int d, bool backwards) {
  Tensor y;
  {
    const NoGrad guard;
    y = cumsum_along(x, d, backwards);
  }
  return record("CumsumBackward0", {x}, std::move(y), [d, backwards](const Tensor& g, const Node&) {
    return Grads{cumsum_recorded(g, d, !backwards)};
  });
}

}  // namespace

Tensor Tensor::cumsum(int64_t dim) const {
  return cumsum_recorded(*this, wrap_dim("cumsum", dim, this->dim()), false);
}

Tensor cumsum(const Tensor& x, int64_t dim) { return x.cumsum(dim); }

}  // namespace weft
