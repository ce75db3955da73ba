#include "peak.h"

#include <cstdint>
#include <string_view>

#include "simd/kernels.h"

namespace weft::bench {
namespace {

// Twelve chains hide the latency of any processor's multiply-add; x + x / 1000 - c stays near c *
// 1000.
// (gcc 12 takes a dependent vector_size in a class alone.)
template <int kLanes>
struct Vector {
  typedef float type __attribute__((vector_size(kLanes * sizeof(float))));
};

template <int kLanes>
[[gnu::always_inline]] inline float chains(int64_t n) {
  using Register = typename Vector<kLanes>::type;
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

constexpr int64_t kSteps = 100'000;

struct Run {
  float (*run)(int64_t) = run_128;
  int lanes = 4;
};

const Run& chosen() {
  static const Run run = [] {
#ifdef __x86_64__
    const std::string_view name = simd::machine().name;
    if (name == "avx512") return Run{run_512, 16};
    if (name == "avx2") return Run{run_256, 8};
#endif
    return Run{};
  }();
  return run;
}

}  // namespace

void run_multiply_adds() {
  volatile float keep = chosen().run(kSteps);
  (void)keep;
}

double multiply_adds_flops() { return 12.0 * 2 * chosen().lanes * kSteps; }

}  // namespace weft::bench
