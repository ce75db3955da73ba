// The pointwise table, powers, comparisons and choices between elements.
#include "core/registry/registry.h"

namespace weft::registry {
namespace {

template <Tensor tensors(const Tensor&, const Tensor&), Tensor second(const Tensor&, Scalar),
          Tensor first(Scalar, const Tensor&)>
Tensor either(const Operand& a, const Operand& b) {
  if (!b.tensor.defined())
    return second(a.tensor.defined() ? a.tensor : Tensor(a.scalar), b.scalar);
  return a.tensor.defined() ? tensors(a.tensor, b.tensor) : first(a.scalar, b.tensor);
}

template <Tensor tensors(const Tensor&, const Tensor&), Tensor second(const Tensor&, Scalar)>
Tensor compared(const Tensor& a, const Operand& b) {
  return b.tensor.defined() ? tensors(a, b.tensor) : second(a, b.scalar);
}

}  // namespace

std::span<const Operation> pointwise_table() {
  static const Operation rows[] = {
#define WEFT_UNARY(name, ...) row(#name, "x", [](const Tensor& x) { return name(x); }),
#define WEFT_BINARY(name, ...) row(#name, "x, other", &either<name, name, name>),
#include "simd/pointwise.def"
#undef WEFT_UNARY
#undef WEFT_BINARY
      row("pow", "x, exponent",
          [](const Tensor& x, const Operand& e) {
            return e.tensor.defined() ? pow(x, e.tensor) : pow(x, e.scalar);
          }),
#define WEFT_COMPARISON(name) row(#name, "x, other", &compared<name, name>)
      WEFT_COMPARISON(eq),
      WEFT_COMPARISON(ne),
      WEFT_COMPARISON(lt),
      WEFT_COMPARISON(le),
      WEFT_COMPARISON(gt),
      WEFT_COMPARISON(ge),
#undef WEFT_COMPARISON
      row("where", "condition, x, other",
          [](const Tensor& condition, const Operand& x, const Operand& other) {
            const auto tensor = [](const Operand& o) {
              return o.tensor.defined() ? o.tensor : Tensor(o.scalar);
            };
            return where(condition, tensor(x), tensor(other));
          }),
  };
  return rows;
}

}  // namespace weft::registry
