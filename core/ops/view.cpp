// Operations that change shape and strides only. The result shares storage with its input.
#include "core/ops/view.h"

#include <algorithm>

namespace weft {

void mark_view(Tensor& y, const Tensor& base) {
  y.impl().is_view = true;
  y.impl().view_version = base.impl().storage->version();
}

namespace {

/// A view of x as an operation, with its gradient.
template <class F>
Tensor viewed(const char* name, const Tensor& x, const Shape& shape, const Strides& strides,
              int64_t offset, F&& grad) {
  Tensor y = record(name, {x}, view_of(x, shape, strides, offset), std::forward<F>(grad));
  mark_view(y, x);
  return y;
}

/// Chooses part of a tensor of one fixed shape.
using Selector = std::function<Tensor(const Tensor&)>;

/// Zeros of `shape` with g where select() points: the gradient of a selection, and differentiable.
Tensor embed(const Tensor& g, const Shape& shape, const Selector& select) {
  Tensor y = zeros(shape, g.dtype());
  {
    const NoGrad guard;
    select(y).copy_(g);
  }
  return record("EmbedBackward0", {g}, std::move(y),
                [select](const Tensor& gg, const Node&) { return Grads{select(gg)}; });
}

/// A view whose gradient lies where the view was.
Tensor selected(const char* name, const Tensor& x, const Shape& shape, const Strides& strides,
                int64_t offset, Selector select) {
  return viewed(name, x, shape, strides, offset,
                [from = x.shape(), select = std::move(select)](const Tensor& g, const Node&) {
                  return Grads{embed(g, from, select)};
                });
}

/// Strides that show x's elements in order as `shape`, if a view can.
std::optional<Strides> reshaped_strides(const Tensor& x, const Shape& shape) {
  if (x.numel() == 0) return contiguous_strides(shape);
  Strides strides = shape;
  int at = shape.size() - 1;  // the dimension of `shape` to fill next
  int64_t chunk = 1;          // elements in the run of x's dimensions that lie end to end
  int64_t base = 0;
  for (int d = x.dim() - 1; d >= 0; --d) {
    if (chunk == 1) base = x.strides()[d];
    chunk *= x.shape()[d];
    const bool ends = d == 0 || (x.shape()[d - 1] != 1 && x.strides()[d - 1] != chunk * base);
    if (!ends) continue;
    int64_t filled = 1;
    while (at >= 0 && (filled < chunk || shape[at] == 1)) {
      strides[at] = filled * base;
      filled *= shape[at--];
    }
    if (filled != chunk) return std::nullopt;
    chunk = 1;
  }
  while (at >= 0) strides[at--] = 1;
  return strides;
}

Shape resolve_reshape(const char* op, const Tensor& x, const Shape& wanted) {
  Shape shape = wanted;
  Shape others;
  int unknown = -1;
  for (int d = 0; d < shape.size(); ++d) {
    if (shape[d] == -1) {
      check(unknown < 0, op, ": only one size may be -1, got ", wanted);
      unknown = d;
    } else {
      others.push_back(shape[d]);
    }
  }
  const int64_t known = checked_numel(op, others);
  if (unknown >= 0 && known > 0 && x.numel() % known == 0) shape[unknown] = x.numel() / known;
  check(shape.numel() == x.numel() && (unknown < 0 || known > 0), op, ": shape ", wanted,
        " is not possible for ", x.numel(), " elements of shape ", x.shape());
  return shape;
}

Tensor reshaped(const Tensor& x, const Shape& shape, const Strides& strides) {
  return viewed(
      "ViewBackward0", x, shape, strides, x.impl().offset,
      [from = x.shape()](const Tensor& g, const Node&) { return Grads{g.reshape(from)}; });
}

}  // namespace

Tensor unsafe_view(const Tensor& x, const Shape& shape, const char* name) {
  return record(
      name, {x}, view_of(x, shape, contiguous_strides(shape), x.impl().offset),
      [from = x.shape()](const Tensor& g, const Node&) { return Grads{g.reshape(from)}; });
}

Tensor Tensor::reshape(const Shape& wanted) const {
  const Shape shape = resolve_reshape("reshape", *this, wanted);
  const auto strides = reshaped_strides(*this, shape);
  return strides ? reshaped(*this, shape, *strides) : unsafe_view(clone(), shape);
}

Tensor Tensor::view(const Shape& wanted) const {
  const Shape shape = resolve_reshape("view", *this, wanted);
  const auto strides = reshaped_strides(*this, shape);
  check(strides.has_value(), "view: shape ", wanted, " needs a copy of a tensor of shape ",
        this->shape(), " with strides ", this->strides(), "; use reshape");
  return reshaped(*this, shape, *strides);
}

Tensor Tensor::flatten(int64_t start_dim, int64_t end_dim) const {
  const int start = wrap_dim("flatten", start_dim, dim());
  const int end = wrap_dim("flatten", end_dim, dim());
  check(start <= end, "flatten: start_dim must not come after end_dim, got ", start_dim, " and ",
        end_dim);
  Shape flat;
  int64_t size = 1;
  for (int d = 0; d < dim(); ++d) {
    if (d < start || d > end)
      flat.push_back(shape()[d]);
    else
      size *= shape()[d];
    if (d == end) flat.push_back(size);
  }
  return reshape(dim() == 0 ? Shape{1} : flat);
}

Tensor Tensor::permute(const Shape& dims) const {
  check(dims.size() == dim(), "permute: ", dims, " must name each of ", dim(), " dimensions once");
  Shape sizes, steps, inverse = dims;
  bool seen[kMaxDims] = {};
  for (int i = 0; i < dims.size(); ++i) {
    const int d = wrap_dim("permute", dims[i], dim());
    check(!seen[d], "permute: ", dims, " must name each of ", dim(), " dimensions once");
    seen[d] = true;
    sizes.push_back(shape()[d]);
    steps.push_back(strides()[d]);
    inverse[d] = i;
  }
  return viewed("PermuteBackward0", *this, sizes, steps, impl().offset,
                [inverse](const Tensor& g, const Node&) { return Grads{g.permute(inverse)}; });
}

Tensor Tensor::transpose(int64_t dim0, int64_t dim1) const {
  const int a = wrap_dim("transpose", dim0, dim());
  const int b = wrap_dim("transpose", dim1, dim());
  Shape sizes = shape();
  Strides steps = strides();
  if (dim() > 0) {
    std::swap(sizes[a], sizes[b]);
    std::swap(steps[a], steps[b]);
  }
  return viewed("TransposeBackward0", *this, sizes, steps, impl().offset,
                [a, b](const Tensor& g, const Node&) { return Grads{g.transpose(a, b)}; });
}

Tensor Tensor::t() const {
  check(dim() <= 2, "t: at most two dimensions can be transposed, got shape ", shape());
  Shape sizes = shape();
  Strides steps = strides();
  std::reverse(sizes.begin(), sizes.end());
  std::reverse(steps.begin(), steps.end());
  return viewed("TBackward0", *this, sizes, steps, impl().offset,
                [](const Tensor& g, const Node&) { return Grads{g.t()}; });
}

Tensor Tensor::T() const {
  Shape dims;
  for (int d = dim() - 1; d >= 0; --d) dims.push_back(d);
  return permute(dims);
}

Tensor Tensor::unsqueeze(int64_t dim) const {
  const int d = wrap_dim("unsqueeze", dim, this->dim() + 1);
  Shape sizes = shape();
  Strides steps = strides();
  steps.insert(d, d < sizes.size() ? sizes[d] * steps[d] : 1);
  sizes.insert(d, 1);
  return viewed("UnsqueezeBackward0", *this, sizes, steps, impl().offset,
                [d](const Tensor& g, const Node&) { return Grads{g.squeeze(d)}; });
}

Tensor Tensor::squeeze(int64_t dim) const {
  const int d = wrap_dim("squeeze", dim, this->dim());
  if (this->dim() == 0 || shape()[d] != 1) return *this;
  Shape sizes = shape();
  Strides steps = strides();
  sizes.erase(d);
  steps.erase(d);
  return viewed("SqueezeBackward1", *this, sizes, steps, impl().offset,
                [d](const Tensor& g, const Node&) { return Grads{g.unsqueeze(d)}; });
}

Tensor Tensor::squeeze() const {
  Shape sizes;
  Strides steps;
  for (int d = 0; d < dim(); ++d) {
    if (shape()[d] == 1) continue;
    sizes.push_back(shape()[d]);
    steps.push_back(strides()[d]);
  }
  return viewed("SqueezeBackward0", *this, sizes, steps, impl().offset,
                [from = shape()](const Tensor& g, const Node&) { return Grads{g.reshape(from)}; });
}

Tensor Tensor::expand(const Shape& wanted) const {
  Shape sizes = wanted;
  const int added = wanted.size() - dim();
  check(added >= 0, "expand: ", wanted, " must have at least the dimensions of ", shape());
  for (int d = 0; d < sizes.size(); ++d) {
    const int64_t own = d < added ? 1 : shape()[d - added];
    if (sizes[d] == -1 && d >= added) sizes[d] = own;
    check(sizes[d] >= 0 && (own == 1 || own == sizes[d]), "expand: ", shape(),
          " cannot be expanded to ", wanted, ": axis ", d, " has ", own, " elements");
  }
  checked_numel("expand", sizes);
  Strides steps = sizes;
  for (int d = 0; d < sizes.size(); ++d)
    steps[d] = d < added || (shape()[d - added] == 1 && sizes[d] != 1) ? 0 : strides()[d - added];
  return viewed("ExpandBackward0", *this, sizes, steps, impl().offset,
                [from = shape()](const Tensor& g, const Node&) { return Grads{sum_to(g, from)}; });
}

Tensor Tensor::slice(int64_t dim, int64_t start, int64_t end, int64_t step) const {
  check(this->dim() > 0, "slice: a 0-d tensor cannot be sliced");
  const int d = wrap_dim("slice", dim, this->dim());
  check(step >= 1, "slice: step must be at least 1, got ", step);
  const int64_t size = shape()[d];
  const auto bound = [size](int64_t at) {
    return std::clamp<int64_t>(at < 0 ? at + size : at, 0, size);
  };
  const int64_t first = bound(start);
  const int64_t count = std::max<int64_t>(bound(end) - first, 0);
  Shape sizes = shape();
  Strides steps = strides();
  sizes[d] = count > 0 ? (count - 1) / step + 1 : 0;
  steps[d] *= step;
  return selected("SliceBackward0", *this, sizes, steps, impl().offset + first * strides()[d],
                  [=](const Tensor& x) { return x.slice(d, start, end, step); });
}

Tensor Tensor::select(int64_t dim, int64_t index) const {
  check(this->dim() > 0, "index: a 0-d tensor cannot be indexed");
  const int d = wrap_dim("select", dim, this->dim());
  const int64_t size = shape()[d];
  check(index >= -size && index < size, "index: ", index, " is out of bounds for dimension ", d,
        " with size ", size);
  const int64_t at = index < 0 ? index + size : index;
  Shape sizes = shape();
  Strides steps = strides();
  sizes.erase(d);
  steps.erase(d);
  return selected("SelectBackward0", *this, sizes, steps, impl().offset + at * strides()[d],
                  [=](const Tensor& x) { return x.select(d, at); });
}

}  // namespace weft
