// The generator against PyTorch's own numbers. Integers, and whatever a float32 needs one rounding
// for, are equal; normal values are within a tolerance, since PyTorch's logarithm and cosine differ
// with the processor.
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>

#include "core/random/distributions.h"
#include "tests/golden.h"

namespace weft {
namespace {

using test::Golden;

template <class T>
std::vector<double> floats(Generator& g, const Golden& step) {
  const auto n = step["size"].integer();
  const std::string call = step["call"].text();
  std::vector<T> x(static_cast<size_t>(n));
  if (call == "rand") uniform(g, x.data(), n, 0, 1);
  if (call == "uniform_") uniform(g, x.data(), n, step["low"].number(), step["high"].number());
  if (call == "randn") normal(g, x.data(), n, 0, 1);
  if (call == "normal_") normal(g, x.data(), n, step["mean"].number(), step["std"].number());
  if (call == "bernoulli_") bernoulli(g, x.data(), n, step["p"].number());
  if (call == "bernoulli") {
    const std::vector<T> p(x.size(), static_cast<T>(step["p"].number()));
    bernoulli(g, x.data(), p.data(), n);
  }
  return {x.begin(), x.end()};
}

std::vector<int64_t> integers(Generator& g, const Golden& step) {
  const auto n = step["size"].integer();
  const std::string call = step["call"].text();
  std::vector<int64_t> x(static_cast<size_t>(n));
  if (call == "randint") randint(g, x.data(), n, step["low"].integer(), step["high"].integer());
  if (call == "randperm") randperm(g, x.data(), n);
  if (call == "bernoulli_") bernoulli(g, x.data(), n, step["p"].number());
  return x;
}

std::string fnv1a(const std::vector<int64_t>& values) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const int64_t value : values) {
    for (int shift = 0; shift < 64; shift += 8) {
      hash = (hash ^ (static_cast<uint64_t>(value) >> shift & 255)) * 0x100000001b3;
    }
  }
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[hash >> shift & 15];
  return out;
}

template <class T>
bool near(std::span<const T> got, const std::vector<T>& expected, double tolerance) {
  if (got.size() != expected.size()) return false;
  for (size_t i = 0; i < got.size(); ++i) {
    if (!(std::abs(static_cast<double>(got[i] - expected[i])) <= tolerance)) return false;
  }
  return true;
}

template <class T>
void compare(const std::vector<T>& got, const std::vector<T>& first, const std::vector<T>& last,
             double tolerance) {
  const std::span<const T> all(got);
  REQUIRE(all.size() >= first.size() + last.size());
  CHECK(near(all.first(first.size()), first, tolerance));
  CHECK(near(all.last(last.size()), last, tolerance));
}

// float32 values are recorded as the shortest text that reads back as the same float.
std::vector<double> numbers(const Golden& list, DType dtype) {
  std::vector<double> values = list.numbers();
  if (dtype == float32) {
    for (double& v : values) v = static_cast<float>(v);
  }
  return values;
}

double tolerance(const Golden& step) {
  const std::string call = step["call"].text();
  const bool is_normal = call == "randn" || call == "normal_";
  const double mean = step.has("mean") ? std::abs(step["mean"].number()) : 0;
  const double std = step.has("std") ? step["std"].number() : 1;
  if (step["dtype"].dtype() == float64) return 3e-15 * (std + mean);
  return is_normal ? 6e-7 * std + 3e-7 * mean : 0;
}

void check_step(Generator& g, const Golden& step) {
  INFO(step["call"].text() << " " << step["size"].integer() << " " << step["dtype"].text());
  const bool whole = step.has("values");
  const Golden head = step[whole ? "values" : "first"];
  if (step["dtype"].dtype() == int64) {
    const auto got = integers(g, step);
    const auto none = std::vector<int64_t>();
    compare(got, head.integers(), whole ? none : step["last"].integers(), 0);
    if (whole) {
      CHECK(got.size() == step["values"].size());
    } else {
      CHECK(fnv1a(got) == step["fnv1a"].text());
    }
    return;
  }
  const auto got =
      step["dtype"].dtype() == float32 ? floats<float>(g, step) : floats<double>(g, step);
  const double tol = tolerance(step);
  const auto none = std::vector<double>();
  const DType dtype = step["dtype"].dtype();
  compare(got, numbers(head, dtype), whole ? none : numbers(step["last"], dtype), tol);
  if (whole) {
    CHECK(got.size() == step["values"].size());
  } else {
    const double sum = std::accumulate(got.begin(), got.end(), 0.0);
    CHECK(std::abs(sum - step["sum"].number()) < 1e-8 + tol * static_cast<double>(got.size()));
  }
}

TEST_CASE("seed.a: PyTorch's numbers: one call after manual_seed, and what it leaves") {
  const Golden calls = Golden::file("random")["calls"];
  REQUIRE(calls.size() > 400);
  for (const Golden& call : calls) {
    Generator g(static_cast<uint64_t>(call["seed"].integer()));
    INFO("seed " << g.seed());
    check_step(g, call);
    int64_t next = 0;
    randint(g, &next, 1, 0, 1 << 27);
    CHECK(next == call["next"].integer());
  }
}

TEST_CASE("seed.a: PyTorch's numbers: calls in a row") {
  for (const Golden& sequence : Golden::file("random")["sequences"]) {
    Generator g(static_cast<uint64_t>(sequence["seed"].integer()));
    INFO("seed " << g.seed());
    for (const Golden& step : sequence["steps"]) check_step(g, step);
  }
}

}  // namespace
}  // namespace weft
