// The largest and smallest elements, and where they are. NaN counts as more extreme than any
// number; of equal elements the first one is meant.
#include <algorithm>

#include "core/ops/axes.h"
#include "core/ops/iterate.h"
#include "simd/kernels.h"

namespace weft {
namespace {

template <class T>
bool beats(T a, T b, bool largest) {
  return (largest ? a > b : a < b) || (a != a && b == b);
}

/// The position of the extreme element of each row, with the kept dimensions' shape.
Tensor positions(const char* op, const Tensor& x, const Axes& axes, bool largest) {
  const NoGrad guard;
  check(axes.count > 0, op, ": there is nothing to choose from in shape ", x.shape());
  const Tensor m = rows_of(x.to(widened(x.dtype())), axes);
  Tensor y = empty(axes.kept, int64);
  visit_widened(m.dtype(), [&]<class T> {
    const T* const elements = m.data<T>();
    int64_t* const out = y.data<int64_t>();
    parallel_for(y.numel(), std::max<int64_t>(kPointwiseGrain / axes.count, 1),
                 [&](int64_t begin, int64_t end) {
                   for (int64_t r = begin; r < end; ++r) {
                     const T* const row = elements + r * axes.count;
                     int64_t best = 0;
                     for (int64_t i = 1; i < axes.count; ++i)
                       if (beats(row[i], row[best], largest)) best = i;
                     out[r] = best;
                   }
                 });
  });
  return y;
}

Tensor arg_extreme(const char* op, const Tensor& x, std::optional<int64_t> dim, bool keepdim,
                   bool largest) {
  const Axes axes = resolve_axes(op, x, dim ? Dims(*dim) : Dims());
  return positions(op, x, axes, largest).reshape(axes.result(keepdim));
}

ValuesIndices extreme_along(const char* op, const Tensor& x, int64_t dim, bool keepdim,
                            bool largest) {
  const int d = wrap_dim(op, dim, x.dim());
  const Axes axes = resolve_axes(op, x, Dims(d));
  const Tensor at = positions(op, x, axes, largest).reshape(axes.with_ones);
  Tensor values;
  {
    const NoGrad guard;
    values = gather(x, d, at).reshape(axes.result(keepdim));
  }
  values = record(
      largest ? "MaxBackward0" : "MinBackward0", {x}, std::move(values),
      [d, at = save(at), shape = x.shape()](const Tensor& g, const Node& node) {
        const Tensor index = at.get(node);
        return Grads{scatter_add(zeros(shape, g.dtype()), d, index, g.reshape(index.shape()))};
      });
  return {std::move(values), at.reshape(axes.result(keepdim))};
}

Tensor extreme(const char* op, const Tensor& x, bool largest) {
  check(x.numel() > 0, op, ": there is nothing to choose from in shape ", x.shape());
  Tensor y = empty({}, x.dtype());
  {
    const NoGrad guard;
    const Tensor from = (largest || !is_floating(x.dtype()) ? x : -x).contiguous();
    visit(x.dtype(), [&]<class T> {
      const T* const p = from.data<T>();
      const int64_t n = x.numel();
      if constexpr (std::is_floating_point_v<T>) {
        const T top = simd::machine().of<T>().max(p, n);
        *y.data<T>() = largest ? top : -top;
      } else {
        *y.data<T>() = largest ? *std::max_element(p, p + n) : *std::min_element(p, p + n);
      }
    });
  }
  // Equal elements share the gradient evenly; NaN is equal to NaN here.
  return record(largest ? "MaxBackward1" : "MinBackward1", {x}, y,
                [x = save(x), y = save_output(y)](const Tensor& g, const Node& node) {
                  const Tensor input = x.get(node);
                  const Tensor value = y.get(node).detach();
                  const bool is_nan = value.item() != value.item();
                  const Tensor hits = (is_nan ? input != input : input == value).to(g.dtype());
                  return Grads{g * hits / hits.sum()};
                });
}

}  // namespace

Tensor max(const Tensor& x) { return extreme("max", x, true); }
Tensor min(const Tensor& x) { return extreme("min", x, false); }
ValuesIndices max(const Tensor& x, int64_t dim, bool keepdim) {
  return extreme_along("max", x, dim, keepdim, true);
}
ValuesIndices min(const Tensor& x, int64_t dim, bool keepdim) {
  return extreme_along("min", x, dim, keepdim, false);
}
Tensor argmax(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  return arg_extreme("argmax", x, dim, keepdim, true);
}
Tensor argmin(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  return arg_extreme("argmin", x, dim, keepdim, false);
}

Tensor Tensor::max() const { return weft::max(*this); }
Tensor Tensor::min() const { return weft::min(*this); }
ValuesIndices Tensor::max(int64_t dim, bool keepdim) const {
  return weft::max(*this, dim, keepdim);
}
ValuesIndices Tensor::min(int64_t dim, bool keepdim) const {
  return weft::min(*this, dim, keepdim);
}
Tensor Tensor::argmax(std::optional<int64_t> dim, bool keepdim) const {
  return weft::argmax(*this, dim, keepdim);
}
Tensor Tensor::argmin(std::optional<int64_t> dim, bool keepdim) const {
  return weft::argmin(*this, dim, keepdim);
}

}  // namespace weft
