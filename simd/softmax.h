// Softmax of rows, its gradient, and cross-entropy with its gradient.
//
// exp(x - max) can neither overflow nor lose a whole row to underflow. Rows of up to four registers
// stay in registers (a classifier's ten classes); longer ones are passed over three times.
#pragma once
#include "simd/math.h"

namespace weft::simd {
namespace {

/// A row of n values. kCount > 0: in that many registers, of which the last one overlaps the one
/// before where the row does not fill it; 0: in memory, at `out`.
template <class V, int kCount>
struct Row {
  using T = typename V::Value;
  static constexpr int W = V::width;
  static constexpr T kLeast = -std::numeric_limits<T>::infinity();
  V values[kCount > 0 ? kCount : 1];
  T* out;
  int64_t n;

  /// Calls f(register) on each register of x; its result becomes the row's. `fill` stands for
  /// values that are not there, or were seen before.
  template <class F>
  WEFT_INLINE void assign(const T* x, T fill, F f) {
    if constexpr (kCount > 0) {
      WEFT_UNROLL for (int j = 0; j + 1 < kCount; ++j) values[j] = f(V::load(x + j * W));
      values[kCount - 1] = f(last(x, fill));
    } else {
      int64_t i = 0;
      for (; i + W <= n; i += W) f(V::load(x + i)).store(out + i);
      if (i < n) f(V::load_part(x + i, n - i, fill)).store_part(out + i, n - i);
    }
  }
  /// The same for what f gathers from the registers.
  template <class F>
  WEFT_INLINE void visit(const T* x, T fill, F f) const {
    if constexpr (kCount > 0) {
      WEFT_UNROLL for (int j = 0; j + 1 < kCount; ++j) f(V::load(x + j * W));
      f(last(x, fill));
    } else {
      int64_t i = 0;
      for (; i + W <= n; i += W) f(V::load(x + i));
      if (i < n) f(V::load_part(x + i, n - i, fill));
    }
  }
  /// Writes f(register of the row) to the row's place; from right to left, since the last register
  /// holds `fill` where it overlaps.
  template <class F>
  WEFT_INLINE void finish(F f) {
    if constexpr (kCount == 0) {
      assign(out, T(0), f);
      return;
    }
    const V end = f(values[kCount > 0 ? kCount - 1 : 0]);
    if (kCount == 1 && n < W)
      end.store_part(out, n);
    else
      end.store(out + n - W);
    WEFT_UNROLL for (int j = 0; j + 1 < kCount; ++j) f(values[j]).store(out + j * W);
  }

 private:
  WEFT_INLINE V last(const T* x, T fill) const {
    if (kCount == 1) return n < W ? V::load_part(x, n, fill) : V::load(x);
    return select(V::below(kCount * W - n), V(fill), V::load(x + n - W));
  }
};

/// Calls f with a std::integral_constant: how many registers hold a row of n, or 0 for too many.
template <class V, class F>
WEFT_INLINE void with_registers(int64_t n, F f) {
  const int64_t count = (n + V::width - 1) / V::width;
  if (count == 1)
    f(std::integral_constant<int, 1>());
  else if (count == 2)
    f(std::integral_constant<int, 2>());
  else if (count == 3)
    f(std::integral_constant<int, 3>());
  else if (count == 4)
    f(std::integral_constant<int, 4>());
  else if (count > 4)
    f(std::integral_constant<int, 0>());
}

/// The largest value that is not NaN. A NaN reaches the result by way of the sum.
template <class R, class T>
WEFT_INLINE T row_max(const R& row, const T* x) {
  auto largest = decltype(row.values[0] + row.values[0])(R::kLeast);
  row.visit(x, R::kLeast, [&](auto v) { largest = select(v > largest, v, largest); });
  return max_lanes(largest);
}

/// The row becomes exp(x - shift); returns its sum.
template <class R, class T>
WEFT_INLINE T row_exp(R& row, const T* x, T shift) {
  using V = std::remove_reference_t<decltype(row.values[0])>;
  V sum = T(0);
  row.assign(x, R::kLeast, [&](V v) {
    const V e = exp(v - V(shift));
    sum = sum + e;
    return e;
  });
  return sum_lanes(sum);
}

template <class V, class T>
WEFT_INLINE T log_of(T value) {
  T lanes[V::width];
  log(V(value)).store(lanes);
  return lanes[0];
}

template <class V, class T = typename V::Value>
void softmax(const T* x, T* y, int64_t rows, int64_t n, bool log) {
  with_registers<V>(n, [&](auto count) {
    for (int64_t r = 0; r < rows; ++r, x += n, y += n) {
      Row<V, count()> row{{}, y, n};
      const T shift = row_max(row, x);
      if (!log) {
        const V factor = T(1) / row_exp(row, x, shift);
        row.finish([&](V e) { return e * factor; });
        continue;
      }
      V sum = T(0);
      row.visit(x, row.kLeast, [&](V v) { sum = sum + exp(v - V(shift)); });
      const V log_sum = log_of<V>(sum_lanes(sum));
      row.assign(x, T(0), [&](V v) { return v - V(shift) - log_sum; });
      if constexpr (count() > 0) row.finish([](V v) { return v; });
    }
  });
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

/// The logarithms of a chunk of rows are taken together: one row alone would fill one lane.
constexpr int64_t kLossChunk = 64;

template <class V, class T = typename V::Value>
void cross_entropy(const T* x, const int64_t* labels, T* loss, T* grad, int64_t rows, int64_t n,
                   T scale) {
  static_assert(kLossChunk % V::width == 0);
  with_registers<V>(n, [&](auto count) {
    T sums[kLossChunk], below_max[kLossChunk];
    for (int64_t begin = 0; begin < rows; begin += kLossChunk) {
      const int64_t chunk = rows - begin < kLossChunk ? rows - begin : kLossChunk;
      for (int64_t i = 0; i < chunk; ++i, x += n) {
        const int64_t label = labels[begin + i];
        Row<V, count()> row{{}, grad, n};
        const T shift = row_max(row, x);
        below_max[i] = shift - x[label];
        if (!grad) {
          V sum = T(0);
          row.visit(x, row.kLeast, [&](V v) { sum = sum + exp(v - V(shift)); });
          sums[i] = sum_lanes(sum);
          continue;
        }
        sums[i] = row_exp(row, x, shift);
        const V factor = scale / sums[i];
        row.finish([&](V e) { return e * factor; });
        grad[label] -= scale;
        grad += n;
      }
      for (int64_t i = chunk; i % V::width; ++i) sums[i] = below_max[i] = T(1);
      for (int64_t i = 0; i < chunk; i += V::width) {
        const V value = log(V::load(sums + i)) + V::load(below_max + i);
        if (i + V::width <= chunk)
          value.store(loss + begin + i);
        else
          value.store_part(loss + begin + i, chunk - i);
      }
    }
  });
}

}  // namespace
}  // namespace weft::simd
