// Reductions, softmax and its relatives.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> reduce_table() {
  static const Operation rows[] = {
      row("sum", "x, dim=none, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool keep) { return x.sum(dim, keep); }),
      row("mean", "x, dim=none, keepdim=false",
          [](const Tensor& x, const Dims& dim, bool keep) { return x.mean(dim, keep); }),
      row("argmax", "x, dim=none, keepdim=false",
          [](const Tensor& x, std::optional<int64_t> dim, bool keep) {
            return x.argmax(dim, keep);
          }),
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
