// Chapter 3.1.2: two vectors of 10,000 numbers added one by one, and as a whole.
#include <benchmark/benchmark.h>

#include "core/ops/index.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

constexpr int64_t kLength = 10'000;

void add_in_a_loop(benchmark::State& state) {
  const Tensor a = ones({kLength}), b = ones({kLength});
  const Tensor c = zeros({kLength});
  for (auto _ : state)
    for (int64_t i = 0; i < kLength; ++i) c[i] = a[i] + b[i];
  state.SetItemsProcessed(state.iterations() * kLength);
}
BENCHMARK(add_in_a_loop)->Name("vectorization/for loop")->Unit(benchmark::kMicrosecond);

void add_vectors(benchmark::State& state) {
  const Tensor a = ones({kLength}), b = ones({kLength});
  for (auto _ : state) benchmark::DoNotOptimize(a + b);
  state.SetItemsProcessed(state.iterations() * kLength);
}
BENCHMARK(add_vectors)->Name("vectorization/vectorised")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace weft
