// Categories drawn by their probabilities, number for number as PyTorch draws them. With
// replacement, a uniform number falls between two running sums. Without, categories race: each
// arrives after an exponential time at its rate, and the first ones are the sample (Efraimidis and
// Spirakis, 2006).
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/ops/ops.h"
#include "core/random/distributions.h"

namespace weft {
namespace {

double draw_unit() {
  double u = 0;
  uniform(default_generator(), &u, 1, 0, 1);
  return u;
}

template <class T>
void check_probabilities(std::span<const T> row) {
  T sum = 0;
  for (const T p : row) {
    check(p >= 0 && std::isfinite(p),
          "multinomial: probabilities must be finite and not negative, got ", p);
    sum += p;
  }
  check(sum > 0, "multinomial: probabilities must have a positive sum, got ", sum);
}

template <class T>
void draw_with_replacement(std::span<const T> row, std::span<int64_t> out) {
  std::vector<T> sums(row.begin(), row.end());
  std::partial_sum(sums.begin(), sums.end(), sums.begin());
  for (const T total = sums.back(); T & sum : sums) sum /= total;
  sums.back() = 1;
  for (int64_t& category : out) {
    const auto below = [](T sum, double u) { return static_cast<double>(sum) < u; };
    category = std::lower_bound(sums.begin(), sums.end(), draw_unit(), below) - sums.begin();
  }
}

/// Row i of a contiguous matrix, or the vector.
template <class T>
std::span<T> row(const Tensor& x, int64_t i) {
  const int64_t n = x.shape().back();
  return {x.data<T>() + i * n, static_cast<size_t>(n)};
}

}  // namespace

Tensor multinomial(const Tensor& p, int64_t num_samples, bool replacement) {
  check(p.dim() == 1 || p.dim() == 2,
        "multinomial: probabilities must be a vector or a matrix, got shape ", p.shape());
  const int64_t n = p.shape().back();
  check(num_samples > 0, "multinomial: num_samples must be positive, got ", num_samples);
  check(replacement || num_samples <= n, "multinomial: without replacement ", n,
        " categories give at most ", n, " samples, got num_samples = ", num_samples);
  const Tensor rates = p.detach().contiguous();
  const int64_t rows = p.dim() == 1 ? 1 : p.shape(0);
  return visit_floating("multinomial", p.dtype(), [&]<class T> {
    for (int64_t i = 0; i < rows; ++i) check_probabilities<T>(row<T>(rates, i));
    if (!replacement) {
      Tensor times = empty(p.shape(), p.dtype());
      T* const time = times.data<T>();
      for (int64_t i = 0; i < times.numel(); ++i)
        time[i] = static_cast<T>(-std::log(1 - draw_unit()));
      return (rates / times).topk(num_samples).indices;
    }
    Shape shape = p.shape();
    shape[shape.size() - 1] = num_samples;
    Tensor y = empty(shape, int64);
    for (int64_t i = 0; i < rows; ++i)
      draw_with_replacement<T>(row<T>(rates, i), row<int64_t>(y, i));
    return y;
  });
}

}  // namespace weft
