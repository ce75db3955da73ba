// Work done since the start of the program, counted exactly: the guard of speed that a shared
// machine can have, where times cannot be tested. A difference of two snapshots is what lies
// between them.
#pragma once
#include <atomic>
#include <cstdint>

namespace weft {

struct Work {
  int64_t flops = 0;               ///< of products of floating numbers: 2 M N K each
  int64_t packed_bytes = 0;        ///< written while packing their operands, padding included
  int64_t allocations = 0;         ///< blocks handed out to tensors and workspaces
  int64_t system_allocations = 0;  ///< those of them that the system was asked for
  int64_t parallel_regions = 0;

  bool operator==(const Work&) const = default;
  Work operator-(const Work& before) const {
    return {flops - before.flops, packed_bytes - before.packed_bytes,
            allocations - before.allocations, system_allocations - before.system_allocations,
            parallel_regions - before.parallel_regions};
  }
};
/// Exact when no other thread is at work.
Work work();

namespace detail {

/// What one thread did: written by it alone, read by all. Without an atomic addition, which costs 4
/// ns, a seventh of a product of two 8 x 8 matrices. Each on a cache line of its own.
struct alignas(64) Counters {
  std::atomic<int64_t> flops{0}, packed_bytes{0};
  std::atomic<bool> taken{true};  ///< by a thread that has not ended
  Counters* next = nullptr;
};
extern constinit thread_local Counters* counters;
Counters* add_counters();

inline void count(std::atomic<int64_t> Counters::*what, int64_t amount) {
  std::atomic<int64_t>& counter = (counters ? counters : add_counters())->*what;
  counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}
inline void count_flops(int64_t flops) { count(&Counters::flops, flops); }
inline void count_packed(int64_t bytes) { count(&Counters::packed_bytes, bytes); }

}  // namespace detail

}  // namespace weft
