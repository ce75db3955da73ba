#include "core/base/storage.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <new>
#include <utility>

#include "core/base/error.h"

namespace weft {
namespace {

constexpr int64_t kAlign = 64;
// Each block begins with its Storage, so that a tensor's data costs one allocation, not two.
constexpr int64_t kHeader = (static_cast<int64_t>(sizeof(Storage)) + kAlign - 1) / kAlign * kAlign;

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

struct Cache {
  std::mutex mutex;
  FreeBlock* free[kClasses] = {};
  MemoryStats stats{};
};

Cache& cache() {
  static Cache* const instance = new Cache;  // never destroyed: static tensors may outlive it
  return *instance;
}

void* system_allocate(int64_t bytes) {
  if (!std::in_range<size_t>(bytes)) return nullptr;  // 32-bit WebAssembly
#ifdef _WIN32
  return _aligned_malloc(static_cast<size_t>(bytes), kAlign);
#else
  return std::aligned_alloc(kAlign, static_cast<size_t>(bytes));
#endif
}
void system_free(void* block) {
#ifdef _WIN32
  _aligned_free(block);
#else
  std::free(block);
#endif
}

void free_cached(Cache& c) {
  for (FreeBlock*& head : c.free) {
    while (head) {
      FreeBlock* const next = head->next;
      system_free(head);
      head = next;
    }
  }
  c.stats.cached_bytes = 0;
}

}  // namespace

MemoryStats memory() {
  const std::lock_guard lock(cache().mutex);
  return cache().stats;
}

void reset_peak_memory() {
  const std::lock_guard lock(cache().mutex);
  cache().stats.peak_bytes = cache().stats.live_bytes;
}

void empty_cache() {
  const std::lock_guard lock(cache().mutex);
  free_cached(cache());
}

Ref<Storage> Storage::allocate(int64_t bytes) {
  check(bytes >= 0 && bytes < int64_t{1} << 46,
        "allocate: the size must be in [0, 2^46) bytes, got ", bytes);
  const int index = size_class(bytes + kHeader);
  const int64_t size = class_bytes(index);
  Cache& c = cache();
  const std::lock_guard lock(c.mutex);
  void* block = c.free[index];
  if (block) {
    c.free[index] = c.free[index]->next;
    c.stats.cached_bytes -= size;
  } else {
    block = system_allocate(size);
    if (!block) {
      free_cached(c);
      block = system_allocate(size);
    }
    check(block != nullptr, "allocate: out of memory, asked for ", bytes, " bytes with ",
          c.stats.live_bytes, " in use");
    ++c.stats.system_allocations;
  }
  c.stats.live_bytes += bytes;
  c.stats.peak_bytes = std::max(c.stats.peak_bytes, c.stats.live_bytes);
  auto* storage = new (block) Storage(static_cast<std::byte*>(block) + kHeader, bytes);
  storage->cached_ = true;
  return Ref<Storage>(storage);
}

Ref<Storage> Storage::wrap(void* data, int64_t bytes, std::function<void()> release) {
  Ref<Storage> storage(new Storage(static_cast<std::byte*>(data), bytes));
  storage->release_ = std::move(release);
  return storage;
}

Storage::~Storage() {
  if (release_) release_();
}

void Storage::dispose() noexcept {
  if (!cached_) {
    delete this;
    return;
  }
  const int64_t bytes = bytes_;
  const int index = size_class(bytes + kHeader);
  this->~Storage();
  Cache& c = cache();
  const std::lock_guard lock(c.mutex);
  auto* block = new (static_cast<void*>(this)) FreeBlock{c.free[index]};
  c.free[index] = block;
  c.stats.live_bytes -= bytes;
  c.stats.cached_bytes += class_bytes(index);
}

}  // namespace weft
