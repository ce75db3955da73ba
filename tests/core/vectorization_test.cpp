// What vectorization is worth: chapter 3.1.2 of the book.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>

#include "core/ops/index.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

/// The shortest of five: other work on the machine makes a run longer, never shorter.
template <class F>
double seconds(F&& f) {
  double least = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    f();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    least = std::min(least, taken.count());
  }
  return least;
}

TEST_CASE("3.1.a: two vectors of 10,000 added by a loop and at once: one sum, ten times the time") {
  const int64_t n = 10'000;
  const Tensor a = arange(n, float32), b = ones({n});
  const Tensor c = zeros({n});
  Tensor d;
  const double loop = seconds([&] {
    for (int64_t i = 0; i < n; ++i) c[i] = a[i] + b[i];
  });
  const double at_once = seconds([&] { d = a + b; });
  CHECK((c == d).all().item() == 1);
  CHECK(d[n - 1].item() == n);
  CHECK(loop > 10 * at_once);
}

}  // namespace
}  // namespace weft
