#include "peak.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "simd/kernels.h"

namespace weft::bench {
namespace {

// Twelve chains hide the latency of any processor's multiply-add; x + x / 1000 - c stays near c *
// 1000.
template <int kLanes>
[[gnu::always_inline]] inline float chains(int64_t n) {
  typedef float Register __attribute__((vector_size(kLanes * sizeof(float))));
  Register sums[12], factor = {}, term = {};
  factor = factor + 0.999f;
  term = term + 0.1f;
  for (Register& sum : sums) sum = term;
  for (int64_t i = 0; i < n; ++i) {
#ifdef __clang__
#pragma clang loop unroll(full)
#else
#pragma GCC unroll 12
#endif
    for (Register& sum : sums) sum = sum * factor + term;
  }
  Register total = {};
  for (const Register& sum : sums) total = total + sum;
  return total[0];
}

#ifdef __x86_64__
[[gnu::target("avx512f")]] float run_512(int64_t n) { return chains<16>(n); }
[[gnu::target("avx2,fma")]] float run_256(int64_t n) { return chains<8>(n); }
#endif
float run_128(int64_t n) { return chains<4>(n); }

double measure() {
  float (*run)(int64_t) = run_128;
  int lanes = 4;
#ifdef __x86_64__
  const std::string_view name = simd::machine().name;
  if (name == "avx512") run = run_512, lanes = 16;
  if (name == "avx2") run = run_256, lanes = 8;
#endif
  using Clock = std::chrono::steady_clock;
  constexpr int64_t steps = 100'000;
  double best = 1e9;
  volatile float keep = 0;
  for (int i = 0; i < 100; ++i) {
    const auto start = Clock::now();
    keep = run(steps);
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
  }
  (void)keep;
  return 12.0 * 2 * lanes * steps / best * 1e-9;
}

}  // namespace

double peak_gflops() {
  static const double peak = measure();
  return peak;
}

}  // namespace weft::bench
