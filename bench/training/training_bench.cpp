// Training as a whole: steps of the book's models at batch 256, a pass over the loader, and what
// one small operation costs. The model's FLOPs are those of its products: 2 N (6 I H + ...) without
// the gradient of the input, 49.1 GFLOP an epoch of 60,000 images for the MLP.
#include <benchmark/benchmark.h>

#include "core/base/parallel.h"
#include "core/d2l/d2l.h"
#include "core/data/synthetic.h"

namespace weft {
namespace {

const d2l::FashionMNIST& data() {
  static const d2l::FashionMNIST set(make_synthetic({0, 256 * 40, 256}), 256);
  return set;
}

void steps(benchmark::State& state, d2l::Module& model, double flops) {
  const int before = num_threads();
  set_num_threads(static_cast<int>(state.range(0)));
  manual_seed(0);
  d2l::Trainer trainer(1'000'000);
  trainer.start(model, data());
  for (auto _ : state) {
    if (trainer.state().batch + 1 == trainer.state().train_batches) {
      state.PauseTiming();  // the step that ends an epoch validates, too
      trainer.advance();
      state.ResumeTiming();
    }
    trainer.advance();
  }
  state.counters["images/s"] = benchmark::Counter(256.0 * static_cast<double>(state.iterations()),
                                                  benchmark::Counter::kIsRate);
  state.counters["GFLOP/s"] = benchmark::Counter(
      flops * 1e-9 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  set_num_threads(before);
}

void step_mlp(benchmark::State& state) {
  d2l::MLP model(10, 256, 0.1);
  steps(state, model, 256.0 * (4.0 * 784 * 256 + 6.0 * 256 * 10));
}
void step_softmax(benchmark::State& state) {
  d2l::SoftmaxRegression model(10, 0.1);
  steps(state, model, 256.0 * 4.0 * 784 * 10);
}

void loader_pass(benchmark::State& state) {
  const auto loader = data().train_dataloader();
  Batch batch;
  for (auto _ : state)
    for (loader->start(); loader->next(batch);) benchmark::DoNotOptimize(batch[0].raw());
  state.SetItemsProcessed(state.iterations() * loader->examples());
}

void small_add(benchmark::State& state) {
  const Tensor a = ones({4});
  const Tensor b = ones({4});
  for (auto _ : state) benchmark::DoNotOptimize((a + b).raw());
}
void small_add_recorded(benchmark::State& state) {
  const Tensor a = ones({4}).requires_grad_();
  const Tensor b = ones({4});
  for (auto _ : state) benchmark::DoNotOptimize((a + b).raw());
}
void small_backward(benchmark::State& state) {
  const Tensor a = ones({4}).requires_grad_();
  const Tensor b = ones({4});
  for (auto _ : state) (a + b).sum().backward();
}

BENCHMARK(step_mlp)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(step_softmax)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(loader_pass)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(small_add);
BENCHMARK(small_add_recorded);
BENCHMARK(small_backward);

}  // namespace
}  // namespace weft
