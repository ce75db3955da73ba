// Chooses the table of kernels, once. A machine is offered only where the processor and the
// operating system have every feature that its file was compiled with (CMakeLists.txt).
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "simd/machines.h"

namespace weft::simd {
namespace {

/// Best first.
std::vector<const Machine*> available() {
  std::vector<const Machine*> found;
#if defined(__x86_64__)
  __builtin_cpu_init();
  const auto has = [](auto... features) { return (features && ...); };
#define WEFT_HAS(feature) __builtin_cpu_supports(feature)
  const bool sse42 = has(WEFT_HAS("sse4.2"), WEFT_HAS("popcnt"));
  const bool avx2 = sse42 && has(WEFT_HAS("avx2"), WEFT_HAS("fma"));
  // clang's -mavx512f stands for f16c as well; every processor with AVX-512 has it.
  const bool avx512 = avx2 && has(WEFT_HAS("avx512f"), WEFT_HAS("avx512cd"), WEFT_HAS("avx512dq"),
                                  WEFT_HAS("avx512bw"), WEFT_HAS("avx512vl"));
#undef WEFT_HAS
  if (avx512) found.push_back(&kAvx512);
  if (avx2) found.push_back(&kAvx2);
  if (sse42) found.push_back(&kSse42);
#elif defined(__aarch64__)
  found.push_back(&kNeon64);
#else
  found.push_back(&kWasm);
#endif
  return found;
}

std::string list(const std::vector<const Machine*>& machines) {
  std::string out;
  for (const Machine* m : machines) out.append(out.empty() ? "" : ", ").append(m->name);
  return out.empty() ? "none" : out;
}

const Machine& choose() {
  const std::vector<const Machine*> machines = available();
  const char* const wanted = std::getenv("WEFT_SIMD");
  if (!wanted || !*wanted) {
    if (machines.empty()) throw std::runtime_error("weft: this processor has no SSE4.2");
    return *machines.front();
  }
  for (const Machine* m : machines) {
    if (std::string_view(wanted) == m->name) return *m;
  }
  throw std::runtime_error("WEFT_SIMD: unknown instruction set '" + std::string(wanted) +
                           "', this processor can run: " + list(machines));
}

}  // namespace

const Machine& machine() {
  static const Machine& chosen = choose();
  return chosen;
}

void fail_without_doubles() {
  throw std::runtime_error("float64: this module computes with float32 alone");
}

std::vector<std::string_view> available_machines() {
  std::vector<std::string_view> names;
  for (const Machine* m : available()) names.emplace_back(m->name);
  return names;
}

}  // namespace weft::simd
