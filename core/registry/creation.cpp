// New tensors, conversions and copies.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> creation_table() {
  static const Operation rows[] = {
      row("zeros", "size, dtype=float32", [](const Shape& s, DType t) { return zeros(s, t); }),
      row("ones", "size, dtype=float32", [](const Shape& s, DType t) { return ones(s, t); }),
      row("full", "size, fill_value, dtype=none",
          [](const Shape& s, Scalar v, std::optional<DType> t) { return full(s, v, t); }),
      row("zeros_like", "x", [](const Tensor& x) { return zeros_like(x); }),
      row("ones_like", "x", [](const Tensor& x) { return ones_like(x); }),
      row("arange", "start, end=none, step=1, dtype=none",
          [](Scalar start, std::optional<Scalar> end, Scalar step, std::optional<DType> t) {
            return end ? arange(start, *end, step, t) : arange(start, t);
          }),
      row("full_like", "x, fill_value",
          [](const Tensor& x, Scalar value) { return full_like(x, value); }),
      row("linspace", "start, end, steps, dtype=float32",
          [](double start, double end, int64_t steps, DType t) {
            return linspace(start, end, steps, t);
          }),
      row("eye", "n, m=none, dtype=float32",
          [](int64_t n, std::optional<int64_t> m, DType t) { return eye(n, m, t); }),
      row("rand", "size, dtype=float32", [](const Shape& s, DType t) { return rand(s, t); }),
      row("randn", "size, dtype=float32", [](const Shape& s, DType t) { return randn(s, t); }),
      row("normal", "mean, std, size, dtype=float32",
          [](double mean, double std, const Shape& s, DType t) { return normal(mean, std, s, t); }),
      row("randint", "low, high, size",
          [](int64_t low, int64_t high, const Shape& s) { return randint(low, high, s); }),
      row("randperm", "n", [](int64_t n) { return randperm(n); }),
      row("bernoulli", "x", [](const Tensor& p) { return bernoulli(p); }),
      row("multinomial", "x, num_samples, replacement=false",
          [](const Tensor& p, int64_t n, bool replacement) {
            return multinomial(p, n, replacement);
          }),
      row("to", "x, dtype", [](const Tensor& x, DType t) { return x.to(t); }),
      row("clone", "x", [](const Tensor& x) { return x.clone(); }),
      row("contiguous", "x", [](const Tensor& x) { return x.contiguous(); }),
      row("detach", "x", [](const Tensor& x) { return x.detach(); }),
  };
  return rows;
}

}  // namespace weft::registry
