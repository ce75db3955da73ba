// The guard of speed: what a step of training does, counted exactly and compared with what its
// shapes demand. Times cannot be tested on a shared machine; a product too many, an operand packed
// for nothing, a tensor or a parallel region more are found here, in a few lines each:
//
//   core/ops/gemm*.cpp what is packed and how threads share it: struct Product below
//   core/ops, core/d2l  the tensors and loops beside the products: allocations() and regions()
#include "core/base/work.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "core/d2l/d2l.h"
#include "core/data/synthetic.h"
#include "core/ops/gemm.h"
#include "core/ops/iterate.h"
#include "simd/kernels.h"
#include "tests/core/threads.h"

namespace weft {
namespace {

constexpr int64_t kBatch = 256, kPixels = 28 * 28;

int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

/// C (m, n) = A (m, k) B (k, n), cut into tiles of `height` rows and panels of `width` columns. A
/// is packed where it is read along its rows (steps adjacent) and the machine has no tiles for
/// that, and where many columns pass by its columns; B where it is read along its columns, and
/// where more tiles pass by than read it in place. A few columns may be scalar products, which pack
/// nothing of these. No side of these products crowds the cache or exceeds what is packed at a
/// time.
struct Product {
  int64_t m, n, k;
  bool a_along, b_along;
  bool nested = false;  // inside a loop over threads, so on one

  const simd::Gemm<float>& kernel = simd::machine().f32.gemm;
  int64_t lanes = kernel.lanes;
  bool dots = n <= simd::Gemm<float>::kMaxRows && kernel.dots[n - 1] && a_along && b_along &&
              k >= 8 * lanes;
  bool passes_often = !a_along && m > kernel.rows[3] && n >= kernel.pack_columns;
  int64_t registers =
      passes_often ? kernel.packed_vectors : std::min<int64_t>(kernel.vectors, ceil_div(n, lanes));
  int64_t height = ceil_div(m, ceil_div(m, kernel.rows[registers - 1]));
  int64_t width = registers * lanes;
  int64_t tiles = ceil_div(m, height), panels = ceil_div(n, width);
  int64_t work = dots ? ceil_div(m, 2) : tiles * panels;
  int64_t grain = std::max<int64_t>(1, kFlopsPerThread / (2 * k * (dots ? 2 * n : height * width)));

  bool packs_b = (b_along || tiles > kernel.in_place) && !dots;
  bool by_tiles = !packs_b && ceil_div(n, lanes) * lanes * k <= kernel.block;
  bool packs_a = passes_often || (a_along && !kernel.tile_along[0][0]);
  bool packs_a_late = packs_a && by_tiles, packs_a_first = packs_a && !by_tiles;
  /// Before the tiles begin, where more than one block of A goes by; or else by whoever meets it.
  bool packs_b_first = packs_b && tiles > std::max<int64_t>(1, kernel.block / k / height);
  bool packs_b_late = packs_b && !packs_b_first;

