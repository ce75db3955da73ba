// Matrix products. mm and bmm are the primitives; matmul arranges vectors and batches for them.
#include <algorithm>

#include "core/base/parallel.h"
#include "core/ops/gemm.h"
#include "core/ops/ops.h"
#include "core/ops/promotion.h"
#include "core/ops/view.h"

namespace weft {
namespace {

void check_same_dtype(const char* op, const Tensor& a, const Tensor& b) {
  check(a.dtype() == b.dtype(), op, ": dtypes must be equal, got ", a.dtype(), " and ", b.dtype());
  check(a.dtype() != boolean, op, ": bool matrices cannot be multiplied");
}

template <class T>
MatrixView<T> matrix(const Tensor& x, int64_t offset = 0) {
  const int r = x.dim() - 2;
  return {x.data<T>() + offset, x.shape()[r], x.shape()[r + 1], x.strides()[r], x.strides()[r + 1]};
}

/// c = a b for one pair of matrices: by the blocked kernels, or plainly for whole numbers.
template <class T>
void multiply(const MatrixView<T>& a, const MatrixView<T>& b, T* c) {
  if constexpr (std::is_floating_point_v<T>) {
    gemm(a, b, c, b.cols);
  } else {
    for (int64_t i = 0; i < a.rows; ++i) {
      for (int64_t j = 0; j < b.cols; ++j) {
        T sum{};
        for (int64_t p = 0; p < a.cols; ++p)
          sum = static_cast<T>(sum + a.data[i * a.row_stride + p * a.col_stride] *
                                         b.data[p * b.row_stride + j * b.col_stride]);
        c[i * b.cols + j] = sum;
      }
    }
  }
}

/// (batch, m, k) x (batch, k, n); the strides of a batch may be 0.
Tensor batched(const Tensor& a, const Tensor& b) {
  const int64_t batch = a.shape()[0];
  Tensor c = empty({batch, a.shape()[1], b.shape()[2]}, a.dtype());
  visit(a.dtype(), [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) {
      const int64_t work = a.shape()[1] * a.shape()[2] * b.shape()[2];
      // Many small products: a thread takes whole ones. Few large ones share the threads inside.
      const int64_t grain = std::max<int64_t>(64 * 64 * 64 / std::max<int64_t>(work, 1), 1);
      const auto range = [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i)
          multiply(matrix<T>(a, i * a.strides()[0]), matrix<T>(b, i * b.strides()[0]),
                   c.data<T>() + i * a.shape()[1] * b.shape()[2]);
      };
      if (work > 256 * 256 * 64)
        range(0, batch);
      else
        parallel_for(batch, grain, range);
    }
  });
  if (!needs_grad({a, b})) return c;
  return record("BmmBackward0", {a, b}, std::move(c),
                [sa = save(a, needs_grad({b})), sb = save(b, needs_grad({a}))](const Tensor& g,
                                                                               const Node& node) {
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = batched(g, sb.get(node).transpose(1, 2));
                  if (node.wants(1)) grads[1] = batched(sa.get(node).transpose(1, 2), g);
                  return grads;
                });
}

/// x with its leading dimensions expanded to `batch` and flattened into one.
Tensor as_batch(const Tensor& x, const Shape& batch) {
  Shape shape = batch;
  for (int d = x.dim() - 2; d < x.dim(); ++d) shape.push_back(x.shape()[d]);
  return x.expand(shape).reshape({batch.numel(), shape[shape.size() - 2], shape.back()});
}

/// x without a dimension of size 1 that it was given for the product.
Tensor without(const Tensor& x, int dim) {
  Shape shape = x.shape();
  shape.erase(x.dim() + dim);
  return unsafe_view(x, shape, "SqueezeBackward1");
}

Shape leading(const Tensor& x) {
  Shape shape;
  for (int d = 0; d < x.dim() - 2; ++d) shape.push_back(x.shape()[d]);
  return shape;
}

}  // namespace

Tensor mm(const Tensor& a, const Tensor& b) {
  check_same_dtype("mm", a, b);
  check(a.dim() == 2 && b.dim() == 2, "mm: both must be matrices, got ", a.shape(), " and ",
        b.shape());
  check(a.shape()[1] == b.shape()[0], "mm: inner sizes must match, got ", a.shape(), " and ",
        b.shape());
  Tensor c = empty({a.shape()[0], b.shape()[1]}, a.dtype());
  visit(a.dtype(), [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) multiply(matrix<T>(a), matrix<T>(b), c.data<T>());
  });
  if (!needs_grad({a, b})) return c;
  return record("MmBackward0", {a, b}, std::move(c),
                [sa = save(a, needs_grad({b})), sb = save(b, needs_grad({a}))](const Tensor& g,
                                                                               const Node& node) {
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = mm(g, sb.get(node).T());
                  if (node.wants(1)) grads[1] = mm(sa.get(node).T(), g);
                  return grads;
                });
}

