// Indexing. Integers, slices and new axes are views, applied one after the other; index tensors
// then gather from the view that they leave. With D indexed dimensions moved to the front, the
// gathered tensor has the index tensors' common shape B, followed by the sizes R of the other
// dimensions.
#include "core/ops/index.h"

#include <algorithm>

#include "core/ops/inplace.h"
#include "core/ops/iterate.h"

namespace weft {

Index::Index(const std::vector<int64_t>& value)
    : kind(Kind::tensor), tensor(weft::tensor<int64_t>(value)) {}

namespace {

struct Part {
  int dim;       // of the view
  int axis;      // of the tensor that is indexed, for errors
  Tensor index;  // int64
};

/// A view and what is still to be gathered from it.
struct Plan {
  Tensor view;
  std::vector<Part> parts;
};

int consumed(const Index& index) {
  if (index.kind == Index::Kind::tensor && index.tensor.dtype() == boolean)
    return index.tensor.dim();
  return index.kind == Index::Kind::new_axis || index.kind == Index::Kind::ellipsis ? 0 : 1;
}

void add_tensor(Plan& plan, int& dim, int axis, const Tensor& index) {
  if (index.dtype() != boolean) {
    check(!is_floating(index.dtype()), "index: index tensors must be integers or bool, got ",
          index.dtype());
    // A copy: the index tensor may change before backward reads it.
    plan.parts.push_back({dim++, axis, index.to(int64).clone()});
    return;
  }
  for (int d = 0; d < index.dim(); ++d)
    check(index.shape()[d] == plan.view.shape()[dim + d], "index: the mask's shape ", index.shape(),
          " does not match the tensor's ", plan.view.shape(), " at dimension ", dim + d);
  const Tensor positions = nonzero(index);
  for (int d = 0; d < index.dim(); ++d)
    plan.parts.push_back({dim++, axis++, positions.select(1, d)});
}

/// A 0-d mask: a new axis with one element, or with none.
void add_flag(Plan& plan, int& dim, int axis, const Tensor& flag) {
  check(flag.dtype() == boolean, "index: index tensors must be integers or bool, got ",
        flag.dtype());
  plan.view = plan.view.unsqueeze(dim);
  plan.parts.push_back({dim++, axis, arange(flag.item<bool>() ? 1 : 0)});
}

/// A number in the form of a tensor.
bool is_number(const Tensor& index) {
  return index.dim() == 0 && index.dtype() != boolean && !is_floating(index.dtype());
}

void check_bounds(int64_t index, int axis, int64_t size) {
  check(index >= -size && index < size, "index: ", index, " is out of bounds for dimension ", axis,
        " with size ", size);
}

Plan resolve(const Tensor& x, const Indices& indices) {
  int used = 0;
  int dots = 0;
  for (const Index& index : indices) {
    used += consumed(index);
    dots += index.kind == Index::Kind::ellipsis;
  }
  check(used <= x.dim(), "index: too many indices for a tensor of dimension ", x.dim(), ", got ",
        used);
  check(dots <= 1, "index: an index can have only one ellipsis, got ", dots);
  Plan plan{x, {}};
  int dim = 0;
  int axis = 0;
  const auto select = [&](int64_t at) {
    check_bounds(at, axis, plan.view.shape()[dim]);
    plan.view = plan.view.select(dim, at);
  };
  for (const Index& index : indices) {
    switch (index.kind) {
      case Index::Kind::integer:
        select(index.integer);
        break;
      case Index::Kind::slice:
        plan.view = plan.view.slice(dim, index.slice.start, index.slice.stop, index.slice.step);
        ++dim;
        break;
      case Index::Kind::new_axis:
        plan.view = plan.view.unsqueeze(dim++);
        break;
      case Index::Kind::ellipsis:
        dim += x.dim() - used;
        axis += x.dim() - used;
        break;
      case Index::Kind::tensor:
        if (is_number(index.tensor))
          select(index.tensor.item<int64_t>());
        else if (index.tensor.dim() == 0)
          add_flag(plan, dim, axis, index.tensor);
        else
          add_tensor(plan, dim, axis, index.tensor);
        break;
    }
    axis += consumed(index);
  }
  return plan;
}

/// Where each element of B starts in the view, in elements of its storage.
struct Gather {
  Shape front;  // B
  Shape rest;   // R
  Strides rest_strides;
  std::vector<int64_t> offsets;  // one for each element of B
  Shape placement;               // permutes B + R to the result's order; empty: it is that already
};

Gather gather_of(const Plan& plan) {
  Gather result;
  bool indexed[kMaxDims] = {};
  for (const Part& part : plan.parts) {
    result.front = broadcast_shapes("index", result.front, part.index.shape());
    indexed[part.dim] = true;
  }
  result.offsets.assign(static_cast<size_t>(result.front.numel()), 0);
  for (const Part& part : plan.parts) {
    const int64_t size = plan.view.shape()[part.dim];
    const int64_t stride = plan.view.strides()[part.dim];
    const std::vector<int64_t> values = part.index.expand(result.front).to_vector<int64_t>();
    for (size_t i = 0; i < values.size(); ++i) {
      check_bounds(values[i], part.axis, size);
      result.offsets[i] += (values[i] < 0 ? values[i] + size : values[i]) * stride;
    }
  }
  for (int d = 0; d < plan.view.dim(); ++d) {
    if (indexed[d]) continue;
    result.rest.push_back(plan.view.shape()[d]);
    result.rest_strides.push_back(plan.view.strides()[d]);
  }
  // Index tensors side by side: B stands where they stood. Apart: B stands first.
  const int first = plan.parts.front().dim;
  const bool adjacent = plan.parts.back().dim - first + 1 == static_cast<int>(plan.parts.size());
  if (adjacent && first > 0) {
    const int b = result.front.size();
    for (int d = 0; d < first; ++d) result.placement.push_back(b + d);
    for (int d = 0; d < b; ++d) result.placement.push_back(d);
    for (int d = first; d < result.rest.size(); ++d) result.placement.push_back(b + d);
  }
  return result;
}

Shape joined(const Gather& gather) {
  Shape shape = gather.front;
  for (const int64_t size : gather.rest) shape.push_back(size);
  return shape;
}

/// The shape of what is gathered.
Shape shape_of(const Gather& gather) {
  const Shape order = joined(gather);
  Shape shape = order;
  for (int d = 0; d < gather.placement.size(); ++d)
    shape[d] = order[static_cast<int>(gather.placement[d])];
  return shape;
}

Shape inverse(const Shape& permutation) {
  Shape result = permutation;
  for (int i = 0; i < permutation.size(); ++i) result[static_cast<int>(permutation[i])] = i;
  return result;
}

/// Visits the pairs (element of the view, element of the contiguous B + R tensor).
template <class T, class F>
void for_pairs(const Gather& gather, const Tensor& view, const Tensor& packed, F f) {
  T* const v = view.data<T>();
  T* const p = packed.data<T>();
  const int64_t size = gather.rest.numel();
  const Rows<2> rows(gather.rest, {gather.rest_strides, contiguous_strides(gather.rest)});
  for (size_t i = 0; i < gather.offsets.size(); ++i) {
    rows.run(kPointwiseGrain, [&](const auto& at, int64_t begin, int64_t end) {
      T* const pv = v + gather.offsets[i] + at[0];
      T* const pp = p + static_cast<int64_t>(i) * size + at[1];
      for (int64_t j = begin; j < end; ++j) f(pv[j * rows.step[0]], pp[j * rows.step[1]]);
    });
  }
}

Tensor gathered(const Gather& gather, const Tensor& view) {
  Tensor y = empty(joined(gather), view.dtype());
  visit_size(view.dtype(),
             [&]<class T> { for_pairs<T>(gather, view, y, [](T& from, T& to) { to = from; }); });
  return gather.placement.empty() ? y : y.permute(gather.placement);
}

/// The value in B + R order, adjacent.
Tensor packed_value(const Gather& gather, const Tensor& value) {
  const Tensor v = gather.placement.empty() ? value : value.permute(inverse(gather.placement));
  return v.contiguous();
}

Tensor take(const Tensor& view, const std::vector<Part>& parts);

/// Zeros of `shape` with g added where take() read: repeated indices add up.
Tensor scatter_add(const Tensor& g, const Shape& shape, const std::vector<Part>& parts) {
  Tensor y = zeros(shape, g.dtype());
  {
    const NoGrad guard;
    const Gather gather = gather_of({y, parts});
    const Tensor value = packed_value(gather, g);
    visit(g.dtype(), [&]<class T> {
      if constexpr (!std::is_same_v<T, bool>)
        for_pairs<T>(gather, y, value, [](T& to, T& from) { to += from; });
    });
  }
  return record("IndexAddBackward0", {g}, std::move(y),
                [parts](const Tensor& gg, const Node&) { return Grads{take(gg, parts)}; });
}

Tensor take(const Tensor& view, const std::vector<Part>& parts) {
  Tensor y;
  {
    const NoGrad guard;
    y = gathered(gather_of({view, parts}), view);
  }
  return record("IndexBackward0", {view}, std::move(y),
                [shape = view.shape(), parts](const Tensor& g, const Node&) {
                  return Grads{scatter_add(g, shape, parts)};
                });
}

void put(const Tensor& x, const Indices& indices, const Tensor& value) {
  const NoGrad guard;
  Plan plan = resolve(x, indices);
  const Tensor v = without_overlap(x, value.detach()).to(x.dtype());
  if (plan.parts.empty()) {
    plan.view.copy_(v);
    return;
  }
  const Gather gather = gather_of(plan);
  const Tensor packed = packed_value(gather, v.expand(shape_of(gather)));
  visit_size(x.dtype(), [&]<class T> {
    for_pairs<T>(gather, plan.view, packed, [](T& to, T& from) { to = from; });
  });
  x.impl().storage->bump_version();
}

int rank_of(const Tensor& x, const Indices& indices) {
  const NoGrad guard;
  const Plan plan = resolve(x, indices);
  return plan.parts.empty() ? plan.view.dim() : joined(gather_of(plan)).size();
}

/// A value without the leading dimensions of size 1 that x[indices] does not have.
Tensor fitted(const Tensor& x, const Indices& indices, const Tensor& value) {
  if (value.dim() == 0 || value.shape()[0] != 1) return value;
  const int rank = rank_of(x, indices);
  Shape shape = value.shape();
  while (shape.size() > rank && shape[0] == 1) shape.erase(0);
  return value.reshape(shape);
}

}  // namespace

Tensor index(const Tensor& x, const Indices& indices) {
  const Plan plan = resolve(x, indices);
  return plan.parts.empty() ? plan.view : take(plan.view, plan.parts);
}

void index_put_(Tensor& x, const Indices& indices, const Tensor& source) {
  const Tensor value = fitted(x, indices, source);
  const bool value_grad = needs_grad({value});
  check_inplace("index_put_", x, value_grad);
  put(x, indices, value);
  if (!grad_enabled() || !(value_grad || x.requires_grad())) return;
  Indices kept = indices;  // the caller's index tensors may change before backward reads them
  for (Index& i : kept)
    if (i.kind == Index::Kind::tensor) i.tensor = i.tensor.clone();
  record("IndexPutBackward0", {x, value}, x,
         [indices = std::move(kept), shape = value.shape(), dtype = value.dtype()](
             const Tensor& g, const Node& node) {
           Grads grads(2);
           if (node.wants(0)) {
             grads[0] = g.clone();
             index_put_(grads[0], indices, zeros({}, g.dtype()));
           }
           if (node.wants(1)) grads[1] = sum_to(index(g, indices), shape).to(dtype);
           return grads;
         });
}

Indexed Tensor::operator[](const Index& i) const { return (*this)[{i}]; }
Indexed Tensor::operator[](std::initializer_list<Index> indices) const {
  const Indices list(indices);
  return {index(*this, list), *this, list};
}

}  // namespace weft
