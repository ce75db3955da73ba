// Softmax, its logarithm, cross-entropy and their gradients against float64, row lengths from
// nothing to more than stays in registers, and rows with extreme values.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ranges.h"

namespace weft::test {
namespace {

std::vector<double> softmax(const std::vector<double>& x) {
  const double largest = *std::max_element(x.begin(), x.end());
  std::vector<double> y;
  double sum = 0;
  for (const double v : x) sum += y.emplace_back(std::exp(v - largest));
  for (double& v : y) v /= sum;
  return y;
}

template <class T>
std::vector<double> row_of(const Range<T>& x, int64_t r, int64_t n) {
  return {x.data() + r * n, x.data() + (r + 1) * n};
}

template <class T>
std::vector<int64_t> row_lengths() {
  const int64_t w = width<T>();
  return {1, 3, 10, w - 1, w, w + 1, 2 * w + 1, 4 * w - 1, 4 * w, 4 * w + 1, 9 * w + 2};
}

}  // namespace

TEMPLATE_TEST_CASE("softmax and its gradient", "[simd]", float, double) {
  using T = TestType;
  const double eps = epsilon<T>();
  for (const int64_t n : row_lengths<T>()) {
    for (const int64_t rows : {0, 1, 5}) {
      for (const bool log : {false, true}) {
        INFO(rows << " rows of " << n << (log ? ", logarithm" : ""));
        const Range<T> x(rows * n, -6, 6), g(rows * n, -1, 1, 2);
        Range<T> y(rows * n, 3), gx(rows * n, 2);
        kernels<T>().softmax(x.data(), y.data(), rows, n, log);
        kernels<T>().softmax_grad(g.data(), y.data(), gx.data(), rows, n, log);
        for (int64_t r = 0; r < rows; ++r) {
          const std::vector<double> truth = softmax(row_of(x, r, n));
          double dot = 0, sum = 0;
          for (int64_t i = 0; i < n; ++i) {
            dot += g[r * n + i] * truth[static_cast<size_t>(i)];
            sum += g[r * n + i];
          }
          for (int64_t i = 0; i < n; ++i) {
            const double p = truth[static_cast<size_t>(i)], gi = g[r * n + i];
            REQUIRE(std::abs(y[r * n + i] - (log ? std::log(p) : p)) <= 16 * eps * (log ? 16 : p));
            const double slope = log ? gi - p * sum : p * (gi - dot);
            REQUIRE(std::abs(gx[r * n + i] - slope) <= 64 * eps * (1 + std::abs(sum)));
          }
        }
        CHECK((y.intact() && gx.intact()));
        Range<T> in_place = x;
        kernels<T>().softmax(in_place.data(), in_place.data(), rows, n, log);
        CHECK(std::equal(y.begin(), y.end(), in_place.begin()));
      }
    }
  }
}

TEMPLATE_TEST_CASE("cross-entropy and its gradient", "[simd]", float, double) {
  using T = TestType;
  const double eps = epsilon<T>();
  for (const int64_t n : row_lengths<T>()) {
    for (const int64_t rows : {0, 1, 5, 64, 131}) {
      INFO(rows << " rows of " << n);
      const Range<T> x(rows * n, -6, 6);
      std::vector<int64_t> labels;
      for (int64_t r = 0; r < rows; ++r) labels.push_back(r * 7 % n);
      Range<T> loss(rows), alone(rows), grad(rows * n, 3);
      kernels<T>().cross_entropy(x.data(), labels.data(), loss.data(), grad.data(), rows, n,
                                 T(0.25));
      kernels<T>().cross_entropy(x.data(), labels.data(), alone.data(), nullptr, rows, n, T(1));
      for (int64_t r = 0; r < rows; ++r) {
        const std::vector<double> p = softmax(row_of(x, r, n));
        const int64_t label = labels[static_cast<size_t>(r)];
        REQUIRE(std::abs(loss[r] + std::log(p[static_cast<size_t>(label)])) <= 64 * eps);
        for (int64_t i = 0; i < n; ++i) {
          const double truth = 0.25 * (p[static_cast<size_t>(i)] - (i == label ? 1 : 0));
          REQUIRE(std::abs(grad[r * n + i] - truth) <= 8 * eps);
        }
      }
      CHECK(std::equal(loss.begin(), loss.end(), alone.begin()));
      CHECK((loss.intact() && grad.intact()));
    }
  }
}

TEMPLATE_TEST_CASE("softmax of extreme rows", "[simd]", float, double) {
  using T = TestType;
  constexpr T inf = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
  for (const int64_t n : row_lengths<T>()) {
    if (n < 3) continue;
    INFO("rows of " << n);
    Range<T> x(n), y(n), loss(1), grad(n);
    const auto run = [&](T fill, T first, T second) {
      std::fill(x.begin(), x.end(), fill);
      x[0] = first;
      x[1] = second;
      kernels<T>().softmax(x.data(), y.data(), 1, n, false);
      const int64_t label = 1;
      kernels<T>().cross_entropy(x.data(), &label, loss.data(), grad.data(), 1, n, T(1));
    };
    run(T(-1e4), T(1e4), T(-1e4));
    CHECK((y[0] == 1 && y[1] == 0 && y[n - 1] == 0));
    CHECK(loss[0] == T(2e4));
    CHECK((grad[0] == 1 && grad[1] == -1));
    run(-inf, T(0), T(0));
    CHECK((y[0] == T(0.5) && y[1] == T(0.5) && y[2] == 0));
    CHECK(std::abs(loss[0] - std::log(2.0)) < 1e-6);
    run(T(0), T(3), -inf);
    CHECK(y[1] == 0);
    CHECK(loss[0] == inf);
    for (const T bad : {nan, inf}) {
      run(T(0), bad, T(0));
      CHECK(std::all_of(y.begin(), y.end(), [](T v) { return std::isnan(v); }) == (n > 0));
      CHECK(std::isnan(loss[0]));
    }
    run(-inf, -inf, -inf);
    CHECK(std::all_of(y.begin(), y.end(), [](T v) { return std::isnan(v); }));
  }
}

}  // namespace weft::test