Tensor mv(const Tensor& a, const Tensor& x) {
  check_same_dtype("mv", a, x);
  check(a.dim() == 2 && x.dim() == 1, "mv: a matrix and a vector are needed, got ", a.shape(),
        " and ", x.shape());
  check(a.shape()[1] == x.shape()[0], "mv: inner sizes must match, got ", a.shape(), " and ",
        x.shape());
  Tensor y;
  {
    const NoGrad guard;
    y = unsafe_view(mm(a, x.unsqueeze(1)), {a.shape()[0]});
  }
  if (!needs_grad({a, x})) return y;
  return record("MvBackward0", {a, x}, std::move(y),
                [sa = save(a, needs_grad({x})), sx = save(x, needs_grad({a}))](const Tensor& g,
                                                                               const Node& node) {
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = g.unsqueeze(1) * sx.get(node).unsqueeze(0);
                  if (node.wants(1)) grads[1] = mv(sa.get(node).T(), g);
                  return grads;
                });
}

Tensor bmm(const Tensor& a, const Tensor& b) {
  check_same_dtype("bmm", a, b);
  check(a.dim() == 3 && b.dim() == 3, "bmm: both must be batches of matrices, got ", a.shape(),
        " and ", b.shape());
  check(a.shape()[0] == b.shape()[0], "bmm: batches must have the same size, got ", a.shape(),
        " and ", b.shape());
  check(a.shape()[2] == b.shape()[1], "bmm: inner sizes must match, got ", a.shape(), " and ",
        b.shape());
  return batched(a, b);
}

Tensor outer(const Tensor& a, const Tensor& b) {
  check(a.dim() == 1 && b.dim() == 1, "outer: both must be vectors, got ", a.shape(), " and ",
        b.shape());
  return a.unsqueeze(1) * b;
}

Tensor dot(const Tensor& a, const Tensor& b) {
  check_same_dtype("dot", a, b);
  check(a.dim() == 1 && b.dim() == 1, "dot: both must be vectors, got ", a.shape(), " and ",
        b.shape());
  check(a.shape() == b.shape(), "dot: sizes must be equal, got ", a.shape(), " and ", b.shape());
  Tensor y;
  {
    const NoGrad guard;
    y = (a * b).sum().to(a.dtype());
  }
  if (!needs_grad({a, b})) return y;
  return record("DotBackward0", {a, b}, std::move(y),
                [sa = save(a, needs_grad({b})), sb = save(b, needs_grad({a}))](const Tensor& g,
                                                                               const Node& node) {
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = g * sb.get(node);
                  if (node.wants(1)) grads[1] = g * sa.get(node);
                  return grads;
                });
}

Tensor matmul(const Tensor& a, const Tensor& b) {
  check_same_dtype("matmul", a, b);
  check(a.dim() > 0 && b.dim() > 0, "matmul: both need at least one dimension, got ", a.shape(),
        " and ", b.shape());
  const int64_t inner_b = b.shape()[b.dim() == 1 ? 0 : b.dim() - 2];
  check(a.shape().back() == inner_b, "matmul: inner sizes must match, got ", a.shape(), " and ",
        b.shape());
  if (a.dim() == 1 && b.dim() == 1) return dot(a, b);
  if (a.dim() == 2 && b.dim() == 1) return mv(a, b);
  if (a.dim() == 1) return without(matmul(a.unsqueeze(0), b), -2);
  if (b.dim() == 1) return without(matmul(a, b.unsqueeze(1)), -1);
  if (a.dim() == 2 && b.dim() == 2) return mm(a, b);
  if (b.dim() == 2) {
    // All rows of all batches against one matrix: a single product.
    Shape shape = a.shape();
    shape[shape.size() - 1] = 1;
    const int64_t rows = shape.numel();
    shape[shape.size() - 1] = b.shape()[1];
    return unsafe_view(mm(a.reshape({rows, a.shape().back()}), b), shape);
  }
  const Shape batch = broadcast_shapes("matmul", leading(a), leading(b));
  Shape shape = batch;
  shape.push_back(a.shape()[a.dim() - 2]);
  shape.push_back(b.shape().back());
  return unsafe_view(batched(as_batch(a, batch), as_batch(b, batch)), shape);
}

Tensor Tensor::matmul(const Tensor& other) const { return weft::matmul(*this, other); }
Tensor Tensor::mm(const Tensor& other) const { return weft::mm(*this, other); }
Tensor Tensor::mv(const Tensor& other) const { return weft::mv(*this, other); }
Tensor Tensor::bmm(const Tensor& other) const { return weft::bmm(*this, other); }
Tensor Tensor::outer(const Tensor& other) const { return weft::outer(*this, other); }
Tensor Tensor::dot(const Tensor& other) const { return weft::dot(*this, other); }

}  // namespace weft
