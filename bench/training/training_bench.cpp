// Training as a whole: steps of the book's models at batch 256, a pass over the loader, and what
// one small operation costs. The model's FLOPs are those of its products: 2 N (6 I H + ...) without
// the gradient of the input, 49.1 GFLOP an epoch of 60,000 images for the MLP.
#include <benchmark/benchmark.h>

#include <cmath>

#include "bench/rows/inputs.h"
#include "core/base/parallel.h"
#include "core/d2l/d2l.h"
#include "core/data/synthetic.h"

namespace weft {
namespace {

const d2l::FashionMNIST& data() {
  static const d2l::FashionMNIST set(make_synthetic({0, 60'000, 256}), 256);
  return set;
}

void steps(benchmark::State& state, d2l::Module& model, double flops) {
  manual_seed(0);
  d2l::Trainer trainer(1'000'000);
  trainer.start(model, data());
  const int64_t regions = parallel_regions();
  for (auto _ : state) {
    if (trainer.state().batch + 1 == trainer.state().train_batches) {
      state.PauseTiming();  // the step that ends an epoch validates, too
      trainer.advance();
      state.ResumeTiming();
    }
    trainer.advance();
  }
  state.counters["regions"] =
      static_cast<double>(parallel_regions() - regions) / static_cast<double>(state.iterations());
  state.counters["images/s"] = benchmark::Counter(256.0 * static_cast<double>(state.iterations()),
                                                  benchmark::Counter::kIsRate);
  state.counters["GFLOP/s"] = benchmark::Counter(
      flops * 1e-9 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void step_mlp(benchmark::State& state) {
  d2l::MLP model(10, 256, 0.1);
  steps(state, model, 256.0 * (4.0 * 784 * 256 + 6.0 * 256 * 10));
}
void step_softmax(benchmark::State& state) {
  d2l::SoftmaxRegression model(10, 0.1);
  steps(state, model, 256.0 * 4.0 * 784 * 10);
}

/// What is wrong in a pass, or nothing: every pixel and label is that of the image whose turn it
/// is.
std::string check_pass(DataLoader& loader) {
  const ImageSet& set = data().dataset().train;
  manual_seed(0);
  const Tensor order = randperm(set.count);
  const auto* const turns = order.data<int64_t>();
  manual_seed(0);
  Batch batch;
  int64_t at = 0;
  for (loader.start(); loader.next(batch);) {
    const auto* pixel = batch[0].data<float>();
    for (int64_t r = 0; r < batch[1].len(); ++r, ++at) {
      const std::string place = "image " + std::to_string(at);
      const auto label = batch[1].data<int64_t>()[r];
      if (const int want = set.label_bytes()[static_cast<size_t>(turns[at])]; label != want)
        return bench::wrong("loader/60000", "label of " + place, static_cast<double>(label), want);
      for (const uint8_t byte : set.image(turns[at])) {
        const double want = byte / 255.0, got = static_cast<double>(*pixel++);
        if (!(std::abs(got - want) <= 1e-7))
          return bench::wrong("loader/60000", "a pixel of " + place, got, want);
      }
    }
  }
  if (at == set.count) return {};
  return bench::wrong("loader/60000", "its count", static_cast<double>(at),
                      static_cast<double>(set.count));
}

void loader_pass(benchmark::State& state) {
  const auto loader = data().train_dataloader();
  const std::string& error =
      bench::kept("loader/" + std::to_string(num_threads()), [&] { return check_pass(*loader); });
  if (!error.empty()) {
    state.SkipWithError(error.c_str());
    return;
  }
  Batch batch;
  for (auto _ : state)
    for (loader->start(); loader->next(batch);) benchmark::DoNotOptimize(batch[0].raw());
  state.SetItemsProcessed(state.iterations() * loader->examples());
}

void skip_unless(benchmark::State& state, const char* row, const Tensor& got, double want) {
  for (int64_t i = 0; i < 4; ++i) {
    const auto value = static_cast<double>(got.data<float>()[i]);
    if (value == want) continue;
    state.SkipWithError(bench::wrong(row, "y[" + std::to_string(i) + "]", value, want).c_str());
    return;
  }
}

void small_add(benchmark::State& state) {
  const Tensor a = ones({4});
  const Tensor b = ones({4});
  skip_unless(state, "small/add", a + b, 2);
  for (auto _ : state) benchmark::DoNotOptimize((a + b).raw());
}
void small_add_recorded(benchmark::State& state) {
  const Tensor a = ones({4}).requires_grad_();
  const Tensor b = ones({4});
  skip_unless(state, "small/add_recorded", a + b, 2);
  for (auto _ : state) benchmark::DoNotOptimize((a + b).raw());
}
void small_backward(benchmark::State& state) {
  const Tensor a = ones({4}).requires_grad_();
  const Tensor b = ones({4});
  (a + b).sum().backward();
  skip_unless(state, "small/backward", a.grad(), 1);
  for (auto _ : state) (a + b).sum().backward();
}

BENCHMARK(small_add)->Name("small/add");
BENCHMARK(small_add_recorded)->Name("small/add_recorded");
BENCHMARK(small_backward)->Name("small/backward");

const bool added = [] {
  for (const int threads : bench::thread_counts()) {
    const std::string of = "/threads:" + std::to_string(threads);
    const auto add = [&](const std::string& row, auto body) {
      return benchmark::RegisterBenchmark((row + of).c_str(),
                                          [=](benchmark::State& state) {
                                            const int before = num_threads();
                                            set_num_threads(threads);
                                            body(state);
                                            set_num_threads(before);
                                          })
          ->UseRealTime();
    };
    add("step/mlp", step_mlp)->Unit(benchmark::kMicrosecond);
    add("step/softmax", step_softmax)->Unit(benchmark::kMicrosecond);
    add("loader/60000", loader_pass)->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
}  // namespace weft
