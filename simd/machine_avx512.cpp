// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
//
// Tiles of 12 x 32. Zen 5 runs all from 6 x 32 to 14 x 32 and 8 x 48 at 98 to 99 % of its peak from
// L1, and 12 x 32 the MLP's shapes 1 to 2 % faster than 8 x 32. Up to 16 columns take 14 x 16 (92
// %), up to five rows 5 x 64. Sums of at most 512 or 256 steps lose 3 to 8 % at K = 784.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx512 =
    make_machine<xsimd::avx512bw, Tiles{2, {14, 12, 8, 5}, true, 1024, 1 << 17},
                 Tiles{2, {14, 12, 8, 5}, true, 512, 1 << 17}>("avx512");

}  // namespace weft::simd
