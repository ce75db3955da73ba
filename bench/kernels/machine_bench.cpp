// What the machine can do at most, for the shares in the report: multiply-adds on registers, and
// the triad a = b + s c of STREAM (McCalpin, 1995) on ranges of 10,000,000, with plain stores and
// with stores that pass the caches by. Bytes are the three ranges', without what plain stores read.
#include <benchmark/benchmark.h>

#include "bench/rows/inputs.h"
#include "core/base/parallel.h"
#include "peak.h"

namespace weft {
namespace {

constexpr int64_t kLength = 10'000'000;

#ifdef __clang__
constexpr bool kHasStreaming = true;
#else
constexpr bool kHasStreaming = false;  // gcc has no such store for vectors of any width
#endif

template <int kLanes>
struct Vector {
  typedef float type __attribute__((vector_size(kLanes * sizeof(float))));
};

template <int kLanes, bool kStreaming>
[[gnu::always_inline]] inline void triad(const float* b, const float* c, float* a, int64_t n) {
  using Register = typename Vector<kLanes>::type;
  for (int64_t i = 0; i < n; i += kLanes) {
    const Register sum = *reinterpret_cast<const Register*>(b + i) +
                         0.5f * *reinterpret_cast<const Register*>(c + i);
#ifdef __clang__
    if constexpr (kStreaming) {
      __builtin_nontemporal_store(sum, reinterpret_cast<Register*>(a + i));
      continue;
    }
#endif
    *reinterpret_cast<Register*>(a + i) = sum;
  }
}

using Triad = void (*)(const float*, const float*, float*, int64_t);

#ifdef __x86_64__
template <bool kStreaming>
[[gnu::target("avx512f")]] void triad_512(const float* b, const float* c, float* a, int64_t n) {
  triad<16, kStreaming>(b, c, a, n);
}
#endif
template <bool kStreaming>
void triad_128(const float* b, const float* c, float* a, int64_t n) {
  triad<4, kStreaming>(b, c, a, n);
}

template <bool kStreaming>
Triad best_triad() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f")) return triad_512<kStreaming>;
#endif
  return triad_128<kStreaming>;
}

struct Ranges {
  bench::Buffer a, b, c;
};

void run_triad(benchmark::State& state, const std::string& row, int threads, Triad triad) {
  set_num_threads(threads);
  Ranges& r = bench::kept(row, [] {
    return Ranges{bench::Buffer(kLength), bench::samples(kLength, 0, 1),
                  bench::samples(kLength, 0, 1)};
  });
  constexpr int64_t kBlock = 64;  // so that every thread's range begins at a whole cache line
  for (auto _ : state) {
    parallel_for(kLength / kBlock, 1024, [&](int64_t begin, int64_t end) {
      const int64_t at = begin * kBlock;
      triad(r.b.data() + at, r.c.data() + at, r.a.data() + at, (end - begin) * kBlock);
    });
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * kLength * 3 * static_cast<int64_t>(sizeof(float)));
}

void run_peak(benchmark::State& state, int threads) {
  set_num_threads(threads);
  for (auto _ : state)
    parallel_for(threads, 1, [](int64_t begin, int64_t end) {
      for (; begin < end; ++begin) bench::run_multiply_adds();
    });
  state.counters["GFLOP/s"] = benchmark::Counter(
      1e-9 * threads * bench::multiply_adds_flops() * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate);
}

void run_region(benchmark::State& state, int threads) {
  set_num_threads(threads);
  for (auto _ : state)
    parallel_for(threads, 1, [](int64_t begin, int64_t) { benchmark::DoNotOptimize(begin); });
}

const bool added = [] {
  for (const int threads : bench::thread_counts()) {
    const std::string of = "/threads:" + std::to_string(threads);
    benchmark::RegisterBenchmark(("machine/peak" + of).c_str(), [=](benchmark::State& state) {
      run_peak(state, threads);
    })->UseRealTime();
    benchmark::RegisterBenchmark(("machine/region" + of).c_str(), [=](benchmark::State& state) {
      run_region(state, threads);
    })->UseRealTime();
    for (const bool streaming : {false, true}) {
      if (streaming && !kHasStreaming) continue;
      const std::string row = (streaming ? "machine/triad_streaming" : "machine/triad") + of;
      benchmark::RegisterBenchmark(row.c_str(), [=](benchmark::State& state) {
        run_triad(state, row, threads, streaming ? best_triad<true>() : best_triad<false>());
      })->UseRealTime();
    }
  }
  return true;
}();

}  // namespace
}  // namespace weft
