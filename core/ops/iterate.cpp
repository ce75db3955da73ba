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

}  // namespace weft
