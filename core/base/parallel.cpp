// The only file that names OpenMP. WEFT_SERIAL (the WebAssembly variants without threads) is the
// only way to build without it.
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>

#include "core/base/error.h"

#ifndef WEFT_SERIAL
#ifndef _OPENMP
#error "weft needs OpenMP: compile with it, or define WEFT_SERIAL for a build without threads"
#endif
#include <omp.h>
#endif

namespace weft {
namespace {

std::atomic<int64_t> regions{0};

#ifdef WEFT_SERIAL
constexpr int max_threads() { return 1; }
constexpr bool in_parallel() { return false; }
#else
// OpenMP keeps its number for each thread that calls; ours holds for the program.
std::atomic<int> chosen_threads{0};
int max_threads() {
  const int chosen = chosen_threads.load(std::memory_order_relaxed);
  return chosen > 0 ? chosen : omp_get_max_threads();
}
bool in_parallel() { return omp_in_parallel() != 0; }
#endif

}  // namespace

int num_threads() { return max_threads(); }
bool has_threads() {
#ifdef WEFT_SERIAL
  return false;
#else
  return true;
#endif
}

void set_num_threads(int count) {
  check(count >= 1, "set_num_threads: the number of threads must be at least 1, got ", count);
#ifdef WEFT_SERIAL
  check(count == 1, "set_num_threads: this build has no threads, got ", count);
#else
  chosen_threads = count;
#endif
}

int64_t parallel_regions() { return regions.load(std::memory_order_relaxed); }

namespace detail {

bool runs_serially(int64_t n, int64_t grain) {
  return n <= grain || max_threads() == 1 || in_parallel();
}

void run_parallel(int64_t n, int64_t grain, RangeFn fn, void* f) {
#ifdef WEFT_SERIAL
  fn(f, 0, n);
  (void)grain;
#else
  regions.fetch_add(1, std::memory_order_relaxed);
  const int64_t wanted = (n + std::max<int64_t>(grain, 1) - 1) / std::max<int64_t>(grain, 1);
  const int threads = static_cast<int>(std::min<int64_t>(wanted, max_threads()));
  std::exception_ptr error;
  std::atomic<bool> failed{false};
#pragma omp parallel num_threads(threads)
  {
    const int64_t count = omp_get_num_threads();
    const int64_t i = omp_get_thread_num();
    try {
      fn(f, n * i / count, n * (i + 1) / count);
    } catch (...) {
      if (!failed.exchange(true)) error = std::current_exception();
    }
  }
  if (error) std::rethrow_exception(error);
#endif
}

}  // namespace detail
}  // namespace weft
