// The seam for threads: who runs what, and that several really run.
#include "core/base/parallel.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <vector>

#include "core/ops/ops.h"
#include "tests/core/helpers.h"
#include "tests/core/threads.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("parallel_for: every index once, in ranges that do not overlap") {
  const ThreadCount restore;
  for (const int threads : {1, 2, 3, 8}) {
    if (!try_threads(threads)) continue;
    for (const int64_t n : {0, 1, 2, 7, 100, 10'001}) {
      std::vector<int> visits(static_cast<size_t>(n));
      parallel_for(n, 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) ++visits[static_cast<size_t>(i)];
      });
      CHECK(visits == std::vector<int>(static_cast<size_t>(n), 1));
    }
  }
}

TEST_CASE("parallel_for: small work stays on one thread") {
  const int64_t before = parallel_regions();
  int calls = 0;
  parallel_for(1000, 1000, [&](int64_t begin, int64_t end) {
    ++calls;
    CHECK(begin == 0);
    CHECK(end == 1000);
  });
  (void)(ones({10}) + 1).sum();
  CHECK(calls == 1);
  CHECK(parallel_regions() == before);
}

TEST_CASE("small tensors stay on one thread") {
  const ThreadCount restore;
  if (!try_threads(2)) SKIP("no threads in this build");
  const Tensor x = arange(0.0, 4096.0);
  const Tensor rows = x.reshape({512, 8}).clone().requires_grad_();
  const int64_t before = parallel_regions();
  (void)logical_and(x > 7, x == x);
  CHECK(parallel_regions() == before);
  layer_norm(rows, {8}).sum().backward();
  CHECK(parallel_regions() == before);
}

/// Whether two ranges of one loop run at the same time: each waits for the other.
bool two_meet() {
  std::atomic<int> arrived{0};
  std::atomic<bool> met{false};
  parallel_for(2, 1, [&](int64_t begin, int64_t end) {
    arrived += static_cast<int>(end - begin);
    if (end - begin == 2) return;  // one thread has both
    const auto start = std::chrono::steady_clock::now();
    while (arrived < 2)
      if (std::chrono::steady_clock::now() - start > std::chrono::seconds(20)) return;
    met = true;
  });
  return met;
}

TEST_CASE("more than one thread really runs") {
  const ThreadCount restore;
  if (!try_threads(2)) SKIP("a build without threads");
  CHECK(num_threads() == 2);
  CHECK(two_meet());
  set_num_threads(1);
  CHECK_FALSE(two_meet());
}

TEST_CASE("large operations use the threads") {
  const ThreadCount restore;
  if (!try_threads(2)) SKIP("a build without threads");
  const Tensor x = ones({1 << 20});
  const Tensor m = ones({256, 256});
  const auto regions = [](auto f) {
    const int64_t before = parallel_regions();
    f();
    return parallel_regions() - before;
  };
  CHECK(regions([&] { (void)(x + x); }) > 0);
  CHECK(regions([&] { (void)x.sum(); }) > 0);
  CHECK(regions([&] { (void)mm(m, m); }) > 0);
  set_num_threads(1);
  CHECK(regions([&] { (void)(x + x); }) == 0);
}

TEST_CASE("parallel_for: loops inside loops are serial, exceptions come out") {
  const ThreadCount restore;
  try_threads(4);
  std::atomic<int64_t> sum{0};
  parallel_for(8, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      parallel_for(100, 1, [&](int64_t b, int64_t e) { sum += e - b; });
  });
  CHECK(sum == 800);
  CHECK(error_of([] {
          parallel_for(100, 1, [](int64_t begin, int64_t end) {
            if (begin <= 50 && 50 < end) fail("in a thread");
          });
        }) == "in a thread");
  CHECK(error_of([] { set_num_threads(0); }) ==
        "set_num_threads: the number of threads must be at least 1, got 0");
}

TEST_CASE("with_threads: loops inside are shared by the threads at hand") {
  const ThreadCount restore;
  for (const int threads : {1, 2, 3, 8}) {
    if (!try_threads(threads)) continue;
    std::vector<int> visits(1000);
    const int64_t before = parallel_regions();
    with_threads([&] {
      for (int loop = 1; loop <= 200; ++loop) {
        parallel_for(1000, 1 + loop, [&](int64_t begin, int64_t end) {
          for (int64_t i = begin; i < end; ++i) ++visits[static_cast<size_t>(i)];
        });
      }
    });
    CHECK(visits == std::vector<int>(1000, 200));
    CHECK(parallel_regions() - before == (threads > 1 ? 200 : 0));
  }
  if (!try_threads(2)) return;
  with_threads([] {
    CHECK(two_meet());
    // Sleepers wake up.
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(5)) continue;
    CHECK(two_meet());
    set_num_threads(1);
    CHECK_FALSE(two_meet());
    set_num_threads(3);
    with_threads([] { CHECK(two_meet()); });
  });
  CHECK(two_meet());
}

TEST_CASE("with_threads: loops inside loops are serial, exceptions come out") {
  const ThreadCount restore;
  try_threads(4);
  std::atomic<int64_t> sum{0};
  with_threads([&] {
    CHECK(error_of([] {
            parallel_for(100, 1, [](int64_t begin, int64_t end) {
              if (begin <= 50 && 50 < end) fail("in a thread");
            });
          }) == "in a thread");
    parallel_for(8, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        with_threads([&] { parallel_for(100, 1, [&](int64_t b, int64_t e) { sum += e - b; }); });
      }
    });
  });
  CHECK(sum == 800);
  CHECK(error_of([] { with_threads([] { fail("from the body"); }); }) == "from the body");
}

}  // namespace
}  // namespace weft
