// Shapes, joining and cutting.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> shape_table() {
  static const Operation rows[] = {
      row("reshape", "x, shape", [](const Tensor& x, const Shape& s) { return x.reshape(s); }),
      row("view", "x, shape", [](const Tensor& x, const Shape& s) { return x.view(s); }),
      row("t", "x", [](const Tensor& x) { return x.t(); }),
      row("transpose", "x, dim0, dim1",
          [](const Tensor& x, int64_t a, int64_t b) { return x.transpose(a, b); }),
      row("T", "x", [](const Tensor& x) { return x.T(); }),
      row("permute", "x, dims", [](const Tensor& x, const Shape& d) { return x.permute(d); }),
      row("unsqueeze", "x, dim", [](const Tensor& x, int64_t d) { return x.unsqueeze(d); }),
      row("squeeze", "x, dim=none",
          [](const Tensor& x, std::optional<int64_t> d) {
            return d ? x.squeeze(*d) : x.squeeze();
          }),
      row("flatten", "x, start_dim=0, end_dim=-1",
          [](const Tensor& x, int64_t a, int64_t b) { return x.flatten(a, b); }),
      row("expand", "x, shape", [](const Tensor& x, const Shape& s) { return x.expand(s); }),
      row("slice", "x, dim, start=none, end=none, step=1",
          [](const Tensor& x, int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end,
             int64_t step) {
            return x.slice(dim, start.value_or(0), end.value_or(INT64_MAX), step);
          }),
      row("select", "x, dim, index",
          [](const Tensor& x, int64_t dim, int64_t index) { return x.select(dim, index); }),
      row("cat", "tensors, dim=0",
          [](const std::vector<Tensor>& xs, int64_t dim) { return cat(xs, dim); }),
      row("stack", "tensors, dim=0",
          [](const std::vector<Tensor>& xs, int64_t dim) { return stack(xs, dim); }),
      row("split", "x, split_size_or_sections, dim=0",
          [](const Tensor& x, int64_t size, int64_t dim) { return split(x, size, dim); }),
      row("split_with_sizes", "x, split_sizes, dim=0",
          [](const Tensor& x, const Dims& sizes, int64_t dim) { return split(x, sizes, dim); }),
      row("chunk", "x, chunks, dim=0",
          [](const Tensor& x, int64_t chunks, int64_t dim) { return chunk(x, chunks, dim); }),
      row("repeat", "x, repeats", [](const Tensor& x, const Shape& n) { return repeat(x, n); }),
      row("flip", "x, dims", [](const Tensor& x, const Dims& dims) { return flip(x, dims); }),
      row("tril", "x, diagonal=0", [](const Tensor& x, int64_t k) { return tril(x, k); }),
      row("triu", "x, diagonal=0", [](const Tensor& x, int64_t k) { return triu(x, k); }),
  };
  return rows;
}

}  // namespace weft::registry
