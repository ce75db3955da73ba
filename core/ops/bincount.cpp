// How often each whole number occurs.
#include <algorithm>

#include "core/ops/ops.h"

namespace weft {

Tensor bincount(const Tensor& x, const Tensor& weights, int64_t minlength) {
  check(x.dim() == 1, "bincount: x must be a vector, got shape ", x.shape());
  check(!is_floating(x.dtype()) && x.dtype() != boolean,
        "bincount: x must hold whole numbers, got ", x.dtype());
  check(minlength >= 0, "bincount: minlength must not be negative, got ", minlength);
  check(!weights.defined() || weights.shape() == x.shape(),
        "bincount: weights must have x's shape ", x.shape(), ", got ",
        weights.defined() ? weights.shape() : Shape());
  int64_t bins = minlength;
  if (x.numel() > 0) {
    const auto least = x.min().item<int64_t>();
    check(least >= 0, "bincount: x must not be negative, got ", least);
    bins = std::max(bins, x.max().item<int64_t>() + 1);
  }
  Tensor w = weights.defined() ? weights.detach() : ones(x.shape(), int64);
  if (weights.defined() && w.dtype() != float32) w = w.to(float64);
  return zeros({bins}, w.dtype()).scatter_add(0, x.to(int64), w);
}

}  // namespace weft
