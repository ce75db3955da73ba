// Reductions, softmax and its relatives.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> reduce_table() {
  static const Operation rows[] = {
      row("sum", "x, dim=none, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool keep) { return x.sum(dim, keep); }),
      row("mean", "x, dim=none, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool keep) { return x.mean(dim, keep); }),
      row("prod", "x, dim=none, keepdim=false",
          [](const Tensor& x, std::optional<int64_t> dim, bool keep) {
            return dim ? prod(x, *dim, keep) : prod(x);
          }),
      row("var", "x, dim=none, unbiased=true, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool unbiased, bool keep) {
            return x.var(dim, unbiased, keep);
          }),
      row("std", "x, dim=none, unbiased=true, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool unbiased, bool keep) {
            return x.std(dim, unbiased, keep);
          }),
      row("norm", "x, p=2, dim=none, keepdim=false",
          [](const Tensor& x, double p, const Dims& dim, bool keep) {
            return x.norm(p, dim, keep);
          }),
      row("max", "x, dim=none, keepdim=false",
          [](const Tensor& x, std::optional<int64_t> dim, bool keep) {
            return dim ? x.max(*dim, keep) : ValuesIndices{x.max(), {}};
          }),
      row("min", "x, dim=none, keepdim=false",
          [](const Tensor& x, std::optional<int64_t> dim, bool keep) {
            return dim ? x.min(*dim, keep) : ValuesIndices{x.min(), {}};
          }),
      row("argmax", "x, dim=none, keepdim=false",
          [](const Tensor& x, std::optional<int64_t> dim, bool keep) {
            return x.argmax(dim, keep);
          }),
      row("argmin", "x, dim=none, keepdim=false",
          [](const Tensor& x, std::optional<int64_t> dim, bool keep) {
            return x.argmin(dim, keep);
          }),
      row("any", "x, dim=none, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool keep) { return x.any(dim, keep); }),
      row("all", "x, dim=none, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool keep) { return x.all(dim, keep); }),
      row("equal", "x, other",
          [](const Tensor& x, const Tensor& other) { return equal(x, other); }),
      row("allclose", "x, other, rtol=1e-5, atol=1e-8, equal_nan=false",
          [](const Tensor& x, const Tensor& other, double rtol, double atol, bool equal_nan) {
            return allclose(x, other, rtol, atol, equal_nan);
          }),
      row("trace", "x", [](const Tensor& x) { return x.trace(); }),
      row("cumsum", "x, dim", [](const Tensor& x, int64_t dim) { return x.cumsum(dim); }),
      row("logsumexp", "x, dim, keepdim=false",
          [](const Tensor& x, int64_t dim, bool keep) { return logsumexp(x, dim, keep); }),
      row("softmax", "x, dim", [](const Tensor& x, int64_t dim) { return softmax(x, dim); }),
      row("log_softmax", "x, dim",
          [](const Tensor& x, int64_t dim) { return log_softmax(x, dim); }),
  };
  return rows;
}

}  // namespace weft::registry
