// Sums and means. Long sums add partial sums of fixed size in order, so that their bits do not
// depend on the number of threads.
#include <algorithm>

#include "core/ops/axes.h"
#include "core/ops/iterate.h"
#include "simd/kernels.h"

namespace weft {
namespace {

constexpr int64_t kPartial = 8192;
constexpr int64_t kPartialRows = 128;

template <class T>
T sum_of(const T* x, int64_t n) {
  if constexpr (std::is_floating_point_v<T>) {
    const auto kernel = simd::machine().of<T>().sum;
    if (n <= kPartial) return kernel(x, n);
    const int64_t parts = (n + kPartial - 1) / kPartial;
    Workspace<T> partials(parts);
    T* const p = partials.data();
    parallel_for(parts, 4, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        p[i] = kernel(x + i * kPartial, std::min(kPartial, n - i * kPartial));
    });
    return sum_of(p, parts);
  } else {
    T total{};
    for (int64_t i = 0; i < n; ++i) total += x[i];
    return total;
  }
}

template <class T>
void sum_rows(const T* x, int64_t rows, int64_t n, T* y) {
  if (rows == 1) {
    y[0] = sum_of(x, n);
    return;
  }
  parallel_for(rows, std::max<int64_t>(kPointwiseGrain / std::max<int64_t>(n, 1), 1),
               [&](int64_t begin, int64_t end) {
                 for (int64_t r = begin; r < end; ++r) y[r] = sum_of(x + r * n, n);
               });
}

/// y[j] = sum of x[i, j] over i, row by row: threads split the columns.
template <class T>
void sum_columns(const T* x, int64_t rows, int64_t n, T* y) {
  const auto add = [](const T* row, T* sums, int64_t count) {
    if constexpr (std::is_floating_point_v<T>) {
      simd::machine().of<T>().binary[static_cast<int>(simd::Binary::add)]({sums}, {row}, sums,
                                                                          count, 1);
    } else {
      for (int64_t j = 0; j < count; ++j) sums[j] += row[j];
    }
  };
  Workspace<T> partials(rows > kPartialRows ? n : 0);
  parallel_for(n, std::max<int64_t>(kPointwiseGrain / std::max<int64_t>(rows, 1), 64),
               [&](int64_t begin, int64_t end) {
                 std::fill(y + begin, y + end, T{});
                 for (int64_t i = 0; i < rows; i += kPartialRows) {
                   T* const sums = rows > kPartialRows ? partials.data() : y;
                   if (sums != y) std::fill(sums + begin, sums + end, T{});
                   for (int64_t r = i; r < std::min(rows, i + kPartialRows); ++r)
                     add(x + r * n + begin, sums + begin, end - begin);
                   if (sums != y) add(sums + begin, y + begin, end - begin);
                 }
               });
}

Tensor sum_raw(const Tensor& x, const Axes& axes) {
  const NoGrad guard;
  Tensor y = empty(axes.kept, x.dtype());
  int leading = 0;
  while (leading < x.dim() && axes.reduced[leading]) ++leading;
  const bool contiguous = x.is_contiguous();
  const bool columns = contiguous && leading > 0 && leading < x.dim() &&
                       std::none_of(axes.reduced + leading, axes.reduced + x.dim(),
                                    [](bool reduced) { return reduced; });
  const bool rows = contiguous && std::is_sorted(axes.reduced, axes.reduced + x.dim());
  const Tensor arranged = columns || rows ? Tensor() : rows_of(x, axes);
  const Tensor& m = columns || rows ? x : arranged;
  visit(x.dtype(), [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) {
      if (columns)
        sum_columns(m.data<T>(), axes.count, axes.kept.numel(), y.data<T>());
      else
        sum_rows(m.data<T>(), axes.kept.numel(), axes.count, y.data<T>());
    }
  });
  return y;
}

/// g, one value for each sum, as the gradient of what was added up.
Tensor spread(const Tensor& g, const Axes& axes, const Shape& shape) {
  if (grad_enabled()) return g.reshape(axes.with_ones).expand(shape);
  const bool keepdim = g.dim() == shape.size();
  Strides strides = shape;
  for (int d = 0, from = 0; d < shape.size(); ++d) {
    strides[d] = axes.reduced[d] ? 0 : g.strides()[from];
    if (keepdim || !axes.reduced[d]) ++from;
  }
  return view_of(g, shape, strides, g.impl().offset);
}

}  // namespace

Tensor Tensor::sum(const Dims& dims, bool keepdim) const {
  const Axes axes = resolve_axes("sum", *this, dims);
  if (!is_floating(dtype()) && dtype() != weft::int64) return to(weft::int64).sum(dims, keepdim);
  Tensor y = sum_raw(*this, axes);
  if (keepdim) y = y.reshape(axes.with_ones);
  return record(dims.empty() && !keepdim ? "SumBackward0" : "SumBackward1", {*this}, std::move(y),
                [axes, shape = shape()](const Tensor& g, const Node&) {
                  return Grads{spread(g, axes, shape)};
                });
}

Tensor Tensor::mean(const Dims& dims, bool keepdim) const {
  check(is_floating(dtype()), "mean: dtype must be float32 or float64, got ", dtype());
  const Axes axes = resolve_axes("mean", *this, dims);
  Tensor y;
  {
    const NoGrad guard;
    y = sum_raw(*this, axes) / axes.count;
  }
  if (keepdim) y = y.reshape(axes.with_ones);
  return record(dims.empty() && !keepdim ? "MeanBackward0" : "MeanBackward1", {*this}, std::move(y),
                [axes, shape = shape()](const Tensor& g, const Node&) {
                  return Grads{spread(g / axes.count, axes, shape)};
                });
}

Tensor sum_to(Tensor x, const Shape& shape) {
  if (x.shape() == shape) return x;
  const int added = x.dim() - shape.size();
  Dims dims;
  for (int d = 0; d < x.dim(); ++d)
    if (d < added || (shape[d - added] == 1 && x.shape()[d] != 1)) dims.push_back(d);
  return (dims.empty() ? x : x.sum(dims, true)).reshape(shape);
}

Tensor sum(const Tensor& x, const Dims& dims, bool keepdim) { return x.sum(dims, keepdim); }
Tensor mean(const Tensor& x, const Dims& dims, bool keepdim) { return x.mean(dims, keepdim); }

}  // namespace weft
