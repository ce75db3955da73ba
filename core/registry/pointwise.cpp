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
      row("pow", "x, exponent", &either<pow, pow, pow>),
      row("remainder", "x, other", &either<remainder, remainder, remainder>),
      row("clamp", "x, min=none, max=none",
          [](const Tensor& x, std::optional<Scalar> min, std::optional<Scalar> max) {
            return clamp(x, min, max);
          }),
#define WEFT_COMPARISON(name) row(#name, "x, other", &compared<name, name>)
      WEFT_COMPARISON(eq),
      WEFT_COMPARISON(ne),
      WEFT_COMPARISON(lt),
      WEFT_COMPARISON(le),
      WEFT_COMPARISON(gt),
      WEFT_COMPARISON(ge),
#undef WEFT_COMPARISON
      row("isnan", "x", [](const Tensor& x) { return isnan(x); }),
      row("isinf", "x", [](const Tensor& x) { return isinf(x); }),
      row("isfinite", "x", [](const Tensor& x) { return isfinite(x); }),
      row("logical_not", "x", [](const Tensor& x) { return logical_not(x); }),
      row("logical_and", "x, other",
          [](const Tensor& x, const Tensor& y) { return logical_and(x, y); }),
      row("logical_or", "x, other",
          [](const Tensor& x, const Tensor& y) { return logical_or(x, y); }),
      row("logical_xor", "x, other",
          [](const Tensor& x, const Tensor& y) { return logical_xor(x, y); }),
      row("where", "condition, x, other",
          [](const Tensor& condition, const Operand& x, const Operand& other) {
            if (!other.tensor.defined())
              return where(condition, x.tensor.defined() ? x.tensor : Tensor(x.scalar),
                           other.scalar);
            return x.tensor.defined() ? where(condition, x.tensor, other.tensor)
                                      : where(condition, x.scalar, other.tensor);
          }),
  };
  return rows;
}

}  // namespace weft::registry
