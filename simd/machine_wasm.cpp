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
    make_machine<xsimd::wasm, TileShape{4, 2, 240, 384, 3072}, TileShape{4, 2, 240, 256, 3072}>(
        kName);

}  // namespace weft::simd
