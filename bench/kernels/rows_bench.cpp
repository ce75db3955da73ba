// Softmax, cross-entropy with its gradient, and the gather of a shuffled minibatch of images.
// Arguments: rows, values in a row.
#include <benchmark/benchmark.h>

#include <numeric>
#include <random>
#include <vector>

#include "simd/kernels.h"

namespace weft {
namespace {

std::vector<float> logits(int64_t n) {
  std::mt19937 generator(1);
  std::uniform_real_distribution<float> uniform(-5, 5);
  std::vector<float> values(static_cast<size_t>(n));
  for (float& value : values) value = uniform(generator);
  return values;
}

void softmax(benchmark::State& state) {
  const int64_t rows = state.range(0), n = state.range(1);
  const std::vector<float> x = logits(rows * n);
  std::vector<float> y(x.size());
  for (auto _ : state) {
    simd::machine().f32.softmax(x.data(), y.data(), rows, n, false);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * rows);
}

void cross_entropy(benchmark::State& state) {
  const int64_t rows = state.range(0), n = state.range(1);
  const std::vector<float> x = logits(rows * n);
  std::vector<float> loss(static_cast<size_t>(rows)), grad(x.size());
  std::vector<int64_t> labels(loss.size());
  for (size_t r = 0; r < labels.size(); ++r) labels[r] = static_cast<int64_t>(r * 7) % n;
  for (auto _ : state) {
    simd::machine().f32.cross_entropy(x.data(), labels.data(), loss.data(), grad.data(), rows, n,
                                      1.0f / static_cast<float>(rows));
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * rows);
}

void gather_images(benchmark::State& state) {
  const int64_t count = 60'000, batch = 256, size = 784;
  const std::vector<uint8_t> images(static_cast<size_t>(count * size), 77);
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937(1));
  std::vector<float> y(static_cast<size_t>(batch * size));
  int64_t next = 0;
  for (auto _ : state) {
    if (next + batch > count) next = 0;
    simd::machine().f32.gather_images(images.data(), order.data() + next, y.data(), batch, size);
    benchmark::ClobberMemory();
    next += batch;
  }
  state.SetItemsProcessed(state.iterations() * batch);
}

void rows(benchmark::internal::Benchmark* bench) {
  bench->Args({256, 10})->Args({10'000, 10})->Args({256, 100})->Args({256, 1000});
}
BENCHMARK(softmax)->Apply(rows);
BENCHMARK(cross_entropy)->Apply(rows);
BENCHMARK(gather_images);

}  // namespace
}  // namespace weft
