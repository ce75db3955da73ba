// Softmax, cross-entropy with its gradient, and the gather of a shuffled minibatch of images.
#include <benchmark/benchmark.h>

#include <numeric>
#include <random>
#include <vector>

#include "bench/rows/softmax.h"
#include "simd/kernels.h"

namespace weft {
namespace {

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

BENCHMARK(gather_images);

const bool added = [] {
  bench::add_logits("softmax", [](bench::Logits& data) -> std::optional<double> {
    simd::machine().f32.softmax(data.x.data(), data.y.data(), data.rows, data.n, false);
    return {};
  });
  bench::add_logits("cross_entropy_grad", [](bench::Logits& data) -> std::optional<double> {
    simd::machine().f32.cross_entropy(data.x.data(), data.labels.data(), data.losses.data(),
                                      data.y.data(), data.rows, data.n,
                                      1.0f / static_cast<float>(data.rows));
    return static_cast<double>(simd::machine().f32.sum(data.losses.data(), data.rows)) /
           static_cast<double>(data.rows);
  });
  return true;
}();

}  // namespace
}  // namespace weft
