// Choosing by truth values.
#include "core/ops/inplace.h"
#include "core/ops/iterate.h"
#include "core/ops/pointwise.h"

namespace weft {
namespace {

void check_mask(const char* op, const Tensor& mask) {
  check(mask.dtype() == boolean, op, ": the mask's dtype must be bool, got ", mask.dtype());
}

Tensor filled(const char* op, const Tensor& x, const Tensor& mask, Scalar value) {
  check_mask(op, mask);
  (void)broadcast_shapes(op, x.shape(), mask.shape());
  const NoGrad guard;
  return where(mask, full({}, value, x.dtype()), x);
}

/// The gradient of a filled tensor of `shape`.
Tensor unfilled(const Tensor& g, const Tensor& mask, const Shape& shape) {
  return sum_to(masked_fill(g, mask, 0), shape);
}

}  // namespace

Tensor masked_fill(const Tensor& x, const Tensor& mask, Scalar value) {
  return record("MaskedFillBackward0", {x}, filled("masked_fill", x, mask, value),
                [mask = save(mask), shape = x.shape()](const Tensor& g, const Node& node) {
                  return Grads{unfilled(g, mask.get(node), shape)};
                });
}

Tensor& Tensor::masked_fill_(const Tensor& mask, Scalar value) {
  check_mask("masked_fill_", mask);
  check(broadcast_shapes("masked_fill_", shape(), mask.shape()) == shape(),
        "masked_fill_: the mask must broadcast to the tensor's shape ", shape(), ", got ",
        mask.shape());
  check_inplace("masked_fill_", *this, false);
  convert_into(filled("masked_fill_", *this, mask, value), *this);
  impl().storage->bump_version();
  if (grad_enabled() && requires_grad()) {
    record("MaskedFillBackward0", {*this}, *this,
           [mask = save(mask), shape = shape()](const Tensor& g, const Node& node) {
             return Grads{unfilled(g, mask.get(node), shape)};
           });
  }
  return *this;
}

Tensor masked_select(const Tensor& x, const Tensor& mask) {
  check_mask("masked_select", mask);
  const Shape shape = broadcast_shapes("masked_select", x.shape(), mask.shape());
  const Shape flat{shape.numel()};
  Tensor positions, y;
  {
    const NoGrad guard;
    positions = nonzero(mask.expand(shape).reshape(flat)).reshape({-1});
    y = gather(x.expand(shape).reshape(flat), 0, positions);
  }
  return record("MaskedSelectBackward0", {x}, std::move(y),
                [=, from = x.shape()](const Tensor& g, const Node&) {
                  const Tensor all = scatter_add(zeros(flat, g.dtype()), 0, positions, g);
                  return Grads{sum_to(all.reshape(shape), from)};
                });
}

Tensor nonzero(const Tensor& x) {
  const NoGrad guard;
  const Tensor truth = x.to(boolean).contiguous();
  std::vector<int64_t> positions;
  int64_t count = 0;
  for (int64_t i = 0; i < truth.numel(); ++i) {
    if (!truth.data<bool>()[i]) continue;
    ++count;
    positions.resize(positions.size() + static_cast<size_t>(x.dim()));
    int64_t rest = i;
    auto at = positions.end();
    for (int d = x.dim() - 1; d >= 0; --d) {
      *--at = rest % x.shape()[d];
      rest /= x.shape()[d];
    }
  }
  return tensor<int64_t>(positions).reshape({count, x.dim()});
}

Tensor Tensor::masked_fill(const Tensor& mask, Scalar value) const {
  return weft::masked_fill(*this, mask, value);
}
Tensor Tensor::masked_select(const Tensor& mask) const { return weft::masked_select(*this, mask); }
Tensor Tensor::nonzero() const { return weft::nonzero(*this); }

}  // namespace weft
