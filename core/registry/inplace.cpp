// Changes in place. Each returns the tensor that it changed.
#include "core/registry/registry.h"

namespace weft::registry {
namespace {

Tensor tensor_of(const Tensor& x, const Operand& o) {
  return o.tensor.defined() ? o.tensor : x.operand(o.scalar);
}

}  // namespace

std::span<const Operation> inplace_table() {
  static const Operation rows[] = {
      row("add_", "x, other, alpha=1",
          [](Tensor x, const Operand& other, Scalar alpha) {
            return x.add_(tensor_of(x, other), alpha);
          }),
      row("mul_", "x, other",
          [](Tensor x, const Operand& other) { return x.mul_(tensor_of(x, other)); }),
      row("div_", "x, other",
          [](Tensor x, const Operand& other) { return x.div_(tensor_of(x, other)); }),
      row("clamp_", "x, min=none, max=none",
          [](Tensor x, std::optional<Scalar> min, std::optional<Scalar> max) {
            return x.clamp_(min, max);
          }),
      row("copy_", "x, src", [](Tensor x, const Tensor& src) { return x.copy_(src); }),
      row("fill_", "x, value", [](Tensor x, Scalar value) { return x.fill_(value); }),
      row("zero_", "x", [](Tensor x) { return x.zero_(); }),
      row("masked_fill_", "x, mask, value",
          [](Tensor x, const Tensor& mask, Scalar value) { return x.masked_fill_(mask, value); }),
      row("normal_", "x, mean=0, std=1",
          [](Tensor x, double mean, double std) { return x.normal_(mean, std); }),
      row("uniform_", "x, low=0, high=1",
          [](Tensor x, double low, double high) { return x.uniform_(low, high); }),
  };
  return rows;
}

}  // namespace weft::registry
