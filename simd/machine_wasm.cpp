// See table.h. One file for both: -mrelaxed-simd turns fma() into one instruction.
//
// Tiles of 4 x 8, with A's rows adjacent (constant offsets; a stride would cost an addition a
// load). V8 as of Node 20 splats all of a step's factors before it multiplies: what does not fit 16
// registers then, falls from 60 to between 25 and 33 GFLOP/s (5 x 8, 6 x 8, 3 x 16). Chromium 156
// runs 6 x 8 with relaxed multiply-add at 66 against 62, but without it at 34 (Zen 5).
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
