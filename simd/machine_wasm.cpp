// See table.h. One file for both: -mrelaxed-simd turns fma() into one instruction.
//
// Tiles of 6 x 8 with relaxed multiply-add: 12 sums, two registers of B and a factor. 4 x 8
// without, where the product takes a register, too. 6 x 8 reaches 88 % of the 128-bit peak at 256 x
// 256 x 784 and 79 % with A transposed (Sapphire Rapids, Chromium 156), 4 x 8 82 %, 3 x 12 78 %
// (but 9 % more than 6 x 8 with ten columns: left out for its size); without relaxed multiply-add 4
// x 8 comes to 91 % of what the processor does in products and sums apart.
//
// Rows of A by a pointer each, one step at a time: unrolled by 4, 6 x 8 falls from 52 to 35 GFLOP/s
// under Node 20 and from 52 to 48 in Chromium. With A's rows adjacent the bare tile of 6 x 8 runs
// at 36 under Node 20, 59 in Chromium. A panel of B is half a cache line wide, so more than a few
// tiles want it packed. Sums of at most 512 steps: no gain, 256: up to 11 % slower.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

#ifdef __wasm_relaxed_simd__
constexpr const char* kName = "wasm-relaxed";
constexpr int kHeight = 6;
#else
constexpr const char* kName = "wasm";
constexpr int kHeight = 4;
#endif

using Floats = Vec<float, xsimd::wasm>;
using Doubles = Vec<double, xsimd::wasm>;

constinit const Machine kWasm = {kName, Floats::width * 32};
constinit const Kernels<float> Machine::f32 =
    make_kernels<Floats, Tiles{.vectors = 2,
                               .rows = {kHeight, kHeight, 0, 0},
                               .kc = 1024,
                               .block = 1 << 17,
                               .in_place = 4}>();
constinit const Kernels<double> Machine::f64 = make_kernels<Doubles, Tiles{.vectors = 2,
                                                                           .rows = {3, 3, 0, 0},
                                                                           .kc = 512,
                                                                           .block = 1 << 16,
                                                                           .in_place = 4,
                                                                           .along = false}>();

}  // namespace weft::simd
