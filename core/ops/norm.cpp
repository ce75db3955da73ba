// The p-norm (sum |x|^p)^(1/p), with its limits: p infinite gives the largest or the smallest
// absolute value, p = 0 counts the elements other than 0.
#include <cmath>

#include "core/ops/axes.h"

namespace weft {
namespace {

/// The largest of each row, or the smallest; 0 where there is none.
Tensor extreme_of(const Tensor& x, const Axes& axes, bool largest) {
  if (axes.count == 0) return zeros(axes.with_ones, x.dtype());
  const Tensor rows = rows_of(x, axes);
  return (largest ? rows.max(1) : rows.min(1)).values.reshape(axes.with_ones);
}

/// With keepdim.
Tensor forward(const Tensor& x, double p, const Dims& dims, const Axes& axes) {
  if (p == 2) return x.square().sum(dims, true).sqrt();
  const Tensor a = x.abs();
  if (std::isinf(p)) return extreme_of(a, axes, p > 0);
  if (p == 0) return (x != 0).to(x.dtype()).sum(dims, true);
  if (p == 1) return a.sum(dims, true);
  return a.pow(p).sum(dims, true).pow(1 / p);
}

Tensor backward(const Tensor& g, const Tensor& x, const Tensor& norm, double p, const Dims& dims) {
  if (std::isinf(p)) {
    // Equal extremes share the gradient; a norm of NaN comes from all that are NaN.
    const Tensor same =
        where(norm == norm, (x.abs() == norm).to(g.dtype()), (x != x).to(g.dtype()));
    return sign(x) * same * (g / same.sum(dims, true));
  }
  // At the origin PyTorch chooses the subgradient 0; nothing is divided by 0 on the way to it.
  const Tensor origin = norm == 0;
  const Tensor size = masked_fill(norm, origin, 1);
  if (p == 2) return masked_fill(g / size, origin, 0) * x;
  const Tensor scale = masked_fill(g / size.pow(p - 1), origin, 0);
  return scale * (sign(x) * masked_fill(x.abs(), x == 0, 1).pow(p - 1));
}

}  // namespace

Tensor norm(const Tensor& x, double p, const Dims& dims, bool keepdim) {
  check(is_floating(x.dtype()), "norm: dtype must be float32 or float64, got ", x.dtype());
  check(!std::isnan(p), "norm: p must be a number, got ", p);
  const Axes axes = resolve_axes("norm", x, dims);
  Tensor y;
  {
    const NoGrad guard;
    y = forward(x, p, dims, axes).reshape(axes.result(keepdim));
  }
  return record(
      "LinalgVectorNormBackward0", {x}, y,
      [=, x = save(x), y = save_output(y)](const Tensor& g, const Node& node) {
        const Tensor input = x.get(node);
        if (p == 0) return Grads{zeros_like(input)};
        const Shape& ones = axes.with_ones;
        return Grads{backward(g.reshape(ones), input, y.get(node).reshape(ones), p, dims)};
      });
}

Tensor Tensor::norm(double p, const Dims& dims, bool keepdim) const {
  return weft::norm(*this, p, dims, keepdim);
}

}  // namespace weft
