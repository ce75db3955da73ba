// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
//
// Tiles of 4 x 8: products and sums are two instructions, and each needs a register to work in. 5 x
// 8, 6 x 8, 3 x 12 and 2 x 16 are within 5 % of it (Zen 5).
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kSse42 =
    make_machine<xsimd::sse4_2,
                 Tiles{.vectors = 2, .rows = {8, 4, 2, 2}, .kc = 1024, .block = 1 << 17},
                 Tiles{.vectors = 2, .rows = {8, 4, 2, 2}, .kc = 512, .block = 1 << 17}>("sse42");

}  // namespace weft::simd
