// In-place operations. Where gradients are recorded, the changed tensor becomes the result of a new
// node, whose inputs are what it was before and the value written.
#include "core/ops/inplace.h"

#include "core/ops/iterate.h"
#include "core/ops/pointwise.h"
#include "core/ops/promotion.h"

namespace weft {

void check_inplace(const char* op, const Tensor& x, bool value_needs_grad) {
  for (int d = 0; d < x.dim(); ++d)
    check(
        x.strides()[d] != 0 || x.shape()[d] <= 1, op,
        ": several elements of the tensor lie at one address, as after expand(); clone() it first");
  if (!grad_enabled()) return;
  check(!x.impl().requires_grad, op,
        ": a leaf tensor that requires grad must not be changed in place; do it under NoGrad");
  check(!x.impl().is_view || !(value_needs_grad || x.requires_grad()), op,
        ": a view that gradients flow through must not be changed in place; write through an index "
        "of its base, as in X[{0}] = value");
}

void check_cast(const char* op, const Tensor& x, DType result) {
  const auto category = [](DType t) { return is_floating(t) ? 2 : t == boolean ? 0 : 1; };
  check(category(result) <= category(x.dtype()), op, ": the result's dtype ", result,
        " cannot be stored in a tensor of ", x.dtype());
}

Tensor without_overlap(const Tensor& x, const Tensor& other) {
  const bool same_elements =
      x.raw() == other.raw() && x.shape() == other.shape() && x.strides() == other.strides();
  if (!x.shares_storage(other) || same_elements) return other;
  const NoGrad guard;
  return other.clone();
}

namespace {

void check_fits(const char* op, const Tensor& x, const Tensor& other) {
  check(broadcast_shapes(op, x.shape(), other.shape()) == x.shape(), op,
        ": the result must have the shape of the tensor that changes, ", x.shape(), ", got ",
        other.shape());
}

template <class T>
void axpy_into(const Tensor& x, const Tensor& y, T alpha) {
  parallel_for(x.numel(), kPointwiseGrain, [&](int64_t begin, int64_t end) {
    simd::machine().of<T>().axpy(alpha, y.data<T>() + begin, x.data<T>() + begin, end - begin);
  });
}

}  // namespace

Tensor Tensor::operand(Scalar number) const {
  return is_floating(dtype()) ? full({}, number, dtype()) : Tensor(number);
}

Tensor& Tensor::add_(const Tensor& other, Scalar alpha) {
  check_fits("add_", *this, other);
  check_cast("add_", *this, result_type(*this, other));
  check(alpha.kind() != Scalar::Kind::floating || is_floating(dtype()),
        "add_: alpha must be a whole number for a tensor of ", dtype());
  const bool other_grad = needs_grad({other});
  check_inplace("add_", *this, other_grad);
  Tensor value;
  {
    const NoGrad guard;
    value = without_overlap(*this, other.to(dtype()));
  }
  const bool plain =
      is_floating(dtype()) && value.shape() == shape() && is_contiguous() && value.is_contiguous();
  if (plain) {
    visit_floating("add_", dtype(), [&]<class U> { axpy_into<U>(*this, value, alpha.to<U>()); });
  } else {
    const NoGrad guard;
    const bool one = alpha.to<double>() == 1;
    binary_into(simd::Binary::add, *this, one ? value : (value * alpha).to(dtype()), *this);
  }
  impl().storage->bump_version();
  if (grad_enabled() && (other_grad || requires_grad())) {
    record(
        "AddBackward0", {*this, other}, *this,
        [shape = other.shape(), dtype = other.dtype(), alpha](const Tensor& g, const Node& node) {
          Grads grads{g, Tensor()};
          if (node.wants(1)) grads[1] = sum_to(g * alpha, shape).to(dtype);
          return grads;
        });
  }
  return *this;
}

Tensor& Tensor::sub_(const Tensor& other, Scalar alpha) {
  const bool floating = alpha.kind() == Scalar::Kind::floating;
  return add_(other, floating ? Scalar(-alpha.to<double>()) : Scalar(-alpha.to<int64_t>()));
}

namespace {

/// x = x * other, or x / other.
void scale_in_place(simd::Binary op, const char* name, const char* node_name, Tensor& x,
                    const Tensor& other) {
  const bool divides = op == simd::Binary::div;
  check_fits(name, x, other);
  const DType dtype = result_type(x, other);
  check_cast(name, x, divides && !is_floating(dtype) ? float32 : dtype);
  const bool other_grad = needs_grad({other});
  check_inplace(name, x, other_grad);
  // What backward reads is kept as it was, with its graph: both may change now.
  const Tensor before = other_grad ? x.clone() : Tensor();
  const Tensor factor = x.shares_storage(other) ? other.clone() : other;
  binary_into(op, x, factor.detach().to(x.dtype()), x);
  x.impl().storage->bump_version();
  if (!grad_enabled() || !(other_grad || x.requires_grad())) return;
  record(node_name, {x, factor}, x,
         [before, divides, factor = save(factor)](const Tensor& g, const Node& node) {
           const Tensor value = factor.get(node).to(g.dtype());
           Grads grads(2);
           if (node.wants(0)) grads[0] = divides ? g / value : g * value;
           if (node.wants(1)) {
             const Tensor all = divides ? -g * (before / value) / value : g * before;
             grads[1] = sum_to(all, value.shape()).to(factor.get(node).dtype());
           }
           return grads;
         });
}

}  // namespace

Tensor& Tensor::mul_(const Tensor& other) {
  scale_in_place(simd::Binary::mul, "mul_", "MulBackward0", *this, other);
  return *this;
}

Tensor& Tensor::div_(const Tensor& other) {
  scale_in_place(simd::Binary::div, "div_", "DivBackward0", *this, other);
  return *this;
}

Tensor& Tensor::copy_(const Tensor& source) {
  check_fits("copy_", *this, source);
  const bool source_grad = needs_grad({source});
  check_inplace("copy_", *this, source_grad);
  const Tensor from = without_overlap(*this, source.detach());
  convert_into(from, *this);
  impl().storage->bump_version();
  if (grad_enabled() && (source_grad || requires_grad())) {
    record("CopyBackwards", {*this, source}, *this,
           [shape = source.shape(), dtype = source.dtype()](const Tensor& g, const Node& node) {
             Grads grads{zeros_like(g), Tensor()};
             if (node.wants(1)) grads[1] = sum_to(g, shape).to(dtype);
             return grads;
           });
  }
  return *this;
}

Tensor& Tensor::fill_(Scalar value) {
  if (!is_contiguous() || (grad_enabled() && requires_grad()))
    return copy_(full({}, value, dtype()));
  check_inplace("fill_", *this, false);
  fill_values(*this, value);
  impl().storage->bump_version();
  return *this;
}

}  // namespace weft
