#include "core/base/storage.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <new>
#include <thread>
#include <type_traits>
#include <utility>

#include "core/base/error.h"

namespace weft {
namespace {

constexpr int64_t kAlign = 64;
// Each block begins with its Storage and what the caller puts behind it, so that a tensor costs one
// allocation, not three.
constexpr int64_t header(int64_t head) {
  return (static_cast<int64_t>(sizeof(Storage)) + head + kAlign - 1) / kAlign * kAlign;
}

// Block sizes go up in quarters of a power of two: at most a fifth of a block is lost to rounding.
constexpr int kClasses = 160;

int size_class(int64_t bytes) {
  const auto size = static_cast<uint64_t>(bytes < 256 ? 256 : bytes);
  const int log = static_cast<int>(std::bit_width(size - 1)) - 1;  // 2^log < size <= 2^(log + 1)
  return (log - 7) * 4 + static_cast<int>((size - 1) >> (log - 2) & 3);
}
int64_t class_bytes(int index) {
  const int log = index / 4 + 7;
  return (int64_t{1} << log) + (int64_t{index % 4 + 1} << (log - 2));
}

struct FreeBlock {
  FreeBlock* next;
};

/// Held for a few instructions and never while the system is asked, so that waiting spins. A mutex
/// takes two atomic operations and two calls: a quarter of the time of a small operation.
class SpinLock {
 public:
  void lock() {
    while (held_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
  }
  void unlock() { held_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> held_{false};
};

struct Cache {
  SpinLock lock;
  FreeBlock* free[kClasses] = {};
  MemoryStats stats{};
};
static_assert(std::is_trivially_destructible_v<Cache>);  // static tensors may outlive it
constinit Cache cache;

void* system_allocate(int64_t bytes) {
  if (!std::in_range<size_t>(bytes)) return nullptr;  // 32-bit WebAssembly
  const auto size = static_cast<size_t>(bytes);
#ifdef __linux__
  // On huge pages, which Linux gives for the asking: the images of a shuffled minibatch lie on as
  // many pages, and finding these took half the time of gathering it. Smaller blocks on them: no
  // gain.
  constexpr size_t kHugePage = size_t{2} << 20;
  if (size >= 2 * kHugePage) {
    // Not aligned_alloc(), which wants multiples of the alignment.
    void* block = nullptr;
    if (posix_memalign(&block, kHugePage, size) != 0) return nullptr;
    madvise(block, size, MADV_HUGEPAGE);  // advice: without it all is as it was
    return block;
  }
#endif
#ifdef _WIN32
  return _aligned_malloc(size, kAlign);
#else
  return std::aligned_alloc(kAlign, size);
#endif
}
void system_free(void* block) {
#ifdef _WIN32
  _aligned_free(block);
#else
  std::free(block);
#endif
}

}  // namespace

MemoryStats memory() {
  const std::lock_guard lock(cache.lock);
  return cache.stats;
}

void reset_peak_memory() {
  const std::lock_guard lock(cache.lock);
  cache.stats.peak_bytes = cache.stats.live_bytes;
}

void empty_cache() {
  FreeBlock* taken[kClasses];
  {
    const std::lock_guard lock(cache.lock);
    std::ranges::copy(cache.free, taken);
    std::ranges::fill(cache.free, nullptr);
    cache.stats.cached_bytes = 0;
  }
  for (FreeBlock* block : taken) {
    while (block) system_free(std::exchange(block, block->next));
  }
}

namespace {

/// A new block; the lock is not held.
void* system_block(int64_t size, int64_t bytes) {
  void* block = system_allocate(size);
  if (!block) {
    empty_cache();
    block = system_allocate(size);
  }
  check(block != nullptr, "allocate: out of memory, asked for ", bytes, " bytes with ",
        memory().live_bytes, " in use");
  return block;
}

/// Memory of somebody else.
class Borrowed final : public Storage {
 public:
  Borrowed(void* data, int64_t bytes, std::function<void()> release)
      : Storage(static_cast<std::byte*>(data), bytes), release_(std::move(release)) {}
  ~Borrowed() override {
    if (release_) release_();
  }

 private:
  void dispose() noexcept override { delete this; }
  std::function<void()> release_;
};

}  // namespace

Ref<Storage> Storage::allocate(int64_t bytes, int64_t head) {
  check(bytes >= 0 && bytes < int64_t{1} << 46,
        "allocate: the size must be in [0, 2^46) bytes, got ", bytes);
  const int64_t start = header(head);
  const int index = size_class(start + bytes);
  const int64_t size = class_bytes(index);
  cache.lock.lock();  // std::unique_lock would bring printf along, for errors that cannot be
  void* block = cache.free[index];
  if (block) [[likely]] {
    cache.free[index] = cache.free[index]->next;
    cache.stats.cached_bytes -= size;
  } else {
    cache.lock.unlock();
    block = system_block(size, bytes);
    cache.lock.lock();
    ++cache.stats.system_allocations;
  }
  ++cache.stats.allocations;
  cache.stats.live_bytes += bytes;
  cache.stats.peak_bytes = std::max(cache.stats.peak_bytes, cache.stats.live_bytes);
  cache.lock.unlock();
  return Ref<Storage>::adopt(new (block)
                                 Storage(static_cast<std::byte*>(block) + start, bytes, index));
}

Ref<Storage> Storage::wrap(void* data, int64_t bytes, std::function<void()> release) {
  return make_ref<Borrowed>(data, bytes, std::move(release));
}

void Storage::dispose() noexcept {
  const int64_t bytes = bytes_;
  const int index = size_class_;
  this->~Storage();
  const std::lock_guard lock(cache.lock);
  cache.free[index] = new (static_cast<void*>(this)) FreeBlock{cache.free[index]};
  cache.stats.live_bytes -= bytes;
  cache.stats.cached_bytes += class_bytes(index);
}

}  // namespace weft
