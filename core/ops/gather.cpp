// Elements by their positions along one dimension, read and added to: each is the gradient of the
// other. Positions count from 0; negative ones are errors here, as they are in PyTorch.
#include <algorithm>
#include <limits>

#include "core/ops/iterate.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

/// Calls f(x[index[i][j][k]][j][k], y[i][j][k]) for dim 0, and so on.
template <class T, class F>
void for_pairs(const char* op, const Tensor& x, int d, const Tensor& index, const Tensor& y,
               int64_t grain, F f) {
  Strides others = x.strides();
  const int64_t step = others[d];
  const int64_t size = x.shape()[d];
  others[d] = 0;
  const Rows<3> rows(index.shape(), {others, index.strides(), y.strides()});
  rows.run(grain, [&](const auto& at, int64_t begin, int64_t end) {
    T* const px = x.data<T>() + at[0];
    const int64_t* const positions = index.data<int64_t>() + at[1];
    T* const py = y.data<T>() + at[2];
    for (int64_t i = begin; i < end; ++i) {
      const int64_t position = positions[i * rows.step[1]];
      check(position >= 0 && position < size, op, ": index ", position,
            " is out of bounds for dimension ", d, " with size ", size);
      f(px[i * rows.step[0] + position * step], py[i * rows.step[2]]);
    }
  });
}

/// A 0-d tensor as a vector.
Tensor raised(const Tensor& x) { return x.dim() ? x : x.unsqueeze(0); }

void check_index(const char* op, const Tensor& x, int d, const Tensor& index) {
  check(index.dtype() == int64, op, ": the index's dtype must be int64, got ", index.dtype());
  check(std::max(x.dim(), 1) == std::max(index.dim(), 1), op,
        ": the index must have as many dimensions as the tensor, got ", index.shape(), " for ",
        x.shape());
  for (int i = 0; i < index.dim() && index.numel() > 0; ++i)
    check(i == d || index.shape()[i] <= x.shape()[i], op,
          ": the index must not be larger than the tensor but along dim ", d, ", got ",
          index.shape(), " for ", x.shape());
}

Tensor gathered(const char* op, const Tensor& x, int d, const Tensor& index) {
  const NoGrad guard;
  Tensor y = empty(index.shape(), x.dtype());
  visit_size(x.dtype(), [&]<class T> {
    for_pairs<T>(op, raised(x), d, raised(index), raised(y), kPointwiseGrain,
                 [](const T& from, T& to) { to = from; });
  });
  return y;
}

}  // namespace

Tensor gather(const Tensor& x, int64_t dim, const Tensor& index) {
  const int d = wrap_dim("gather", dim, x.dim());
  check_index("gather", x, d, index);
  return record("GatherBackward0", {x}, gathered("gather", x, d, index),
                [d, index = save(index), shape = x.shape()](const Tensor& g, const Node& node) {
                  return Grads{scatter_add(zeros(shape, g.dtype()), d, index.get(node), g)};
                });
}

Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source) {
  const int d = wrap_dim("scatter_add", dim, x.dim());
  check_index("scatter_add", x, d, index);
  check(x.dtype() == source.dtype(), "scatter_add: dtypes must be equal, got ", x.dtype(), " and ",
        source.dtype());
  check(std::max(source.dim(), 1) == std::max(index.dim(), 1),
        "scatter_add: src must have as many dimensions as the index, got ", source.shape(), " for ",
        index.shape());
  Tensor src = raised(source);
  for (int i = 0; i < src.dim(); ++i) {
    const int64_t wanted = raised(index).shape()[i];
    check(wanted <= src.shape()[i], "scatter_add: src must not be smaller than the index, got ",
          source.shape(), " for ", index.shape());
    if (wanted < src.shape()[i]) src = src.slice(i, 0, wanted);
  }
  Tensor y;
  {
    const NoGrad guard;
    y = x.clone();
    // On one thread: two elements may go to one place.
    visit(x.dtype(), [&]<class T> {
      for_pairs<T>("scatter_add", raised(y), d, raised(index), src,
                   std::numeric_limits<int64_t>::max(),
                   [](T& to, const T& from) { to = static_cast<T>(to + from); });
    });
  }
  return record("ScatterAddBackward0", {x, src}, std::move(y),
                [d, index = save(index), shape = src.shape()](const Tensor& g, const Node& node) {
                  Grads grads{g, Tensor()};
                  if (node.wants(1)) grads[1] = gather(g, d, index.get(node)).reshape(shape);
                  return grads;
                });
}

Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index) {
  const int d = wrap_dim("index_select", dim, x.dim());
  check(index.dtype() == int64 || index.dtype() == int32,
        "index_select: the index's dtype must be int64 or int32, got ", index.dtype());
  check(index.dim() <= 1, "index_select: the index must be a vector, got shape ", index.shape());
  check(x.dim() > 0 || index.numel() == 1,
        "index_select: a 0-d tensor has one element to select, got an index of shape ",
        index.shape());
  // The same positions for all other dimensions: gather's index, without copies.
  Shape along = raised(x).shape();
  for (int i = 0; i < along.size(); ++i) along[i] = i == d ? index.numel() : 1;
  Shape shape = x.shape();
  if (x.dim()) shape[d] = index.numel();
  Tensor positions, y;
  {
    const NoGrad guard;
    // A copy: the index may change before backward reads it.
    positions = index.to(int64).clone().reshape(along).expand(x.dim() ? shape : along);
    y = gathered("index_select", x, d, positions).reshape(shape);
  }
  return record("IndexSelectBackward0", {x}, std::move(y),
                [d, positions, from = x.shape()](const Tensor& g, const Node&) {
                  return Grads{scatter_add(zeros(from, g.dtype()), d, positions,
                                           g.reshape(positions.shape()))};
                });
}

Tensor one_hot(const Tensor& labels, int64_t num_classes) {
  check(labels.dtype() == int64, "one_hot: labels must be int64, got ", labels.dtype());
  check(num_classes > 0 || num_classes == -1,
        "one_hot: num_classes must be positive, or -1 for as many as needed, got ", num_classes);
  check(num_classes > 0 || labels.numel() > 0,
        "one_hot: the number of classes cannot be seen from labels of shape ", labels.shape(),
        "; give num_classes");
  const Tensor flat = labels.contiguous();
  const int64_t* const label = flat.data<int64_t>();
  const int64_t n = flat.numel();
  const int64_t classes =
      num_classes > 0 ? num_classes : 1 + std::max<int64_t>(*std::max_element(label, label + n), 0);
  Shape shape = labels.shape();
  shape.push_back(classes);
  checked_numel("one_hot", shape);
  Tensor y = zeros(shape, int64);
  for (int64_t i = 0; i < n; ++i) {
    check(label[i] >= 0 && label[i] < classes, "one_hot: labels must be in [0, ", classes - 1,
          "], got ", label[i]);
    y.data<int64_t>()[i * classes + label[i]] = 1;
  }
  return y;
}

Tensor Tensor::gather(int64_t dim, const Tensor& index) const {
  return weft::gather(*this, dim, index);
}
Tensor Tensor::scatter_add(int64_t dim, const Tensor& index, const Tensor& src) const {
  return weft::scatter_add(*this, dim, index, src);
}
Tensor Tensor::index_select(int64_t dim, const Tensor& index) const {
  return weft::index_select(*this, dim, index);
}

}  // namespace weft
