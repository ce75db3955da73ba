#include "core/random/generator.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <vector>

#include "core/random/distributions.h"

namespace weft {
namespace {

std::vector<int64_t> permutation(Generator& generator, int64_t n) {
  std::vector<int64_t> out(static_cast<size_t>(n));
  randperm(generator, out.data(), n);
  return out;
}

TEST_CASE("the engine is the standard's MT19937") {
  for (const uint32_t seed : {0U, 1U, 5489U, 0xffffffffU}) {
    std::mt19937 expected(seed);
    Generator generator(seed);
    bool same = true;
    for (int i = 0; i < 2000; ++i) same = same && generator.random() == expected();
    CHECK(same);
  }
  Generator generator(5489);
  for (int i = 0; i < 9999; ++i) generator.random();
  CHECK(generator.random() == 4123659995U);
}

TEST_CASE("a 64-bit draw has its first half on top") {
  Generator a(7);
  Generator b(7);
  const uint64_t high = a.random();
  const uint64_t low = a.random();
  CHECK(b.random64() == (high << 32 | low));
}

TEST_CASE("the engine takes the low 32 bits of the seed, seed() keeps all") {
  Generator a((uint64_t{1} << 40) + 3);
  Generator b(3);
  CHECK(a.random() == b.random());
  CHECK(a.seed() == (uint64_t{1} << 40) + 3);
  CHECK(Generator().seed() == 67280421310721);
}

TEST_CASE("a copy is a saved state, spare normal value included") {
  Generator a(11);
  double first = 0;
  normal(a, &first, 1, 0, 1);
  Generator b = a;
  std::vector<double> x(5);
  std::vector<double> y(5);
  normal(a, x.data(), 5, 0, 1);
  normal(b, y.data(), 5, 0, 1);
  CHECK(x == y);
  CHECK(a.random() == b.random());
}

TEST_CASE("manual_seed starts again and forgets the spare normal value") {
  manual_seed(21);
  CHECK(default_generator().seed() == 21);
  double spared = 0;
  normal(default_generator(), &spared, 1, 0, 1);
  manual_seed(21);
  double again = 0;
  normal(default_generator(), &again, 1, 0, 1);
  CHECK(again == spared);
  const auto p = permutation(default_generator(), 10);
  manual_seed(21);
  normal(default_generator(), &again, 1, 0, 1);
  CHECK(permutation(default_generator(), 10) == p);
}

}  // namespace
}  // namespace weft
