// Matrices and their diagonals: identity, triangles, trace.
#include "core/ops/ops.h"

namespace weft {
namespace {

/// The main diagonal of a matrix, as a view.
Tensor diagonal_of(const Tensor& x) {
  return view_of(x, {std::min(x.shape()[0], x.shape()[1])}, {x.strides()[0] + x.strides()[1]},
                 x.impl().offset);
}

/// True on the diagonal and on its side of an n x m matrix.
Tensor triangle(int64_t n, int64_t m, int64_t diagonal, bool lower) {
  Tensor mask = empty({n, m}, boolean);
  bool* p = mask.data<bool>();
  for (int64_t i = 0; i < n; ++i)
    for (int64_t j = 0; j < m; ++j) *p++ = lower ? j - i <= diagonal : j - i >= diagonal;
  return mask;
}

Tensor cut(const char* op, const Tensor& x, int64_t diagonal, bool lower) {
  check(x.dim() >= 2, op, ": matrices are needed, got shape ", x.shape());
  Tensor y;
  {
    const NoGrad guard;
    const Tensor mask = triangle(x.shape()[x.dim() - 2], x.shape().back(), diagonal, lower);
    y = where(mask, x, zeros({}, x.dtype()));
  }
  return record(lower ? "TrilBackward0" : "TriuBackward0", {x}, std::move(y),
                [=](const Tensor& g, const Node&) { return Grads{cut(op, g, diagonal, lower)}; });
}

}  // namespace

Tensor tril(const Tensor& x, int64_t diagonal) { return cut("tril", x, diagonal, true); }
Tensor triu(const Tensor& x, int64_t diagonal) { return cut("triu", x, diagonal, false); }
Tensor Tensor::tril(int64_t diagonal) const { return weft::tril(*this, diagonal); }
Tensor Tensor::triu(int64_t diagonal) const { return weft::triu(*this, diagonal); }

Tensor eye(int64_t n, std::optional<int64_t> m, DType dtype) {
  const Shape shape{n, m.value_or(n)};
  checked_numel("eye", shape);
  Tensor y = zeros(shape, dtype);
  diagonal_of(y).fill_(1);
  return y;
}

Tensor trace(const Tensor& x) {
  check(x.dim() == 2, "trace: a matrix is needed, got shape ", x.shape());
  Tensor y;
  {
    const NoGrad guard;
    y = diagonal_of(x).sum();
  }
  return record("TraceBackward0", {x}, std::move(y),
                [shape = x.shape()](const Tensor& g, const Node&) {
                  return Grads{g * eye(shape[0], shape[1], g.dtype())};
                });
}
Tensor Tensor::trace() const { return weft::trace(*this); }

}  // namespace weft
