#include "core/ops/axes.h"

namespace weft {

Axes resolve_axes(const char* op, const Tensor& x, const Dims& dims) {
  Axes axes;
  for (const int64_t dim : dims) {
    const int d = wrap_dim(op, dim, x.dim());
    check(!axes.reduced[d], op, ": dim ", d, " appears twice");
    axes.reduced[d] = true;
  }
  for (int d = 0; d < x.dim(); ++d) {
    if (dims.empty()) axes.reduced[d] = true;
    if (axes.reduced[d])
      axes.count *= x.shape()[d];
    else
      axes.kept.push_back(x.shape()[d]);
    axes.with_ones.push_back(axes.reduced[d] ? 1 : x.shape()[d]);
  }
  return axes;
}

Tensor rows_of(const Tensor& x, const Axes& axes) {
  Shape order;
  for (const bool reduced : {false, true})
    for (int d = 0; d < x.dim(); ++d)
      if (axes.reduced[d] == reduced) order.push_back(d);
  return x.permute(order).contiguous().reshape({axes.kept.numel(), axes.count});
}

Tensor rows_along(const Tensor& x, int d) {
  return (x.dim() ? x.transpose(d, -1) : x.reshape({1})).contiguous();
}
Tensor back_from(const Tensor& rows, const Tensor& x, int d) {
  return x.dim() ? rows.transpose(d, -1).contiguous() : rows.reshape({});
}

}  // namespace weft
