// Cutting tensors into parts, and putting copies side by side.
#include <numeric>

#include "core/ops/view.h"

namespace weft {
namespace {

/// Views of these sizes along d. All of them are results of one node, whose gradient joins theirs.
std::vector<Tensor> parts_of(const char* node, const Tensor& x, const std::vector<int64_t>& sizes,
                             int d) {
  std::vector<Tensor> parts;
  std::vector<Shape> shapes;
  int64_t offset = x.impl().offset;
  for (const int64_t size : sizes) {
    shapes.push_back(x.shape());
    shapes.back()[d] = size;
    parts.push_back(view_of(x, shapes.back(), x.strides(), offset));
    offset += size * x.strides()[d];
  }
  if (needs_grad({x})) {
    const InputRef input = x;
    record_all(node, {&input, 1}, parts,
               [shapes, d, dtype = x.dtype()](std::span<const Tensor> g, const Node&) {
                 std::vector<Tensor> grads;
                 for (size_t i = 0; i < shapes.size(); ++i)
                   grads.push_back(g[i].defined() ? g[i] : zeros(shapes[i], dtype));
                 return Grads{cat(grads, d)};
               });
  }
  for (Tensor& part : parts) mark_view(part, x);
  return parts;
}

int dim_to_cut(const char* op, const Tensor& x, int64_t dim) {
  check(x.dim() > 0, op, ": a 0-d tensor cannot be cut");
  return wrap_dim(op, dim, x.dim());
}

}  // namespace

std::vector<Tensor> split(const Tensor& x, int64_t split_size, int64_t dim) {
  const int d = dim_to_cut("split", x, dim);
  const int64_t size = x.shape()[d];
  check(split_size > 0 || (split_size == 0 && size == 0),
        "split: split_size must be positive, got ", split_size, " for dim ", d, " of ", x.shape());
  std::vector<int64_t> sizes;
  for (int64_t at = 0; at < size; at += split_size)
    sizes.push_back(std::min(split_size, size - at));
  if (size == 0) sizes.push_back(0);
  return parts_of("SplitBackward0", x, sizes, d);
}

std::vector<Tensor> split(const Tensor& x, const std::vector<int64_t>& sizes, int64_t dim) {
  const int d = dim_to_cut("split", x, dim);
  for (const int64_t size : sizes)
    check(size >= 0, "split: sizes must not be negative, got ", size);
  const int64_t sum = std::accumulate(sizes.begin(), sizes.end(), int64_t{0});
  check(sum == x.shape()[d], "split: the sizes must add up to ", x.shape()[d], ", dim ", d, " of ",
        x.shape(), ", got ", sum);
  return parts_of("SplitWithSizesBackward0", x, sizes, d);
}

std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim) {
  const int d = dim_to_cut("chunk", x, dim);
  check(chunks > 0, "chunk: chunks must be positive, got ", chunks);
  const int64_t size = x.shape()[d];
  if (size == 0) return split(x, std::vector<int64_t>(static_cast<size_t>(chunks), 0), d);
  return split(x, (size + chunks - 1) / chunks, d);
}

namespace {

/// A shape in three parts: the dimensions before d as one, the copies of d and what follows, and
/// the size of one copy.
Shape tiles(const Shape& shape, int d, int64_t copies) {
  Shape result{1, copies, 1};
  for (int i = 0; i < shape.size(); ++i) result[i < d ? 0 : 2] *= shape[i];
  return result;
}

}  // namespace

Tensor repeat(const Tensor& x, const Shape& repeats) {
  const int added = repeats.size() - x.dim();
  check(added >= 0, "repeat: ", repeats, " must have at least the dimensions of ", x.shape());
  Shape from = repeats, to = repeats;
  for (int d = 0; d < repeats.size(); ++d) {
    from[d] = d < added ? 1 : x.shape()[d - added];
    check(repeats[d] >= 0, "repeat: repeats must not be negative, got ", repeats);
    to[d] *= from[d];
  }
  checked_numel("repeat", to);
  Tensor y;
  {
    const NoGrad guard;
    y = x.reshape(from).clone();
    for (int d = 0; d < repeats.size(); ++d) {
      Shape shape = y.shape();
      const Tensor once = y.reshape(tiles(shape, d, 1));
      const Shape copies = tiles(shape, d, repeats[d]);
      shape[d] = to[d];
      y = once.expand(copies).reshape(shape);
    }
  }
  return record("RepeatBackward0", {x}, y.contiguous(),
                [repeats, from, original = x.shape()](const Tensor& g, const Node&) {
                  Tensor sum = g;
                  for (int d = 0; d < repeats.size(); ++d) {
                    Shape shape = sum.shape();
                    shape[d] = from[d];
                    sum = sum.reshape(tiles(shape, d, repeats[d])).sum(1).reshape(shape);
                  }
                  return Grads{sum.reshape(original)};
                });
}

Tensor flip(const Tensor& x, const Dims& dims) {
  Strides strides = x.strides();
  int64_t offset = x.impl().offset;
  bool turned[kMaxDims] = {};
  for (const int64_t dim : dims) {
    const int d = wrap_dim("flip", dim, x.dim());
    check(!turned[d], "flip: dim ", d, " appears twice");
    turned[d] = true;
    if (x.dim() == 0 || x.numel() == 0) continue;
    offset += (x.shape()[d] - 1) * strides[d];
    strides[d] = -strides[d];
  }
  Tensor y;
  {
    const NoGrad guard;
    y = view_of(x, x.shape(), strides, offset).clone();  // strides below 0 leave no operation
  }
  return record("FlipBackward0", {x}, std::move(y),
                [dims](const Tensor& g, const Node&) { return Grads{flip(g, dims)}; });
}

Tensor Tensor::repeat(const Shape& repeats) const { return weft::repeat(*this, repeats); }
Tensor Tensor::flip(const Dims& dims) const { return weft::flip(*this, dims); }
std::vector<Tensor> Tensor::split(int64_t split_size, int64_t dim) const {
  return weft::split(*this, split_size, dim);
}
std::vector<Tensor> Tensor::split(const std::vector<int64_t>& sizes, int64_t dim) const {
  return weft::split(*this, sizes, dim);
}
std::vector<Tensor> Tensor::chunk(int64_t chunks, int64_t dim) const {
  return weft::chunk(*this, chunks, dim);
}

}  // namespace weft
