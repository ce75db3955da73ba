// Walks several strided operands of one shape in step. Dimensions that lie end to end in all
// operands are merged first, so most operations see a single long row.
#pragma once
#include <array>

#include "core/base/parallel.h"
#include "core/tensor/tensor.h"

namespace weft {

/// x's strides seen as `shape`: 0 along the dimensions that broadcast.
Strides broadcast_strides(const Tensor& x, const Shape& shape);

/// The step from each element of x to the next where x is read in y's order, from its first element
/// on: 1 where x is contiguous and of y's shape, 0 where there is one element for all, else -1.
int flat_step(const Tensor& x, const Tensor& y);

/// The merged loop over N operands: `outer` rows of n elements, element j of operand i in a row at
/// its start + j * step[i].
template <size_t N>
struct Rows {
  Shape outer;
  std::array<Strides, N> strides;
  int64_t n = 1;
  std::array<int64_t, N> step{};

  Rows(const Shape& shape, const std::array<Strides, N>& operand_strides);

  /// Calls f(offsets, begin, end) with elements [begin, end) of the row that starts at `offsets`,
  /// in parallel from `grain` elements on.
  template <class F>
  void run(int64_t grain, F&& f) const {
    const int64_t rows = outer.numel();
    if (n == 0 || rows == 0) return;
    if (rows == 1) {
      parallel_for(n, grain,
                   [&](int64_t begin, int64_t end) { f(std::array<int64_t, N>{}, begin, end); });
      return;
    }
    parallel_for(rows, std::max<int64_t>(grain / n, 1), [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) f(offsets(row), int64_t{0}, n);
    });
  }

 private:
  [[nodiscard]] std::array<int64_t, N> offsets(int64_t row) const {
    std::array<int64_t, N> result{};
    for (int d = outer.size() - 1; d >= 0; --d) {
      const int64_t at = row % outer[d];
      row /= outer[d];
      for (size_t i = 0; i < N; ++i) result[i] += at * strides[i][d];
    }
    return result;
  }
};

template <size_t N>
Rows<N>::Rows(const Shape& shape, const std::array<Strides, N>& operand_strides) {
  Shape sizes;
  std::array<Strides, N> merged;
  for (int d = 0; d < shape.size(); ++d) {
    if (shape[d] == 1) continue;
    bool joins = !sizes.empty();
    for (size_t i = 0; i < N && joins; ++i)
      joins = merged[i].back() == operand_strides[i][d] * shape[d];
    if (joins) {
      sizes[sizes.size() - 1] *= shape[d];
      for (size_t i = 0; i < N; ++i) merged[i][merged[i].size() - 1] = operand_strides[i][d];
    } else {
      sizes.push_back(shape[d]);
      for (size_t i = 0; i < N; ++i) merged[i].push_back(operand_strides[i][d]);
    }
  }
  if (!sizes.empty()) {
    n = sizes.back();
    sizes.erase(sizes.size() - 1);
    for (size_t i = 0; i < N; ++i) {
      step[i] = merged[i].back();
      merged[i].erase(merged[i].size() - 1);
    }
  }
  outer = sizes;
  strides = merged;
}

/// Enough elements of cheap work to pay for a thread.
inline constexpr int64_t kPointwiseGrain = 32768;

/// y[i] = f(a[i], b[i]) in a plain loop; a and b are of type T and broadcast to y's shape, y is of
/// type Y. In parallel from `grain` elements on: by default for functions that cost more than
/// reading their arguments.
template <class T, class Y = T, class F>
void zip(const Tensor& a, const Tensor& b, const Tensor& y, F f,
         int64_t grain = kPointwiseGrain / 16) {
  const Rows<3> rows(
      y.shape(), {broadcast_strides(a, y.shape()), broadcast_strides(b, y.shape()), y.strides()});
  rows.run(grain, [&](const auto& at, int64_t begin, int64_t end) {
    const T* const pa = a.data<T>() + at[0];
    const T* const pb = b.data<T>() + at[1];
    Y* const py = y.data<Y>() + at[2];
    for (int64_t i = begin; i < end; ++i)
      py[i * rows.step[2]] = f(pa[i * rows.step[0]], pb[i * rows.step[1]]);
  });
}

}  // namespace weft
