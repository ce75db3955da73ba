// One row of the case table: an operation, where to sample it, and its naive version. The same row
// is a value test, a gradient test and a benchmark.
#pragma once
#include <functional>
#include <vector>

#include "core/ops/index.h"
#include "core/ops/ops.h"
#include "tests/cases/naive.h"

namespace weft::test {

using Shapes = std::vector<Shape>;
using Tensors = std::vector<Tensor>;

struct Case {
  std::string name;
  std::function<Shapes(int64_t n)> shapes;  ///< the inputs' shapes; n is the size that varies
  std::function<Tensor(const Tensors&)> call;
  std::function<Array(const Arrays&)> naive;
  std::function<double(double n)> flops;  ///< of the forward pass
  double low = -2, high = 2;              ///< where inputs are sampled,
  std::vector<double> kinks = {};         ///< away from these points
  double tolerance = 4;                   ///< |error| <= tolerance * epsilon * max(1, |value|)
  int64_t least = 0;                      ///< the smallest n
};
using Cases = std::vector<Case>;

/// The i-th number for an input: of no pattern, in [low, high], a quarter away from the kinks.
inline double sample(const Case& c, size_t input, int64_t i) {
  const double phase = 0.6180339887498949 * static_cast<double>(i + 1) +
                       0.7548776662466927 * static_cast<double>(input + 1);
  double x = c.low + (c.high - c.low) * (phase - std::floor(phase));
  for (const double kink : c.kinks)
    if (std::abs(x - kink) < 0.25) x += x < kink ? -0.25 : 0.25;
  return x;
}

/// Writes the samples of an input into x, by its strides.
inline void fill_samples(const Case& c, size_t input, const Tensor& x) {
  for_positions(x.shape(), [&](const Position& at, int64_t i) {
    int64_t offset = 0;
    for (int d = 0; d < at.size(); ++d) offset += at[d] * x.strides()[d];
    visit(x.dtype(), [&]<class T> { x.data<T>()[offset] = static_cast<T>(sample(c, input, i)); });
  });
}

/// All inputs of a case, contiguous.
inline Tensors make_inputs(const Case& c, int64_t n, DType dtype) {
  Tensors inputs;
  for (const Shape& shape : c.shapes(n)) {
    inputs.push_back(empty(shape, dtype));
    fill_samples(c, inputs.size() - 1, inputs.back());
  }
  return inputs;
}

}  // namespace weft::test
