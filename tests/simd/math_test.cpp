// The functions over their whole range: errors in ulp, and the right limits.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "ranges.h"
#include "tests/cases/vocabulary.h"

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

// Every 1019th float. The bounds of exp, tanh and sigmoid are the errors of the worst of all
// floats, on the worst machine.
TEST_CASE("functions of floats are within 3 ulp everywhere, most within 2", "[simd]") {
  using simd::Unary;
  const auto worst = [](Unary op, double (*truth)(double)) { return worst_ulps(op, truth, 1019); };
  CHECK(worst(Unary::exp, [](double x) { return std::exp(x); }) <= 1.03);
  CHECK(worst(Unary::expm1, [](double x) { return std::expm1(x); }) <= 2);
  CHECK(worst(Unary::log, [](double x) { return std::log(x); }) <= 2);
  CHECK(worst(Unary::log1p, [](double x) { return std::log1p(x); }) <= 2);
  CHECK(worst(Unary::sin, [](double x) { return std::sin(x); }) <= 3);
  CHECK(worst(Unary::cos, [](double x) { return std::cos(x); }) <= 3);
  CHECK(worst(Unary::tanh, [](double x) { return std::tanh(x); }) <= 1.53);
  CHECK(worst(Unary::sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }) <= 2.52);
}

TEST_CASE("functions of doubles are within 2 ulp, sin and cos within 3", "[simd]") {
  using simd::Unary;
  const int64_t n = 200'000;
  Range<double> y(n);
  const auto worst = [&](Unary op, double (*truth)(double), std::vector<double> limits) {
    double most = 0;
    for (size_t i = 0; i < limits.size(); i += 2) {
      const Range<double> x(n, limits[i], limits[i + 1]);
      kernels<double>().unary[static_cast<int>(op)](x.data(), y.data(), n);
      for (int64_t j = 0; j < n; ++j) most = std::max(most, ulps(y[j], truth(x[j])));
    }
    return most;
  };
  CHECK(worst(Unary::exp, [](double x) { return std::exp(x); }, {-750, 710, -1, 1}) <= 2);
  CHECK(worst(Unary::expm1, [](double x) { return std::expm1(x); },
              {-50, 710, -1, 1, -1e-5, 1e-5}) <= 2);
  CHECK(worst(Unary::log, [](double x) { return std::log(x); }, {0, 1e9, 0.5, 2}) <= 2);
  CHECK(worst(Unary::log1p, [](double x) { return std::log1p(x); },
              {-1, 1e9, -0.5, 1, -1e-5, 1e-5}) <= 2);
  CHECK(worst(Unary::sin, [](double x) { return std::sin(x); },
              {-4, 4, -1e6, 1e6, -1e12, 1e12, -1e300, 1e300}) <= 3);
  CHECK(worst(Unary::cos, [](double x) { return std::cos(x); },
              {-4, 4, -1e6, 1e6, -1e12, 1e12, -1e300, 1e300}) <= 3);
  CHECK(worst(Unary::tanh, [](double x) { return std::tanh(x); }, {-20, 20, -1, 1}) <= 2);
}

// The exponent of ndtr(x), x^2 / 2, is rounded: that is an error of x^2 / 4 ulp of the result.
TEMPLATE_TEST_CASE("ndtr: relative error, far below 0 too", "[simd]", float, double) {
  using T = TestType;
  const int64_t n = 20'000;
  const Range<T> x(n, -8, 8);
  Range<T> y(n);
  kernels<T>().unary[static_cast<int>(simd::Unary::ndtr)](x.data(), y.data(), n);
  double most = 0;
  for (int64_t i = 0; i < n; ++i) {
    const double truth = vocabulary::ndtr(x[i]);
    most = std::max(most, ulps(y[i], truth) / (10 + double(x[i]) * x[i] / 2));
  }
  CHECK(most <= 1);
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
  CHECK(apply<T>(Unary::expm1, -kInf<T>) == -1);
  CHECK(apply<T>(Unary::expm1, T(-1e4)) == -1);
  CHECK(apply<T>(Unary::expm1, kInf<T>) == kInf<T>);
  CHECK(apply<T>(Unary::expm1, tiny) == tiny);
  CHECK(apply<T>(Unary::log1p, T(-1)) == -kInf<T>);
  CHECK(std::isnan(apply<T>(Unary::log1p, T(-1.5))));
  CHECK(apply<T>(Unary::log1p, kInf<T>) == kInf<T>);
  CHECK(apply<T>(Unary::log1p, tiny) == tiny);
  CHECK(apply<T>(Unary::sin, tiny) == tiny);
  CHECK(apply<T>(Unary::cos, T(0)) == 1);
  for (const Unary op : {Unary::sin, Unary::cos})
    CHECK((std::isnan(apply<T>(op, kInf<T>)) && std::isnan(apply<T>(op, -kInf<T>))));
  for (const Unary op : {Unary::expm1, Unary::log1p, Unary::sin, Unary::tanh, Unary::floor,
                         Unary::ceil, Unary::round})
    CHECK((apply<T>(op, T(-0.0)) == 0 && std::signbit(apply<T>(op, T(-0.0)))));
  CHECK(apply<T>(Unary::ndtr, -kInf<T>) == 0);
  CHECK(apply<T>(Unary::ndtr, kInf<T>) == 1);
  CHECK(apply<T>(Unary::round, T(2.5)) == 2);
  CHECK(apply<T>(Unary::round, T(-3.5)) == -4);
  CHECK(apply<T>(Unary::floor, T(-1e30)) == T(-1e30));
  CHECK(apply<T>(Unary::sign, kNan<T>) == 0);
  CHECK(apply<T>(Unary::sigmoid, T(-1e4)) == 0);
  CHECK(apply<T>(Unary::sigmoid, T(1e4)) == 1);
  CHECK(apply<T>(Unary::relu, T(-1)) == 0);
  for (int op = 0; op < simd::kUnaryCount; ++op) {
    if (static_cast<Unary>(op) == Unary::sign) continue;
    INFO(op);
    CHECK(std::isnan(apply<T>(static_cast<Unary>(op), kNan<T>)));
  }
  for (const simd::Binary op : {simd::Binary::maximum, simd::Binary::minimum}) {
    const T a[] = {kNan<T>, 1}, b[] = {1, kNan<T>};
    T y[2];
    kernels<T>().binary[static_cast<int>(op)]({a}, {b}, y, 2, 1);
    CHECK((std::isnan(y[0]) && std::isnan(y[1])));
  }
}

}  // namespace weft::test
