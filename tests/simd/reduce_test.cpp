#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ranges.h"

namespace weft::test {

TEMPLATE_TEST_CASE("sum", "[simd]", float, double) {
  using T = TestType;
  std::vector<int64_t> sizes = lengths<T>();
  sizes.insert(sizes.end(), {4095, 4096, 4097, 3 * 4096 + 5, 1'000'000});
  for (const int64_t n : sizes) {
    INFO(n << " values");
    const Range<T> x(n, 0, 1);
    long double exact = 0;
    for (const T value : x) exact += value;
    const auto truth = static_cast<double>(exact);
    const T sum = kernels<T>().sum(x.data(), n);
    CHECK(std::abs(sum - truth) <= 16 * epsilon<T>() * truth);
    Range<T> elsewhere(n, 4);
    std::copy(x.begin(), x.end(), elsewhere.begin());
    CHECK(kernels<T>().sum(elsewhere.data(), n) == sum);
  }
}

TEMPLATE_TEST_CASE("max", "[simd]", float, double) {
  using T = TestType;
  constexpr T inf = std::numeric_limits<T>::infinity();
  CHECK(kernels<T>().max(nullptr, 0) == -inf);
  for (const int64_t n : lengths<T>()) {
    INFO(n << " values");
    Range<T> x(n, -9, -1);
    for (int64_t i = 0; i < n; ++i) {
      const T before = x[i];
      x[i] = T(0.5);
      REQUIRE(kernels<T>().max(x.data(), n) == T(0.5));
      x[i] = std::numeric_limits<T>::quiet_NaN();
      REQUIRE(std::isnan(kernels<T>().max(x.data(), n)));
      x[i] = before;
    }
    std::fill(x.begin(), x.end(), -inf);
    CHECK(kernels<T>().max(x.data(), n) == -inf);
  }
}

}  // namespace weft::test
