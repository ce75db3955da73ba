// Every row of pointwise.def against the same formula in float64, at lengths around a register's.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <string>

#include "ranges.h"
#include "tests/cases/vocabulary.h"

namespace weft::test {
namespace {

using namespace vocabulary;

struct UnaryRow {
  const char* name;
  simd::Unary op;
  double (*forward)(double x);
  double (*gradient)(double g, double x, double y);
  double low, high;
};
struct BinaryRow {
  const char* name;
  simd::Binary op;
  double (*forward)(double a, double b);
};
struct ParametricRow {
  const char* name;
  simd::Parametric op;
  double (*forward)(double x, double p, double q);
  double (*gradient)(double g, double x, double p, double q);
  double low, high, p, q;
};

#define NUMBER [[maybe_unused]] double
const UnaryRow unary_rows[] = {
#define WEFT_UNARY(name, Node, formula, slope, uses, low, high, ...) \
  {#name,                                                            \
   simd::Unary::name,                                                \
   [](double x) -> double { return formula; },                       \
   [](NUMBER g, NUMBER x, NUMBER y) -> double { return slope; },     \
   low,                                                              \
   high},
#include "simd/pointwise.def"
};
const BinaryRow binary_rows[] = {
#define WEFT_BINARY(name, Node, formula, ...) \
  {#name, simd::Binary::name, [](double a, double b) -> double { return formula; }},
#include "simd/pointwise.def"
};
const ParametricRow parametric_rows[] = {
#define WEFT_PARAMETRIC(name, Node, formula, slope, low, high, kinks, p_, q_) \
  {#name,                                                                     \
   simd::Parametric::name,                                                    \
   [](NUMBER x, NUMBER p, NUMBER q) -> double { return formula; },            \
   [](NUMBER g, NUMBER x, NUMBER p, NUMBER q) -> double { return slope; },    \
   low,                                                                       \
   high,                                                                      \
   p_,                                                                        \
   q_},
#include "simd/pointwise.def"
};
#undef NUMBER

/// What math_test.cpp shows of the functions; the other rows are rounded once.
double tolerance(simd::Unary op) {
  using simd::Unary;
  switch (op) {
    case Unary::exp:
    case Unary::expm1:
    case Unary::log:
    case Unary::log1p:
    case Unary::tanh:
    case Unary::rsqrt:
      return 2;
    case Unary::sigmoid:
    case Unary::silu:
    case Unary::sin:
    case Unary::cos:
      return 3;
    case Unary::ndtr:
      return 20;
    default:
      return 0.5;
  }
}

}  // namespace

TEMPLATE_TEST_CASE("unary kernels", "[simd]", float, double) {
  using T = TestType;
  for (const UnaryRow& row : unary_rows) {
    for (const int64_t n : lengths<T>()) {
      INFO(row.name << ", " << n << " values");
      const Range<T> x(n, row.low, row.high), g(n, -1, 1, 2);
      Range<T> y(n), gx(n, 3);
      kernels<T>().unary[static_cast<int>(row.op)](x.data(), y.data(), n);
      kernels<T>().unary_grad[static_cast<int>(row.op)](g.data(), x.data(), y.data(), gx.data(), n);
      for (int64_t i = 0; i < n; ++i) {
        REQUIRE(ulps(y[i], row.forward(x[i])) <= tolerance(row.op));
        const double slope = row.gradient(1, x[i], y[i]);
        REQUIRE(std::abs(gx[i] - row.gradient(g[i], x[i], y[i])) <=
                4 * epsilon<T>() * std::max(1.0, std::abs(slope)));
      }
      CHECK((x.intact() && y.intact() && gx.intact()));

      Range<T> in_place = x;
      kernels<T>().unary[static_cast<int>(row.op)](in_place.data(), in_place.data(), n);
      CHECK(std::equal(y.begin(), y.end(), in_place.begin()));
    }
  }
}

TEMPLATE_TEST_CASE("parametric kernels", "[simd]", float, double) {
  using T = TestType;
  for (const ParametricRow& row : parametric_rows) {
    const int op = static_cast<int>(row.op);
    const T p = static_cast<T>(row.p), q = static_cast<T>(row.q);
    for (const int64_t n : lengths<T>()) {
      INFO(row.name << ", " << n << " values");
      const Range<T> x(n, row.low, row.high), g(n, -1, 1, 2);
      Range<T> y(n), gx(n, 3);
      kernels<T>().parametric[op](p, q, x.data(), y.data(), n);
      kernels<T>().parametric_grad[op](p, q, g.data(), x.data(), gx.data(), n);
      for (int64_t i = 0; i < n; ++i) {
        const double value = row.forward(x[i], p, q);
        REQUIRE(std::abs(y[i] - value) <= 4 * epsilon<T>() * std::max(1.0, std::abs(value)));
        REQUIRE(std::abs(gx[i] - row.gradient(g[i], x[i], p, q)) <= 4 * epsilon<T>());
      }
      CHECK((x.intact() && y.intact() && gx.intact()));
    }
  }
}

TEMPLATE_TEST_CASE("a value does not depend on its position", "[simd]", float, double) {
  using T = TestType;
  const int64_t n = 3 * width<T>() + 2;
  for (const UnaryRow& row : unary_rows) {
    const Range<T> x(n, row.low, row.high);
    Range<T> whole(n), single(1);
    kernels<T>().unary[static_cast<int>(row.op)](x.data(), whole.data(), n);
    for (int64_t i = 0; i < n; ++i) {
      kernels<T>().unary[static_cast<int>(row.op)](x.data() + i, single.data(), 1);
      REQUIRE(std::memcmp(&whole[i], single.data(), sizeof(T)) == 0);
    }
  }
}

TEMPLATE_TEST_CASE("binary kernels", "[simd]", float, double) {
  using T = TestType;
  for (const BinaryRow& row : binary_rows) {
    for (const int64_t n : lengths<T>()) {
      for (const int steps : {0, 1, 2, 3}) {
        const int a_step = steps & 1, b_step = steps >> 1;
        INFO(row.name << ", " << n << " values, steps " << a_step << " and " << b_step);
        Range<T> a(a_step ? n : 1, -3, 3), b(b_step ? n : 1, 0.1, 3, 2), y(n, 3);
        kernels<T>().binary[static_cast<int>(row.op)]({a.data(), a_step}, {b.data(), b_step},
                                                      y.data(), n, 1);
        for (int64_t i = 0; i < n; ++i) {
          REQUIRE(ulps(y[i], row.forward(a[i * a_step], b[i * b_step])) <= 0.5);
        }
        CHECK(y.intact());
        if (a_step) {
          kernels<T>().binary[static_cast<int>(row.op)]({a.data()}, {b.data(), b_step}, a.data(), n,
                                                        1);
          CHECK(std::equal(y.begin(), y.end(), a.begin()));
        }
      }
    }
  }
}

TEMPLATE_TEST_CASE("binary kernels on rows", "[simd]", float, double) {
  using T = TestType;
  const auto op = static_cast<int>(simd::Binary::sub);
  for (const int64_t n : lengths<T>()) {
    const int64_t rows = 3;
    INFO(rows << " rows of " << n);
    const Range<T> a(rows * n, -3, 3), b(n, -3, 3, 2), column(rows, -3, 3, 3);
    Range<T> y(rows * n, 3), z(rows * n, 2);
    kernels<T>().binary[op]({a.data(), 1, n}, {b.data()}, y.data(), n, rows);
    kernels<T>().binary[op]({column.data(), 0, 1}, {a.data(), 1, n}, z.data(), n, rows);
    for (int64_t i = 0; i < rows * n; ++i) {
      REQUIRE(y[i] == a[i] - b[i % n]);
      REQUIRE(z[i] == column[i / n] - a[i]);
    }
    CHECK((y.intact() && z.intact()));
  }
}

// Results that pass the caches.
TEMPLATE_TEST_CASE("very long ranges", "[simd]", float, double) {
  using T = TestType;
  const int64_t n = (int64_t{1} << 24) / static_cast<int64_t>(sizeof(T)) + 5, columns = 1003;
  const Range<T> x(n, -3, 3), row(columns, -3, 3, 2);
  Range<T> y(n, 3), sums(n / columns * columns, 5);
  kernels<T>().unary[static_cast<int>(simd::Unary::neg)](x.data(), y.data(), n);
  kernels<T>().binary[static_cast<int>(simd::Binary::add)]({x.data(), 1, columns}, {row.data()},
                                                           sums.data(), columns, n / columns);
  bool right = true;
  for (int64_t i = 0; i < n; ++i) right = right && y[i] == -x[i];
  for (int64_t i = 0; i < sums.size(); ++i) right = right && sums[i] == x[i] + row[i % columns];
  CHECK(right);
  CHECK((y.intact() && sums.intact()));
  kernels<T>().unary[static_cast<int>(simd::Unary::neg)](y.data(), y.data(), n);
  CHECK(std::equal(y.begin(), y.end(), x.begin()));
}

TEMPLATE_TEST_CASE("axpy and scale", "[simd]", float, double) {
  using T = TestType;
  for (const int64_t n : lengths<T>()) {
    const Range<T> x(n, -2, 2), before(n, -2, 2, 2);
    Range<T> y = before, z(n, 3);
    kernels<T>().axpy(T(-0.3), x.data(), y.data(), n);
    kernels<T>().scale(T(0.7), T(-1.5), x.data(), z.data(), n);
    for (int64_t i = 0; i < n; ++i) {
      REQUIRE(std::abs(y[i] - (before[i] + double(T(-0.3)) * x[i])) <= 2 * epsilon<T>());
      REQUIRE(std::abs(z[i] - (double(T(0.7)) * x[i] - 1.5)) <= 2 * epsilon<T>());
    }
    CHECK((y.intact() && z.intact()));
  }
}

}  // namespace weft::test
