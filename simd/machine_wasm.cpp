// See table.h. One file for both: -mrelaxed-simd turns fma() into one instruction.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

#ifdef __wasm_relaxed_simd__
constexpr const char* kName = "wasm-relaxed";
#else
constexpr const char* kName = "wasm";
#endif

constinit const Machine kWasm =
    make_machine<xsimd::wasm, Tiles{2, {6, 4, 0, 0}, false, 1024, 1 << 17},
                 Tiles{2, {4, 4, 0, 0}, false, 512, 1 << 16}>(kName);

}  // namespace weft::simd
