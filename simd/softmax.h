// Softmax of rows, its gradient, and cross-entropy with its gradient.
//
// exp(x - max) can neither overflow nor lose a whole row to underflow. Short rows (a classifier's
// ten classes) are taken a register of rows at a time; one row in a register, six lanes of 16 idle,
// takes 3 times as long. Longer rows are passed over three times.
#pragma once
#include "simd/columns.h"
#include "simd/math.h"
#include "simd/reduce.h"

namespace weft::simd {
namespace {

/// y = exp(x - shift); returns the sum.
template <class V, class T = typename V::Value>
WEFT_INLINE T row_exp(const T* x, T* y, int64_t n, T shift) {
  constexpr int W = V::width;
  V sum = T(0);
  const auto next = [&](V v) {
    const V e = exp(v - V(shift));
    sum = sum + e;
    return e;
  };
  int64_t i = 0;
  for (; i + W <= n; i += W) {
    const V e = next(V::load(x + i));
    if (y) e.store(y + i);
  }
  if (i < n) {
    const V e = next(V::load_part(x + i, n - i, -std::numeric_limits<T>::infinity()));
    if (y) e.store_part(y + i, n - i);
  }
  return sum_lanes(sum);
}

/// The largest number of each row of a group. A NaN reaches the result by way of the sum.
template <class V, class T = typename V::Value>
WEFT_INLINE V max_columns(const T* columns, int64_t n) {
  auto largest = native(V(-std::numeric_limits<T>::infinity()));
  for (int64_t j = 0; j < n; ++j) {
    const auto v = native(V::load(columns + j * V::width));
    largest = v > largest ? v : largest;
  }
  return from_native<V>(largest);
}

/// The sum of exp(x - shift) over each row; what is added takes the place of x if it is to be
/// `kept`.
template <class V, class T = typename V::Value>
WEFT_INLINE V exp_columns(T* columns, int64_t n, V shift, bool kept) {
  V sum = T(0);
  for (int64_t j = 0; j < n; ++j) {
    const V e = exp(V::load(columns + j * V::width) - shift);
    sum = sum + e;
    if (kept) e.store(columns + j * V::width);
  }
  return sum;
}

template <class V, class T>
WEFT_INLINE T log_of(T value) {
  T lanes[V::width];
  log(V(value)).store(lanes);
  return lanes[0];
}

template <class V, class T = typename V::Value>
void softmax(const T* x, T* y, int64_t rows, int64_t n, bool log) {
  if (n <= 0) return;
  if (n <= kShortRow) {
    for_each_group<V>(x, y, rows, n, [&](T* columns, int64_t, int64_t) {
      const V shift = max_columns<V>(columns, n);
      const V sum = exp_columns(columns, n, shift, !log);
      const V change = log ? simd::log(sum) : V(T(1)) / sum;
      for (T* p = columns; p < columns + n * V::width; p += V::width) {
        const V v = V::load(p);
        (log ? v - shift - change : v * change).store(p);
      }
    });
    return;
  }
  for (int64_t r = 0; r < rows; ++r, x += n, y += n) {
    const T shift = max<V>(x, n);
    const T sum = row_exp<V>(x, log ? nullptr : y, n, shift);
    const V change = log ? log_of<V>(sum) : T(1) / sum;
    for_each_register<V>(n, [&](auto load, auto store) {
      store(log ? load(x) - V(shift) - change : load(y) * change, y);
    });
  }
}

template <class V, class T = typename V::Value>
void softmax_grad(const T* g, const T* y, T* gx, int64_t rows, int64_t n, bool log) {
  for (int64_t r = 0; r < rows; ++r, g += n, y += n, gx += n) {
    V sum = T(0);
    const auto add = [&](V slope, V value) { sum = log ? sum + slope : fma(slope, value, sum); };
    int64_t i = 0;
    for (; i + V::width <= n; i += V::width) add(V::load(g + i), V::load(y + i));
    if (i < n) add(V::load_part(g + i, n - i), V::load_part(y + i, n - i));
    const V total = sum_lanes(sum);
    for_each_register<V>(n, [&](auto load, auto store) {
      store(log ? load(g) - exp(load(y)) * total : load(y) * (load(g) - total), gx);
    });
  }
}

/// cross_entropy of short rows, a group at a time.
template <class V, class T = typename V::Value>
void cross_entropy_of_groups(const T* x, const int64_t* labels, T* loss, T* grad, int64_t rows,
                             int64_t n, T scale) {
  constexpr int W = V::width;
  for_each_group<V>(x, grad, rows, n, [&](T* columns, int64_t first, int64_t count) {
    T label[W] = {}, chosen[W] = {};
    for (int64_t i = 0; i < count; ++i) {
      label[i] = static_cast<T>(labels[first + i]);
      chosen[i] = columns[labels[first + i] * W + i];
    }
    const V shift = max_columns<V>(columns, n);
    const V sum = exp_columns(columns, n, shift, grad != nullptr);
    (log(sum) + (shift - V::load(chosen))).store_part(loss + first, count);
    if (!grad) return;
    const V factor = V(scale) / sum, at = V::load(label);
    for (int64_t j = 0; j < n; ++j) {
      const V p = V::load(columns + j * W) * factor;
      select(at == V(static_cast<T>(j)), p - V(scale), p).store(columns + j * W);
    }
  });
}

template <class V, class T = typename V::Value>
void cross_entropy(const T* x, const int64_t* labels, T* loss, T* grad, int64_t rows, int64_t n,
                   T scale) {
  if (n <= 0) return;
  if (n <= kShortRow) return cross_entropy_of_groups<V>(x, labels, loss, grad, rows, n, scale);
  for (int64_t r = 0; r < rows; ++r, x += n) {
    const T shift = max<V>(x, n), chosen = x[labels[r]];
    const T sum = row_exp<V>(x, grad, n, shift);
    loss[r] = log_of<V>(sum) + (shift - chosen);
    if (!grad) continue;
    const V factor = scale / sum;
    for_each_register<V>(
        n, [&](auto load, auto store) { store(load(grad) * factor, grad); }, grad);
    grad[labels[r]] -= scale;
    grad += n;
  }
}

}  // namespace
}  // namespace weft::simd
