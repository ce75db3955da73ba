// Sums, means, maxima and cumulative sums. Long sums add partial sums of fixed size in order, so
// that their bits do not depend on the number of threads.
#include <algorithm>
#include <cmath>

#include "core/ops/iterate.h"
#include "core/ops/ops.h"
#include "core/ops/pointwise.h"

namespace weft {
namespace {

constexpr int64_t kPartial = 8192;
constexpr int64_t kPartialRows = 128;

struct Axes {
  bool reduced[kMaxDims] = {};
  Shape kept;       // the sizes that stay
  Shape with_ones;  // the result with keepdim
  int64_t count = 1;
};

Axes resolve(const char* op, const Tensor& x, const Dims& dims) {
  Axes axes;
  for (const int64_t dim : dims) {
    const int d = wrap_dim(op, dim, x.dim());
    check(!axes.reduced[d], op, ": dim ", d, " appears twice");
    axes.reduced[d] = true;
  }
  for (int d = 0; d < x.dim(); ++d) {
    if (dims.empty()) axes.reduced[d] = true;
    if (axes.reduced[d])
      axes.count *= x.shape()[d];
    else
      axes.kept.push_back(x.shape()[d]);
    axes.with_ones.push_back(axes.reduced[d] ? 1 : x.shape()[d]);
  }
  return axes;
}

/// x with the kept dimensions first and the reduced ones last, as a matrix of adjacent rows.
Tensor rows_of(const Tensor& x, const Axes& axes) {
  Shape order;
  for (const bool reduced : {false, true})
    for (int d = 0; d < x.dim(); ++d)
      if (axes.reduced[d] == reduced) order.push_back(d);
  return x.permute(order).contiguous().reshape({axes.kept.numel(), axes.count});
}

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
      simd::machine().of<T>().binary[static_cast<int>(simd::Binary::add)](sums, 1, row, 1, sums,
                                                                          count);
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
  const bool columns = x.is_contiguous() && leading > 0 && leading < x.dim() &&
                       std::none_of(axes.reduced + leading, axes.reduced + x.dim(),
                                    [](bool reduced) { return reduced; });
  const Tensor m = columns ? x : rows_of(x, axes);
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

}  // namespace

Tensor Tensor::sum(const Dims& dims, bool keepdim) const {
  const Axes axes = resolve("sum", *this, dims);
  const Tensor x = is_floating(dtype()) ? *this : to(weft::int64);
  Tensor y = sum_raw(x, axes);
  if (keepdim) y = y.reshape(axes.with_ones);
  return record(dims.empty() && !keepdim ? "SumBackward0" : "SumBackward1", {x}, std::move(y),
                [axes, shape = shape()](const Tensor& g, const Node&) {
                  return Grads{g.reshape(axes.with_ones).expand(shape)};
                });
}

Tensor Tensor::mean(const Dims& dims, bool keepdim) const {
  check(is_floating(dtype()), "mean: dtype must be float32 or float64, got ", dtype());
  const Axes axes = resolve("mean", *this, dims);
  Tensor y;
  {
    const NoGrad guard;
    y = sum_raw(*this, axes) / axes.count;
  }
  if (keepdim) y = y.reshape(axes.with_ones);
  return record(dims.empty() && !keepdim ? "MeanBackward0" : "MeanBackward1", {*this}, std::move(y),
                [axes, shape = shape()](const Tensor& g, const Node&) {
                  return Grads{(g / axes.count).reshape(axes.with_ones).expand(shape)};
                });
}

Tensor sum_to(const Tensor& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  const int added = x.dim() - shape.size();
  Dims dims;
  for (int d = 0; d < x.dim(); ++d)
    if (d < added || (shape[d - added] == 1 && x.shape()[d] != 1)) dims.push_back(d);
  return (dims.empty() ? x : x.sum(dims, true)).reshape(shape);
}

Tensor Tensor::max() const {
  check(numel() > 0, "max: a tensor without elements has no maximum, got shape ", shape());
  const Tensor x = contiguous();
  Tensor y = empty({}, dtype());
  visit(dtype(), [&]<class T> {
    const T* p = x.data<T>();
    if constexpr (std::is_floating_point_v<T>)
      *y.data<T>() = simd::machine().of<T>().max(p, numel());
    else
      *y.data<T>() = *std::max_element(p, p + numel());
  });
  // Equal maxima share the gradient evenly, as PyTorch's do.
  return record("MaxBackward1", {*this}, y,
                [x = save(*this), y = save_output(y)](const Tensor& g, const Node& node) {
                  const Tensor input = x.get(node);
                  const Tensor hits = (input == y.get(node).detach()).to(g.dtype());
                  return Grads{g * hits / hits.sum()};
                });
}

Tensor Tensor::argmax(std::optional<int64_t> dim, bool keepdim) const {
  const NoGrad guard;
  const Axes axes = resolve("argmax", *this, dim ? Dims(*dim) : Dims());
  check(axes.count > 0, "argmax: there is nothing to choose from in shape ", shape());
  const Tensor m = rows_of(*this, axes);
  Tensor y = empty(axes.kept, weft::int64);
  visit(dtype(), [&]<class T> {
    for (int64_t r = 0; r < y.numel(); ++r) {
      const T* const row = m.data<T>() + r * axes.count;
      int64_t best = 0;
      for (int64_t i = 1; i < axes.count; ++i) {
        // The first of equals; NaN counts as the largest.
        if (row[i] > row[best] || (row[i] != row[i] && row[best] == row[best])) best = i;
      }
      y.data<int64_t>()[r] = best;
    }
  });
  return keepdim ? y.reshape(axes.with_ones) : y;
}

namespace {

Tensor cumsum_along(const Tensor& x, int d, bool backwards) {
  Tensor y = x.dtype() == boolean || !is_floating(x.dtype()) ? x.to(int64).clone() : x.clone();
  int64_t inner = 1;
  for (int i = d + 1; i < x.dim(); ++i) inner *= x.shape()[i];
  const int64_t n = x.dim() ? x.shape()[d] : 1;
  const int64_t outer = y.numel() / std::max<int64_t>(n * inner, 1);
  visit(y.dtype(), [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) {
      for (int64_t o = 0; o < outer; ++o) {
        T* const p = y.data<T>() + o * n * inner;
        for (int64_t i = 1; i < n; ++i) {
          const int64_t at = backwards ? n - 1 - i : i;
          const int64_t before = backwards ? at + 1 : at - 1;
          for (int64_t j = 0; j < inner; ++j) p[at * inner + j] += p[before * inner + j];
        }
      }
    }
  });
  return y;
}

Tensor cumsum_recorded(const Tensor& x, int d, bool backwards) {
  Tensor y;
  {
    const NoGrad guard;
    y = cumsum_along(x, d, backwards);
  }
  return record("CumsumBackward0", {x}, std::move(y), [d, backwards](const Tensor& g, const Node&) {
    return Grads{cumsum_recorded(g, d, !backwards)};
  });
}

}  // namespace

Tensor Tensor::cumsum(int64_t dim) const {
  return cumsum_recorded(*this, wrap_dim("cumsum", dim, this->dim()), false);
}

Tensor Tensor::norm(double p, const Dims& dims, bool keepdim) const {
  check(p == 2 && dims.empty() && !keepdim,
        "norm: only the 2-norm of all elements is there, got p = ", p);
  check(is_floating(dtype()), "norm: dtype must be float32 or float64, got ", dtype());
  Tensor y;
  {
    const NoGrad guard;
    y = square().sum().sqrt();
  }
  return record("LinalgVectorNormBackward0", {*this}, y,
                [x = save(*this), y = save_output(y)](const Tensor& g, const Node& node) {
                  const Tensor n = y.get(node);
                  // At the origin PyTorch chooses the subgradient 0.
                  const Tensor zero = zeros({}, g.dtype());
                  return Grads{where(n == 0, zero, g / n) * x.get(node)};
                });
}

}  // namespace weft
