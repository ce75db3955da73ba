// Plain arrays and loops in float64: what an operation should give, written as slowly and as
// clearly as its definition.
#pragma once
#include <cmath>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft::test {

/// A position in an array or tensor, one index a dimension.
using Position = Shape;

/// Calls f(position, number of the element) for all elements of a shape in row-major order.
template <class F>
void for_positions(const Shape& shape, F f) {
  Position at = shape;
  for (int64_t& i : at) i = 0;
  const int64_t n = shape.numel();
  for (int64_t element = 0; element < n; ++element) {
    f(at, element);
    for (int d = shape.size() - 1; d >= 0; --d) {
      if (++at[d] < shape[d]) break;
      at[d] = 0;
    }
  }
}

struct Array {
  Shape shape;
  std::vector<double> values;

  /// The element at a position of an array that this one broadcasts to.
  double operator()(const Position& at) const {
    const int skip = at.size() - shape.size();
    int64_t element = 0;
    for (int d = 0; d < shape.size(); ++d)
      element = element * shape[d] + (shape[d] == 1 ? 0 : at[d + skip]);
    return values[static_cast<size_t>(element)];
  }
};
using Arrays = std::vector<Array>;

/// The array of f(position).
template <class F>
Array build(const Shape& shape, F f) {
  Array result{shape, {}};
  for_positions(shape, [&](const Position& at, int64_t) { result.values.push_back(f(at)); });
  return result;
}

/// The sum of f(i), i < n.
template <class F>
double total(int64_t n, F f) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += f(i);
  return sum;
}

/// `at` with its index along `dim` replaced.
inline Position with(Position at, int dim, int64_t index) {
  at[dim] = index;
  return at;
}

/// The elements of x by its strides alone.
inline Array read(const Tensor& x) {
  return build(x.shape(), [&](const Position& at) {
    int64_t offset = 0;
    for (int d = 0; d < at.size(); ++d) offset += at[d] * x.strides()[d];
    return visit(x.dtype(), [&]<class T> { return static_cast<double>(x.data<T>()[offset]); });
  });
}

}  // namespace weft::test
