// The only file that names OpenMP. WEFT_SERIAL (the WebAssembly variants without threads) is the
// only way to build without it.
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

#include "core/base/error.h"

#ifndef WEFT_SERIAL
#ifndef _OPENMP
#error "weft needs OpenMP: compile with it, or define WEFT_SERIAL for a build without threads"
#endif
#include <omp.h>

#include "core/base/team.h"
#endif

namespace weft {
namespace {

std::atomic<int64_t> regions{0};

#ifdef WEFT_SERIAL
constexpr int max_threads() { return 1; }
constexpr bool is_busy() { return false; }
#else
// OpenMP keeps its number for each thread that calls; ours holds for the program.
std::atomic<int> chosen_threads{0};
int max_threads() {
  const int chosen = chosen_threads.load(std::memory_order_relaxed);
  return chosen > 0 ? chosen : omp_get_max_threads();
}

// The team that this thread may give work to: inside with_threads, outside its loops.
thread_local detail::Team* at_hand = nullptr;

bool is_busy() { return !at_hand && omp_in_parallel() != 0; }

/// The first exception of several threads.
class FirstError {
 public:
  template <class F>
  void guard(F&& f) {
    try {
      f();
    } catch (...) {
      if (!failed_.exchange(true)) error_ = std::current_exception();
    }
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::exception_ptr error_;
  std::atomic<bool> failed_{false};
};
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
  return n <= grain || max_threads() == 1 || is_busy();
}

void run_parallel(int64_t n, int64_t grain, RangeFn fn, void* f) {
#ifdef WEFT_SERIAL
  fn(f, 0, n);
  (void)grain;
#else
  regions.fetch_add(1, std::memory_order_relaxed);
  const int64_t wanted = (n + std::max<int64_t>(grain, 1) - 1) / std::max<int64_t>(grain, 1);
  const int threads = static_cast<int>(std::min<int64_t>(wanted, max_threads()));
  FirstError error;
  const auto share = [&](int64_t i, int64_t count) {
    error.guard([&] { fn(f, n * i / count, n * (i + 1) / count); });
  };
  if (Team* const team = std::exchange(at_hand, nullptr)) {
    const int count = std::min(threads, team->size());
    auto each = [&](int i) { share(i, count); };
    team->run(count, each);
    at_hand = team;
  } else {
#pragma omp parallel num_threads(threads)
    share(omp_get_thread_num(), omp_get_num_threads());
  }
  error.rethrow();
#endif
}

void run_with_threads(void (*fn)(void* f), void* f) {
#ifndef WEFT_SERIAL
  if (!at_hand && max_threads() > 1 && !is_busy()) {
    FirstError error;
    Team team;
#pragma omp parallel num_threads(max_threads())
    {
      if (omp_get_thread_num() == 0) {
        team.start(omp_get_num_threads());
        at_hand = &team;
        error.guard([&] { fn(f); });
        at_hand = nullptr;
        team.end();
      } else {
        team.serve(omp_get_thread_num());
      }
    }
    error.rethrow();
    return;
  }
#endif
  fn(f);
}

}  // namespace detail
}  // namespace weft
