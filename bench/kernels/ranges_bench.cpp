// The kernels on ranges, in and out of the caches: every row of pointwise.def forward and backward,
// sums and updates.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/rows/pointwise.h"
#include "simd/kernels.h"

namespace weft {
namespace {

using bench::Buffer;
const simd::Kernels<float>& kernels() { return simd::machine().f32; }

/// Adds one benchmark for each length: run(x, y, z, n) on samples; `passes` ranges go through
/// memory. Rows that rivals have, too, come with their own inputs and are checked.
template <class F>
void add(const std::string& name, double low, double high, int passes, F run) {
  if (const bench::Pointwise* op = bench::find_pointwise(name)) {
    bench::add_pointwise(*op, run);
    return;
  }
  for (const int64_t n : bench::lengths()) {
    benchmark::RegisterBenchmark(
        (name + "/" + std::to_string(n)).c_str(), [=](benchmark::State& state) {
          const Buffer x = bench::samples(n, low, high), y = bench::samples(n, low, high);
          Buffer z(n);
          for (auto _ : state) {
            run(x.data(), y.data(), z.data(), n);
            benchmark::ClobberMemory();
          }
          const int64_t values = state.iterations() * n;
          state.SetItemsProcessed(values);
          state.SetBytesProcessed(values * passes * static_cast<int64_t>(sizeof(float)));
        });
  }
}

const bool added = [] {
#define WEFT_UNARY(name, Node, formula, slope, uses, low, high, ...)                         \
  add(#name, low, high, 2, [](const float* x, const float*, float* z, int64_t n) {           \
    kernels().unary[static_cast<int>(simd::Unary::name)](x, z, n);                           \
  });                                                                                        \
  add(#name "_grad", low, high, 3, [](const float* x, const float* y, float* z, int64_t n) { \
    kernels().unary_grad[static_cast<int>(simd::Unary::name)](x, y, y, z, n);                \
  });
#define WEFT_BINARY(name, ...)                                                              \
  add(#name, 0.1, 3, 3, [](const float* x, const float* y, float* z, int64_t n) {           \
    kernels().binary[static_cast<int>(simd::Binary::name)]({x}, {y}, z, n, 1);              \
  });                                                                                       \
  add(#name "_scalar", 0.1, 3, 2, [](const float* x, const float* y, float* z, int64_t n) { \
    kernels().binary[static_cast<int>(simd::Binary::name)]({x}, {y, 0}, z, n, 1);           \
  });
#define WEFT_PARAMETRIC(name, Node, formula, slope, low, high, kinks, p, q)                  \
  add(#name, low, high, 2, [](const float* x, const float*, float* z, int64_t n) {           \
    kernels().parametric[static_cast<int>(simd::Parametric::name)](p, q, x, z, n);           \
  });                                                                                        \
  add(#name "_grad", low, high, 3, [](const float* x, const float* y, float* z, int64_t n) { \
    kernels().parametric_grad[static_cast<int>(simd::Parametric::name)](p, q, y, x, z, n);   \
  });
#include "simd/pointwise.def"
  add("sum", 0, 1, 1,
      [](const float* x, const float*, float* z, int64_t n) { *z = kernels().sum(x, n); });
  add("add_row", -1, 1, 2, [](const float* x, const float* y, float* z, int64_t n) {
    const int64_t columns = bench::kColumns;
    kernels().binary[static_cast<int>(simd::Binary::add)]({x, 1, columns}, {y}, z, columns,
                                                          n / columns);
  });
  add("max", -1, 1, 1, [](const float* x, const float*, float*, int64_t n) {
    benchmark::DoNotOptimize(kernels().max(x, n));
  });
  add("axpy", -1, 1, 3,
      [](const float* x, const float*, float* z, int64_t n) { kernels().axpy(-0.1f, x, z, n); });
  add("scale", -1, 1, 2, [](const float* x, const float*, float* z, int64_t n) {
    kernels().scale(0.5f, 1.0f, x, z, n);
  });
  return true;
}();

}  // namespace
}  // namespace weft
