#include "core/random/distributions.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace weft {
namespace {

using Catch::Matchers::Message;

TEST_CASE("uniform values lie in the range and fill it") {
  Generator generator(1);
  std::vector<float> x(10000);
  uniform(generator, x.data(), 10000, -2, 3);
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  CHECK(*low >= -2.0F);
  CHECK(*low < -1.99F);
  CHECK(*high <= 3.0F);
  CHECK(*high > 2.99F);
}

TEST_CASE("normal values have the mean and the deviation asked for") {
  Generator generator(2);
  std::vector<double> x(100001);
  normal(generator, x.data(), 100001, 3, 2);
  double sum = 0;
  double squares = 0;
  for (const double v : x) {
    sum += v;
    squares += (v - 3) * (v - 3);
  }
  CHECK(std::abs(sum / 100001 - 3) < 0.03);
  CHECK(std::abs(std::sqrt(squares / 100001) - 2) < 0.03);
}

TEST_CASE("normal values do not depend on the number of threads") {
  const int before = num_threads();
  const auto draw = [](int threads) {
    set_num_threads(threads);
    Generator generator(4);
    std::vector<float> x(50001);
    normal(generator, x.data(), 50001, 0, 1);
    return x;
  };
  const auto one = draw(1);
  const auto all = draw(before);
  CHECK(std::memcmp(one.data(), all.data(), one.size() * sizeof(float)) == 0);
}

TEST_CASE("ranges of no values draw nothing") {
  Generator a(3);
  Generator b(3);
  float x = 5;
  int64_t i = 5;
  uniform(a, &x, 0, 0, 1);
  normal(a, &x, 0, 0, 1);
  bernoulli(a, &x, 0, 0.5);
  randint(a, &i, 0, 0, 2);
  randperm(a, &i, 0);
  randperm(a, &i, 1);
  CHECK(x == 5.0F);
  CHECK(i == 0);
  CHECK(a.random() == b.random());
}

TEST_CASE("randint reaches both ends of any range") {
  Generator generator(5);
  std::vector<int64_t> x(2000);
  randint(generator, x.data(), 2000, -3, 4);
  CHECK(*std::min_element(x.begin(), x.end()) == -3);
  CHECK(*std::max_element(x.begin(), x.end()) == 3);
  constexpr auto lowest = std::numeric_limits<int64_t>::min();
  constexpr auto highest = std::numeric_limits<int64_t>::max();
  randint(generator, x.data(), 2000, lowest, highest);
  CHECK(*std::min_element(x.begin(), x.end()) < lowest / 2);
  CHECK(*std::max_element(x.begin(), x.end()) > highest / 2);
  randint(generator, x.data(), 1, highest - 1, highest);
  CHECK(x[0] == highest - 1);
}

TEST_CASE("bernoulli knows certainty") {
  Generator generator(6);
  bool x[100];
  bernoulli(generator, x, 100, 1);
  CHECK(std::all_of(x, x + 100, [](bool v) { return v; }));
  bernoulli(generator, x, 100, 0);
  CHECK(std::none_of(x, x + 100, [](bool v) { return v; }));
}

TEST_CASE("errors of the distributions") {
  Generator generator;
  float x[2] = {0.5F, 1.5F};
  int64_t i[2];
  const double nan = std::nan("");
  const double large = std::numeric_limits<double>::max();
  CHECK_THROWS_MATCHES(randint(generator, i, 2, 3, 3), Error,
                       Message("randint: high must be greater than low, got low = 3 and high = 3"));
  CHECK_THROWS_MATCHES(randperm(generator, i, -1), Error,
                       Message("randperm: n must not be negative, got n = -1"));
  CHECK_THROWS_MATCHES(uniform(generator, x, 2, 1, 0.5), Error,
                       Message("uniform: from must not exceed to, got from = 1 and to = 0.5"));
  CHECK_THROWS_AS(uniform(generator, x, 2, nan, 1), Error);
  CHECK_THROWS_MATCHES(
      uniform(generator, x, 2, 0, large), Error,
      Message("uniform: to - from must be finite in float32, got from = 0 and to = "
              "1.7976931348623157e+308"));
  CHECK_THROWS_MATCHES(normal(generator, x, 2, 0, -1), Error,
                       Message("normal: std must not be negative, got std = -1"));
  CHECK_THROWS_AS(normal(generator, x, 2, 0, nan), Error);
  CHECK_THROWS_MATCHES(bernoulli(generator, x, 2, 1.5), Error,
                       Message("bernoulli: p must be in [0, 1], got p = 1.5"));
  CHECK_THROWS_MATCHES(bernoulli(generator, x, x, 2), Error,
                       Message("bernoulli: p must be in [0, 1], got 1.5 at index 1"));
}

}  // namespace
}  // namespace weft
