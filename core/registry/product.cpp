// Products of vectors and matrices.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> product_table() {
  using Function = Tensor (*)(const Tensor&, const Tensor&);
  static const Operation rows[] = {
      row("matmul", "x, other", static_cast<Function>(matmul)),
      row("mm", "x, mat2", static_cast<Function>(mm)),
      row("mv", "x, vec", static_cast<Function>(mv)),
      row("bmm", "x, mat2", static_cast<Function>(bmm)),
      row("outer", "x, vec2", static_cast<Function>(outer)),
      row("dot", "x, other", static_cast<Function>(dot)),
      row("linear", "x, weight, bias=none",
          [](const Tensor& x, const Tensor& weight, const Tensor& bias) {
            return linear(x, weight, bias);
          }),
  };
  return rows;
}

}  // namespace weft::registry
