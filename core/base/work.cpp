#include "core/base/work.h"

#include <utility>

#include "core/base/parallel.h"
#include "core/base/storage.h"

namespace weft {
namespace {

// They outlive their threads, since what those did still counts, and pass to the next threads.
constinit std::atomic<detail::Counters*> all{nullptr};

}  // namespace

namespace detail {

constinit thread_local Counters* counters = nullptr;

namespace {

Counters* vacant_counters() {
  for (Counters* c = all.load(); c; c = c->next) {
    if (!c->taken.exchange(true, std::memory_order_acquire)) return c;
  }
  auto* const fresh = new Counters;
  fresh->next = all.load();
  while (!all.compare_exchange_weak(fresh->next, fresh)) {
  }
  return fresh;
}

struct AtThreadEnd {
  ~AtThreadEnd() {
    std::exchange(counters, nullptr)->taken.store(false, std::memory_order_release);
  }
};

}  // namespace

Counters* add_counters() {
  counters = vacant_counters();
  static thread_local const AtThreadEnd give_back;
  return counters;
}

}  // namespace detail

Work work() {
  const MemoryStats memory = weft::memory();
  Work sum{.allocations = memory.allocations,
           .system_allocations = memory.system_allocations,
           .parallel_regions = parallel_regions()};
  for (const detail::Counters* c = all.load(); c; c = c->next) {
    sum.flops += c->flops.load(std::memory_order_relaxed);
    sum.packed_bytes += c->packed_bytes.load(std::memory_order_relaxed);
  }
  return sum;
}

}  // namespace weft
