#include "core/base/work.h"

#include "core/base/parallel.h"
#include "core/base/storage.h"

namespace weft {
namespace {

// They outlive their threads, since what those did still counts.
constinit std::atomic<detail::Counters*> all{nullptr};

}  // namespace

namespace detail {

constinit thread_local Counters* counters = nullptr;

Counters* add_counters() {
  counters = new Counters;
  counters->next = all.load();
  while (!all.compare_exchange_weak(counters->next, counters)) {
  }
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
