// exp, log, tanh and sigmoid over their whole range: within 2 ulp of float64, with the right
// limits.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "ranges.h"

namespace weft::test {
namespace {

template <class T>
T apply(simd::Unary op, T x) {
  T y;
  kernels<T>().unary[static_cast<int>(op)](&x, &y, 1);
  return y;
}

template <class T>
constexpr T kInf = std::numeric_limits<T>::infinity();
template <class T>
constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

/// The worst error of `op` over floats whose bits are `step` apart.
double worst_ulps(simd::Unary op, double (*truth)(double), uint32_t step) {
  constexpr int64_t n = 4096;
  Range<float> x(n), y(n);
  double worst = 0;
  for (uint64_t bits = 0; bits < uint64_t{1} << 32;) {
    for (int64_t i = 0; i < n; ++i, bits += step) {
      const auto word = static_cast<uint32_t>(bits);
      std::memcpy(&x[i], &word, sizeof word);
    }
    kernels<float>().unary[static_cast<int>(op)](x.data(), y.data(), n);
    for (int64_t i = 0; i < n; ++i) worst = std::max(worst, ulps(y[i], truth(x[i])));
  }
  return worst;
}

}  // namespace

// Every 1019th float.
TEST_CASE("exp, log and tanh of floats are within 2 ulp everywhere", "[simd]") {
  CHECK(worst_ulps(
            simd::Unary::exp, [](double x) { return std::exp(x); }, 1019) <= 2);
  CHECK(worst_ulps(
            simd::Unary::log, [](double x) { return std::log(x); }, 1019) <= 2);
  CHECK(worst_ulps(
            simd::Unary::tanh, [](double x) { return std::tanh(x); }, 1019) <= 2);
}

TEST_CASE("exp, log and tanh of doubles are within 2 ulp", "[simd]") {
  const int64_t n = 200'000;
  Range<double> y(n);
  const auto worst = [&](simd::Unary op, double (*truth)(double), double low, double high) {
    const Range<double> x(n, low, high);
    kernels<double>().unary[static_cast<int>(op)](x.data(), y.data(), n);
    double most = 0;
    for (int64_t i = 0; i < n; ++i) most = std::max(most, ulps(y[i], truth(x[i])));
    return most;
  };
  const auto exp = [](double x) { return std::exp(x); };
  const auto log = [](double x) { return std::log(x); };
  const auto tanh = [](double x) { return std::tanh(x); };
  CHECK(worst(simd::Unary::exp, exp, -750, 710) <= 2);
  CHECK(worst(simd::Unary::exp, exp, -1, 1) <= 2);
  CHECK(worst(simd::Unary::log, log, 0, 1e9) <= 2);
  CHECK(worst(simd::Unary::log, log, 0.5, 2) <= 2);
  CHECK(worst(simd::Unary::tanh, tanh, -20, 20) <= 2);
  CHECK(worst(simd::Unary::tanh, tanh, -1, 1) <= 2);
}

TEMPLATE_TEST_CASE("limits of the functions", "[simd]", float, double) {
  using T = TestType;
  using simd::Unary;
  const T tiny = std::numeric_limits<T>::denorm_min();
  CHECK(apply<T>(Unary::exp, -kInf<T>) == 0);
  CHECK(apply<T>(Unary::exp, T(-1e4)) == 0);
  CHECK(apply<T>(Unary::exp, T(1e4)) == kInf<T>);
  CHECK(apply<T>(Unary::exp, kInf<T>) == kInf<T>);
  CHECK(apply<T>(Unary::exp, T(0)) == 1);
  CHECK(apply<T>(Unary::log, T(0)) == -kInf<T>);
  CHECK(apply<T>(Unary::log, T(1)) == 0);
  CHECK(apply<T>(Unary::log, kInf<T>) == kInf<T>);
  CHECK(ulps(apply<T>(Unary::log, tiny), std::log(double(tiny))) <= 2);
  CHECK(std::isnan(apply<T>(Unary::log, T(-1))));
  CHECK(apply<T>(Unary::tanh, kInf<T>) == 1);
  CHECK(apply<T>(Unary::tanh, -kInf<T>) == -1);
  CHECK(apply<T>(Unary::tanh, tiny) == tiny);
  CHECK(apply<T>(Unary::sigmoid, T(-1e4)) == 0);
  CHECK(apply<T>(Unary::sigmoid, T(1e4)) == 1);
  CHECK(apply<T>(Unary::relu, T(-1)) == 0);
  for (const Unary op : {Unary::neg, Unary::abs, Unary::square, Unary::sqrt, Unary::exp, Unary::log,
                         Unary::tanh, Unary::sigmoid, Unary::relu}) {
    CHECK(std::isnan(apply<T>(op, kNan<T>)));
  }
  for (const simd::Binary op : {simd::Binary::maximum, simd::Binary::minimum}) {
    const T a[] = {kNan<T>, 1}, b[] = {1, kNan<T>};
    T y[2];
    kernels<T>().binary[static_cast<int>(op)](a, 1, b, 1, y, 2);
    CHECK((std::isnan(y[0]) && std::isnan(y[1])));
  }
}

}  // namespace weft::test
