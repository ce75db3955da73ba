// The tests' case table as benchmarks: every operation forward, and forward with its gradient.
#include <benchmark/benchmark.h>

#include "tests/cases.h"

namespace weft {
namespace {

constexpr int64_t kSize = 1000;

void run(benchmark::State& state, const test::Case& c, bool gradient) {
  test::Tensors inputs = test::make_inputs(c, kSize, float32);
  if (gradient)
    for (Tensor& x : inputs) x.requires_grad_();
  for (auto _ : state) {
    const Tensor y = c.call(inputs);
    if (gradient) y.backward(ones_like(y));
    benchmark::DoNotOptimize(y.raw());
  }
  state.counters["flop/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * c.flops(static_cast<double>(kSize)),
      benchmark::Counter::kIsRate);
}

const bool registered = [] {
  for (const test::Case& c : test::cases()) {
    for (const bool gradient : {false, true})
      benchmark::RegisterBenchmark(
          ("ops/" + c.name + (gradient ? "/with gradient" : "/forward")).c_str(),
          [&c, gradient](benchmark::State& state) { run(state, c, gradient); });
  }
  return true;
}();

}  // namespace
}  // namespace weft
