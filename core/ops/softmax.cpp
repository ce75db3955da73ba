// softmax and its logarithm along one dimension, and logsumexp. The maximum is taken out first, so
// that logits of any size neither overflow nor underflow.
#include <cmath>

#include "core/base/parallel.h"
#include "core/ops/axes.h"
#include "simd/kernels.h"

namespace weft {
namespace {

int64_t grain(int64_t n) { return std::max<int64_t>(4096 / std::max<int64_t>(n, 1), 1); }

template <class Kernel>
Tensor by_rows(const Tensor& x, int d, Kernel kernel) {
  const NoGrad guard;
  const Tensor rows = rows_along(x, d);
  const int64_t n = rows.shape().back();
  Tensor y = empty(rows.shape(), x.dtype());
  visit_floating("softmax", x.dtype(), [&]<class T> {
    parallel_for(n ? rows.numel() / n : 0, grain(n), [&](int64_t begin, int64_t end) {
      kernel(rows.data<T>() + begin * n, y.data<T>() + begin * n, begin, end - begin, n);
    });
  });
  return back_from(y, x, d);
}

Tensor forward(const Tensor& x, int d, bool log) {
  return by_rows(x, d, [log]<class T>(const T* from, T* to, int64_t, int64_t rows, int64_t n) {
    simd::machine().of<T>().softmax(from, to, rows, n, log);
  });
}

Tensor backward(const Tensor& g, const Tensor& y, int d, bool log) {
  if (grad_enabled()) return log ? g - exp(y) * g.sum({d}, true) : y * (g - (g * y).sum({d}, true));
  const Tensor values = rows_along(y, d);
  return by_rows(g, d, [&]<class T>(const T* from, T* to, int64_t first, int64_t rows, int64_t n) {
    simd::machine().of<T>().softmax_grad(from, values.data<T>() + first * n, to, rows, n, log);
  });
}

Tensor recorded(const Tensor& x, int64_t dim, bool log) {
  const char* const name = log ? "log_softmax" : "softmax";
  check(is_floating(x.dtype()), name, ": dtype must be float32 or float64, got ", x.dtype());
  const int d = wrap_dim(name, dim, x.dim());
  Tensor y = forward(x, d, log);
  return record(log ? "LogSoftmaxBackward0" : "SoftmaxBackward0", {x}, y,
                [y = save_output(y), d, log](const Tensor& g, const Node& node) {
                  return Grads{backward(g, y.get(node), d, log)};
                });
}

}  // namespace

Tensor softmax(const Tensor& x, int64_t dim) { return recorded(x, dim, false); }
Tensor log_softmax(const Tensor& x, int64_t dim) { return recorded(x, dim, true); }
Tensor Tensor::softmax(int64_t dim) const { return weft::softmax(*this, dim); }
Tensor Tensor::log_softmax(int64_t dim) const { return weft::log_softmax(*this, dim); }

Tensor logsumexp(const Tensor& input, int64_t dim, bool keepdim) {
  const Tensor x = is_floating(input.dtype()) ? input : input.to(float32);
  const int d = wrap_dim("logsumexp", dim, x.dim());
  Tensor y;
  {
    const NoGrad guard;
    const Tensor rows = rows_along(x, d);
    const int64_t n = rows.shape().back();
    Shape shape = rows.shape();
    shape[shape.size() - 1] = 1;
    y = empty(shape, x.dtype());
    visit_floating("logsumexp", x.dtype(), [&]<class T> {
      const auto& kernels = simd::machine().of<T>();
      Workspace<T> buffer(n);
      for (int64_t r = 0; r < y.numel(); ++r) {
        const T* const row = rows.data<T>() + r * n;
        const T top = kernels.max(row, n);
        // An infinite maximum is the result itself; its differences would be NaN.
        const T shift = std::isfinite(top) ? top : T(0);
        kernels.scale(T(1), -shift, row, buffer.data(), n);
        kernels.unary[static_cast<int>(simd::Unary::exp)](buffer.data(), buffer.data(), n);
        y.data<T>()[r] = std::log(kernels.sum(buffer.data(), n)) + shift;
      }
    });
    y = back_from(y, x, d);
    if (!keepdim && x.dim()) y = y.squeeze(d);
  }
  return record("LogsumexpBackward0", {x}, y,
                [x = save(x), y = save_output(y), d, keepdim](const Tensor& g, const Node& node) {
                  const Tensor input = x.get(node);
                  const bool lost = !keepdim && input.dim() > 0;
                  const Tensor value = lost ? y.get(node).unsqueeze(d) : y.get(node);
                  return Grads{(lost ? g.unsqueeze(d) : g) * exp(input - value)};
                });
}

Tensor Tensor::logsumexp(int64_t dim, bool keepdim) const {
  return weft::logsumexp(*this, dim, keepdim);
}

}  // namespace weft
