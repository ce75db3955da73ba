// The one seam for threads. Work is split into contiguous ranges of an index; which thread does a
// range never changes a value: ranges split outputs, never a reduction.
#pragma once
#include <cstdint>
#include <type_traits>

namespace weft {

/// How many threads a parallel loop may use. Starts as the number of cores (OMP_NUM_THREADS
/// counts).
int num_threads();
/// Whether this build has threads; without them, 1 is the only number that can be set.
bool has_threads();
void set_num_threads(int count);

/// How many parallel regions have been started since the start of the program (for tests and
/// tuning).
int64_t parallel_regions();

/// Calls f(begin, end) on disjoint ranges that cover [0, n), on several threads where n exceeds
/// `grain`, which is the least number of indices that pays for a thread (about 20 us of work).
/// Inside another parallel loop it runs serially. The first exception that f throws is thrown again
/// here, after all threads have ended.
template <class F>
void parallel_for(int64_t n, int64_t grain, F&& f);

/// Calls f() with the threads at hand: the parallel loops that it starts, until it returns, cost a
/// few microseconds also where threads sleep as soon as they have nothing to do (WebAssembly).
template <class F>
void with_threads(F&& f);

namespace detail {
using RangeFn = void (*)(void* f, int64_t begin, int64_t end);
void run_parallel(int64_t n, int64_t grain, RangeFn fn, void* f);
bool runs_serially(int64_t n, int64_t grain);
void run_with_threads(void (*fn)(void* f), void* f);
}  // namespace detail

template <class F>
void parallel_for(int64_t n, int64_t grain, F&& f) {
  if (n <= 0) return;
  if (detail::runs_serially(n, grain)) {
    f(int64_t{0}, n);
    return;
  }
  using Fn = std::remove_reference_t<F>;
  detail::run_parallel(
      n, grain, [](void* fn, int64_t begin, int64_t end) { (*static_cast<Fn*>(fn))(begin, end); },
      const_cast<void*>(static_cast<const void*>(&f)));
}

template <class F>
void with_threads(F&& f) {
  using Fn = std::remove_reference_t<F>;
  detail::run_with_threads([](void* fn) { (*static_cast<Fn*>(fn))(); },
                           const_cast<void*>(static_cast<const void*>(&f)));
}

}  // namespace weft
