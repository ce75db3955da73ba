// Choosing and ordering elements.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> choose_table() {
  static const Operation rows[] = {
      row("gather", "x, dim, index",
          [](const Tensor& x, int64_t dim, const Tensor& index) { return gather(x, dim, index); }),
      row("scatter_add", "x, dim, index, src",
          [](const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
            return scatter_add(x, dim, index, src);
          }),
      row("index_select", "x, dim, index",
          [](const Tensor& x, int64_t dim, const Tensor& index) {
            return index_select(x, dim, index);
          }),
      row("masked_fill", "x, mask, value",
          [](const Tensor& x, const Tensor& mask, Scalar value) {
            return masked_fill(x, mask, value);
          }),
      row("masked_select", "x, mask",
          [](const Tensor& x, const Tensor& mask) { return masked_select(x, mask); }),
      row("nonzero", "x", [](const Tensor& x) { return nonzero(x); }),
      row("one_hot", "x, num_classes=-1",
          [](const Tensor& x, int64_t num_classes) { return one_hot(x, num_classes); }),
      row("bincount", "x, weights=none, minlength=0",
          [](const Tensor& x, const Tensor& weights, int64_t minlength) {
            return bincount(x, weights, minlength);
          }),
      row("sort", "x, dim=-1, descending=false",
          [](const Tensor& x, int64_t dim, bool descending) { return sort(x, dim, descending); }),
      row("argsort", "x, dim=-1, descending=false",
          [](const Tensor& x, int64_t dim, bool descending) {
            return argsort(x, dim, descending);
          }),
      row("topk", "x, k, dim=-1, largest=true",
          [](const Tensor& x, int64_t k, int64_t dim, bool largest) {
            return topk(x, k, dim, largest);
          }),
  };
  return rows;
}

}  // namespace weft::registry
