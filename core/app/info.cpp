#include <cstdio>
#include <string>

#include "core/app/commands.h"
#include "core/base/parallel.h"
#include "simd/kernels.h"

namespace weft::app {

void info(bool simd_list) {
  const auto machines = simd::available_machines();
  if (simd_list) {
    for (const auto name : machines)
      std::printf("%.*s\n", static_cast<int>(name.size()), name.data());
    return;
  }
  std::string names;
  for (const auto name : machines) names += (names.empty() ? "" : ", ") + std::string(name);
  const auto& machine = simd::machine();
  const auto& gemm = machine.f32.gemm;
  std::printf("weft %s\n", WEFT_VERSION);
  std::printf("instruction set  %s (%d-bit registers); this processor can run: %s\n", machine.name,
              machine.register_bits, names.c_str());
  std::printf("threads          %d\n", num_threads());
  std::printf("float32 tile     %d x %d, at most %d deep\n", gemm.rows[gemm.vectors - 1],
              gemm.vectors * gemm.lanes, gemm.kc);
}

}  // namespace weft::app
