// Memory: alignment, reuse, and counts that can be trusted.
#include "core/base/storage.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <mutex>

#include "tests/core/helpers.h"
#include "tests/core/threads.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("storage: blocks are 64-byte aligned and wholly usable") {
  for (const int64_t bytes :
       {0, 1, 63, 64, 65, 255, 256, 257, 1000, 4096, 5000, 100'000, 1 << 20, (5 << 20) - 1024}) {
    const auto storage = Storage::allocate(bytes);
    CHECK(reinterpret_cast<uintptr_t>(storage->data()) % 64 == 0);
    CHECK(storage->bytes() == bytes);
    std::memset(storage->data(), 0xff, static_cast<size_t>(bytes));
    const auto next = Storage::allocate(bytes);  // its header would be hit by an overflow
    std::memset(next->data(), 0, static_cast<size_t>(bytes));
    for (int64_t i = 0; i < bytes; ++i)
      if (storage->data()[i] != std::byte{0xff}) FAIL("byte " << i << " changed");
  }
}

TEST_CASE("5.3.c: storage: live bytes are what tensors hold, peak is their most") {
  const int64_t before = memory().live_bytes;
  reset_peak_memory();
  {
    const Tensor a = empty({1000});
    CHECK(memory().live_bytes == before + 4000);
    const Tensor view = a.reshape({10, 100});
    CHECK(memory().live_bytes == before + 4000);
    { const Tensor b = empty({500}, float64); }
    CHECK(memory().live_bytes == before + 4000);
    CHECK(memory().peak_bytes == before + 8000);
  }
  CHECK(memory().live_bytes == before);
  reset_peak_memory();
  CHECK(memory().peak_bytes == before);
}

TEST_CASE("storage: what was freed is used again") {
  empty_cache();
  CHECK(memory().cached_bytes == 0);
  const void* place = nullptr;
  {
    const Tensor x = empty({10'000});
    place = x.data_ptr();
  }
  CHECK(memory().cached_bytes >= 40'000);
  const int64_t allocations = memory().system_allocations;
  const Tensor y = empty({9'990});  // of the same size class
  CHECK(y.data_ptr() == place);
  CHECK(memory().system_allocations == allocations);
  CHECK(memory().cached_bytes == 0);
}

TEST_CASE("storage: a warm loop asks the system for nothing") {
  const auto work = [] {
    const Tensor x = rand({300, 200}).requires_grad_();
    const Tensor w = rand({200, 50}).requires_grad_();
    softmax(relu(mm(x, w)), 1).sum().backward();
  };
  work();
  work();
  const int64_t before = memory().system_allocations;
  for (int i = 0; i < 20; ++i) work();
  CHECK(memory().system_allocations == before);
}

TEST_CASE("storage: views keep it alive") {
  Tensor part;
  {
    const Tensor x = counting({1000});
    part = x[Slice(10, 13)];
  }
  const Tensor other = zeros({1000});
  CHECK(values(part) == Values{10, 11, 12});
}

TEST_CASE("storage: memory of others is given back once, and not counted") {
  const int64_t before = memory().live_bytes;
  int released = 0;
  float numbers[4] = {1, 2, 3, 4};
  {
    const Tensor a = from_blob(numbers, {4}, [&] { ++released; });
    const Tensor b = a.reshape({2, 2});
    CHECK(memory().live_bytes == before);
  }
  CHECK(released == 1);
}

TEST_CASE("storage: threads allocate at once, and free what others allocated") {
  const ThreadCount restore;
  if (!try_threads(4)) SKIP("a build without threads");
  struct Slot {
    std::mutex mutex;
    Tensor tensor;
  };
  const Tensor shared = full({100}, 7);
  const int64_t before = memory().live_bytes;
  std::atomic<int> wrong{0};
  {
    Slot slots[8];
    parallel_for(4, 1, [&](int64_t begin, int64_t) {
      auto random = static_cast<uint32_t>(begin);
      for (int i = 0; i < 20'000; ++i) {
        random = random * 1664525 + 1013904223;
        const auto value = static_cast<int64_t>(random >> 8);
        Tensor mine = full({value % 500 + 1}, value, int64);
        const Tensor handle = shared, view = shared.detach();
        {
          Slot& slot = slots[random >> 29];
          const std::lock_guard lock(slot.mutex);
          std::swap(slot.tensor, mine);
        }
        if (i % 1000 == 0) empty_cache();
        if (!mine.defined()) continue;
        const auto numbers = mine.span<int64_t>();
        const int64_t first = numbers[0];
        wrong += first % 500 + 1 != mine.numel() ||
                 std::ranges::any_of(numbers, [&](int64_t x) { return x != first; });
      }
    });
  }
  CHECK(wrong == 0);
  CHECK(shared.ref()->use_count() == 1);
  CHECK(memory().live_bytes == before);
}

TEST_CASE("storage: sizes that cannot be") {
  CHECK(error_of([] { (void)empty({-1, 3}); }) == "empty: sizes must not be negative, got (-1, 3)");
  CHECK(error_of([] {
          (void)empty({int64_t{1} << 32, int64_t{1} << 32});
        }) == "empty: too many elements in (4294967296, 4294967296)");  // 2^64 do not wrap to none
  CHECK(error_of([] {
          (void)empty({int64_t{1} << 45});
        }).starts_with("allocate: the size must be in [0, 2^46) bytes, got "));
  CHECK(error_of([] { (void)empty({int64_t{1} << 43}); }).starts_with("allocate: out of memory"));
}

}  // namespace
}  // namespace weft
