// Truths about tensors: any, all, and whether two are equal.
#include <algorithm>
#include <cmath>

#include "core/ops/axes.h"

namespace weft {
namespace {

/// Whether a row has an element that counts as `truth` (any looks for true, all for false); all
/// elements but 0 are true, NaN too.
Tensor holds(const char* op, const Tensor& x, const Dims& dims, bool keepdim, bool wanted) {
  const NoGrad guard;
  const Axes axes = resolve_axes(op, x, dims);
  const Tensor m = rows_of(x.to(boolean), axes);
  Tensor y = empty(axes.kept, boolean);
  for (int64_t r = 0; r < y.numel(); ++r) {
    const bool* const row = m.data<bool>() + r * axes.count;
    y.data<bool>()[r] = (std::find(row, row + axes.count, wanted) != row + axes.count) == wanted;
  }
  // uint8 was the type of truth values once, and stays among itself.
  return y.to(x.dtype() == uint8 ? uint8 : boolean).reshape(axes.result(keepdim));
}

}  // namespace

Tensor any(const Tensor& x, const Dims& dims, bool keepdim) {
  return holds("any", x, dims, keepdim, true);
}
Tensor all(const Tensor& x, const Dims& dims, bool keepdim) {
  return holds("all", x, dims, keepdim, false);
}
Tensor Tensor::any(const Dims& dims, bool keepdim) const { return weft::any(*this, dims, keepdim); }
Tensor Tensor::all(const Dims& dims, bool keepdim) const { return weft::all(*this, dims, keepdim); }

bool equal(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() && all(a == b).item<bool>();
}

bool allclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  check(a.dtype() == b.dtype(), "allclose: dtypes must be equal, got ", a.dtype(), " and ",
        b.dtype());
  check(rtol >= 0 && atol >= 0, "allclose: rtol and atol must not be negative, got ", rtol, " and ",
        atol);
  const NoGrad guard;
  const Shape shape = broadcast_shapes("allclose", a.shape(), b.shape());
  const Tensor x = a.expand(shape).to(float64).contiguous();
  const Tensor y = b.expand(shape).to(float64).contiguous();
  const double* const p = x.data<double>();
  const double* const q = y.data<double>();
  for (int64_t i = 0; i < x.numel(); ++i) {
    const bool close =
        p[i] == q[i] || (equal_nan && std::isnan(p[i]) && std::isnan(q[i])) ||
        (std::isfinite(q[i]) && std::abs(p[i] - q[i]) <= atol + rtol * std::abs(q[i]));
    if (!close) return false;
  }
  return true;
}

}  // namespace weft
