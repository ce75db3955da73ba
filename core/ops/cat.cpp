// Joining tensors.
#include <algorithm>

#include "core/ops/ops.h"

namespace weft {
namespace {

Tensor join(const char* node, const std::vector<Tensor>& tensors, int64_t dim) {
  check(!tensors.empty(), "cat: at least one tensor is needed");
  const Tensor& first = tensors[0];
  check(first.dim() > 0, "cat: 0-d tensors cannot be joined; use stack");
  const int d = wrap_dim("cat", dim, first.dim());
  Shape shape = first.shape();
  DType dtype = first.dtype();
  for (size_t i = 1; i < tensors.size(); ++i) {
    Shape expected = tensors[i].shape();
    check(expected.size() == shape.size(),
          "cat: tensors must have the same number of dimensions, got ", first.shape(), " and ",
          expected, " at position ", i);
    shape[d] += expected[d];
    dtype = promote_types(dtype, tensors[i].dtype());
    expected[d] = first.shape()[d];
    check(expected == first.shape(), "cat: sizes must match except in dimension ", d, ", got ",
          first.shape(), " and ", tensors[i].shape(), " at position ", i);
  }
  Tensor y = empty(shape, dtype);
  std::vector<Tensor> inputs;
  std::vector<int64_t> ends{0};
  for (const Tensor& x : tensors) {
    inputs.push_back(x.to(dtype));
    ends.push_back(ends.back() + x.shape()[d]);
    const NoGrad guard;
    y.slice(d, ends[ends.size() - 2], ends.back()).copy_(x);
  }
  const std::vector<InputRef> references(inputs.begin(), inputs.end());
  if (!needs_grad(references)) return y;
  record_all(node, references, {&y, 1}, [ends, d](const Tensor& g, const Node& node) {
    Grads grads(ends.size() - 1);
    for (size_t i = 0; i < grads.size(); ++i)
      if (node.wants(static_cast<int>(i))) grads[i] = g.slice(d, ends[i], ends[i + 1]);
    return grads;
  });
  return y;
}

bool is_vector_of_none(const Tensor& x) { return x.dim() == 1 && x.numel() == 0; }

}  // namespace

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim) {
  // A vector without elements joins anything, as PyTorch has it.
  std::vector<Tensor> fitted = tensors;
  const auto model = std::find_if_not(tensors.begin(), tensors.end(), is_vector_of_none);
  if (model != tensors.end() && model->dim() > 1) {
    Shape none = model->shape();
    none[wrap_dim("cat", dim, model->dim())] = 0;
    for (Tensor& x : fitted)
      if (is_vector_of_none(x)) x = x.reshape(none);
  }
  return join("CatBackward0", fitted, dim);
}

Tensor stack(const std::vector<Tensor>& tensors, int64_t dim) {
  check(!tensors.empty(), "stack: at least one tensor is needed");
  std::vector<Tensor> raised;
  for (const Tensor& x : tensors) {
    check(x.shape() == tensors[0].shape(), "stack: shapes must be equal, got ", tensors[0].shape(),
          " and ", x.shape());
    raised.push_back(x.unsqueeze(dim));
  }
  return join("StackBackward0", raised, wrap_dim("stack", dim, tensors[0].dim() + 1));
}

}  // namespace weft
