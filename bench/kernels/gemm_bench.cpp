// Products at the shapes of the MLP's training step (batch 256, 784-256-10), thin ones, and cubes.
// Arguments: M, N, K, transposes (1: A, 2: B), threads. `peak` is the share of the FMA peak of as
// many cores, measured in the same run.
#include "core/ops/gemm.h"

#include <benchmark/benchmark.h>

#include <vector>

#include "core/base/parallel.h"
#include "peak.h"

namespace weft {
namespace {

void gemm_f32(benchmark::State& state) {
  const int64_t m = state.range(0), n = state.range(1), k = state.range(2);
  const bool a_turned = (state.range(3) & 1) != 0, b_turned = (state.range(3) & 2) != 0;
  const auto threads = static_cast<int>(state.range(4));
  std::vector<float> a(static_cast<size_t>(m * k), 0.5f), b(static_cast<size_t>(k * n), 0.25f);
  std::vector<float> c(static_cast<size_t>(m * n));
  const MatrixView<float> left{a.data(), m, k, a_turned ? 1 : k, a_turned ? m : 1};
  const MatrixView<float> right{b.data(), k, n, b_turned ? 1 : n, b_turned ? k : 1};
  const int before = num_threads();
  set_num_threads(threads);
  for (auto _ : state) {
    gemm(left, right, c.data(), n);
    benchmark::ClobberMemory();
  }
  set_num_threads(before);
  const double flops = 2.0 * static_cast<double>(m * n * k * state.iterations());
  state.counters["GFLOP/s"] = benchmark::Counter(flops * 1e-9, benchmark::Counter::kIsRate);
  state.counters["peak"] = benchmark::Counter(flops * 1e-9 / bench::peak_gflops() / threads,
                                              benchmark::Counter::kIsRate);
}

void shapes(benchmark::internal::Benchmark* rows) {
  rows->ArgNames({"M", "N", "K", "turned", "threads"})->UseRealTime();
  for (int threads = 1; threads <= num_threads(); threads *= 2) {
    // Forward, and the two gradients, of the layers 784-256 and 256-10; a linear model's; a test
    // set.
    for (const std::vector<int64_t>& shape :
         std::vector<std::vector<int64_t>>{{256, 256, 784, 2},
                                           {256, 256, 784, 0},
                                           {256, 784, 256, 1},
                                           {784, 256, 256, 1},
                                           {256, 784, 256, 2},
                                           {256, 10, 256, 2},
                                           {256, 10, 256, 0},
                                           {256, 10, 256, 1},
                                           {10, 256, 256, 1},
                                           {256, 256, 10, 0},
                                           {256, 256, 10, 2},
                                           {256, 10, 784, 2},
                                           {10, 784, 256, 1},
                                           {784, 10, 256, 1},
                                           {10000, 256, 784, 2}}) {
      rows->Args({shape[0], shape[1], shape[2], shape[3], threads});
    }
    for (const int64_t size : {8, 16, 32, 64, 512, 1024, 2048}) {
      rows->Args({size, size, size, 0, threads});
    }
  }
}
BENCHMARK(gemm_f32)->Apply(shapes);

}  // namespace
}  // namespace weft
