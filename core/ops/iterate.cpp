#include "core/ops/iterate.h"

namespace weft {

Strides broadcast_strides(const Tensor& x, const Shape& shape) {
  Strides result = shape;
  const int skip = shape.size() - x.dim();
  for (int d = 0; d < shape.size(); ++d) {
    const bool repeats = d < skip || (x.shape()[d - skip] == 1 && shape[d] != 1);
    result[d] = repeats ? 0 : x.strides()[d - skip];
  }
  return result;
}

int flat_step(const Tensor& x, const Tensor& y) {
  if (x.shape() == y.shape() && x.is_contiguous()) return 1;
  for (int d = 0; d < x.dim(); ++d)
    if (x.shape()[d] != 1 && x.strides()[d] != 0) return -1;
  return 0;
}

}  // namespace weft
