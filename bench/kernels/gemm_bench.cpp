// Products, through the kernel and, where they are so small that the way there counts, through
// matmul().
#include "core/ops/gemm.h"

#include "bench/rows/products.h"
#include "core/base/parallel.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

using bench::Product;

void run(const Product& p, const float* a, const float* b, float* c) {
  const MatrixView<float> left{a, p.m, p.k, p.a_turned ? 1 : p.k, p.a_turned ? p.m : 1};
  const MatrixView<float> right{b, p.k, p.n, p.b_turned ? 1 : p.n, p.b_turned ? p.k : 1};
  gemm(left, right, c, p.n);
}

void through_tensors(int64_t size) {
  const Product p{size, size, size, false, false};
  const std::string row = bench::name(p, 1, "matmul");
  benchmark::RegisterBenchmark(row.c_str(), [=](benchmark::State& state) {
    set_num_threads(1);
    const bench::Buffer x = bench::samples(size * size, -1, 1, 1);
    const bench::Buffer y = bench::samples(size * size, -1, 1, 2);
    const Tensor a = from_blob(const_cast<float*>(x.data()), {size, size});
    const Tensor b = from_blob(const_cast<float*>(y.data()), {size, size});
    const std::string error = bench::check(p, row, x.data(), y.data(), matmul(a, b).data<float>());
    if (!error.empty()) {
      state.SkipWithError(error.c_str());
      return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(matmul(a, b).raw());
  })->UseRealTime();
}

const bool added = [] {
  bench::add_products(set_num_threads, run);
  for (const int64_t size : bench::small_cubes()) through_tensors(size);
  return true;
}();

}  // namespace
}  // namespace weft