  [[nodiscard]] int64_t columns(int64_t panel) const {
    return std::min(width, ceil_div(n - panel * width, lanes) * lanes);
  }
  [[nodiscard]] int64_t packed_bytes(int threads) const {
    int64_t lines =
        (packs_a ? m : 0) + (packs_b_first || packs_b_late ? ceil_div(n, lanes) * lanes : 0);
    const int64_t takers = nested ? 1 : std::min<int64_t>(threads, ceil_div(work, grain));
    for (int64_t t = 1; packs_b_late && t < takers; ++t)
      if (const int64_t begin = work * t / takers; begin % tiles != 0)
        lines += columns(begin / tiles);  // two threads meet in this panel
    for (int64_t t = 1; packs_a_late && t < takers; ++t)
      if (const int64_t begin = work * t / takers; begin % panels != 0)
        lines += std::min(height, m - begin / panels * height);  // or in this tile
    return lines * k * static_cast<int64_t>(sizeof(float));
  }
  /// What is packed first shares one; panels packed late have the stack while they are small.
  [[nodiscard]] int64_t workspaces() const {
    const int64_t own = (packs_b_late ? columns(0) * k : 0) + (packs_a_late ? height * k : 0);
    return (packs_a_first || packs_b_first) + (own > 2048);
  }
  [[nodiscard]] int64_t regions() const {
    if (nested) return 0;
    const int64_t packed = (packs_a_first ? tiles : 0) + (packs_b_first ? panels : 0);
    return (packed > std::max<int64_t>(1, 50'000 / (k * width))) + (work > grain);
  }
};

struct Layer {
  int64_t in, out;
  bool first;

  /// The batch is cut into two halves for a dW of few rows, see core/ops/gemm.cpp.
  [[nodiscard]] bool in_halves() const { return out <= 32 && in >= 128; }
  /// y = x W^T, dW = dy^T x and, where the input has a gradient, dx = dy W.
  [[nodiscard]] std::vector<Product> products() const {
    std::vector<Product> all{{kBatch, out, in, true, true}};
    const int64_t parts = in_halves() ? 2 : 1;
    for (int64_t i = 0; i < parts; ++i)
      all.push_back({out, in, kBatch / parts, false, false, in_halves()});
    if (!first) all.push_back({kBatch, in, out, true, false});
    return all;
  }
};
using Layers = std::vector<Layer>;

template <class F>
int64_t over_products(const Layers& layers, F&& f) {
  int64_t sum = 0;
  for (const Layer& layer : layers)
    for (const Product& p : layer.products()) sum += f(p);
  return sum;
}

int64_t allocations(const Layers& layers) {
  int64_t sum = 2;  // images and labels
  for (const Layer& l : layers) {
    sum += 1;                // y
    sum += 3;                // dW, db and the sums of 128 rows in it
    sum += l.in_halves();    // the second half's dW
    sum += l.first ? 0 : 2;  // dx, and dx where ReLU let x pass
  }
  sum += 2 + 3;  // the losses and their gradient; their sum, its divisor, the mean
  sum += 2;      // the gradients of the mean, and of the logits
  return sum + over_products(layers, [](const Product& p) { return p.workspaces(); });
}

int64_t regions(const Layers& layers) {
  int64_t sum = 1;  // the gathering of images
  for (const Layer& l : layers) {
    sum += l.in_halves();                                            // dW
    sum += !l.first && kBatch * l.in > kPointwiseGrain;              // ReLU's gradient
    sum += l.out > std::max<int64_t>(64, kPointwiseGrain / kBatch);  // db
    sum += l.in * l.out > kPointwiseGrain;                           // the update
  }
  return sum + over_products(layers, [](const Product& p) { return p.regions(); });
}

Work expected(const Layers& layers, int threads) {
  return {
      .flops = over_products(layers, [](const Product& p) { return 2 * p.m * p.n * p.k; }),
      .packed_bytes =
          over_products(layers, [&](const Product& p) { return p.packed_bytes(threads); }),
      .allocations = allocations(layers),
      .system_allocations = 0,
      .parallel_regions = threads == 1 ? 0 : regions(layers),
  };
}

void check(d2l::Module& model, const Layers& layers, int threads) {
  INFO(simd::machine().name << ", " << layers.size() << " layers, threads: " << threads);
  const d2l::FashionMNIST data(make_synthetic({0, 8 * kBatch, kBatch}), kBatch);
  manual_seed(0);
  d2l::Trainer trainer(1);
  trainer.start(model, data);
  for (int warm = 0; warm < 2; ++warm) trainer.advance();
  const Work demanded = expected(layers, threads);
  for (int step = 2; step < 6; ++step) {
    const Work before = work();
    trainer.advance();
    const Work done = work() - before;
    CHECK(done.flops == demanded.flops);
    CHECK(done.packed_bytes == demanded.packed_bytes);
    CHECK(done.allocations == demanded.allocations);
    CHECK(done.system_allocations == demanded.system_allocations);
    CHECK(done.parallel_regions == demanded.parallel_regions);
  }
}

TEST_CASE("a step of training does the work that its shapes demand, and no more") {
  const test::ThreadCount restore;
  for (const int threads : {1, 2}) {
    if (!test::try_threads(threads)) continue;
    d2l::MLP mlp(10, 256, 0.1);
    check(mlp, {{kPixels, 256, true}, {256, 10, false}}, threads);
    d2l::SoftmaxRegression softmax(10, 0.1);
    check(softmax, {{kPixels, 10, true}}, threads);
  }
}

}  // namespace
}  // namespace weft
