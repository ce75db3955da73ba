// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
//
// Tiles of 6 x 64. Zen 5 runs all from 6 x 32 to 14 x 32 and 8 x 48 at 98 to 99 % of its peak from
// L1. Sapphire Rapids runs them at one multiply-add a port and cycle too, but lowers its clock with
// the work: on registers alone 3.7 GHz, with a tile's loads 3.1 to 3.4. So the fewest loads and
// instructions win there: 6 x 64 (10 loads for 24), unrolled by 4, is 1 to 8 % ahead of 12 x 32 (14
// for 24) and 14 x 32, and 2 to 5 % ahead of itself not unrolled. Six rows also never meet in one
// set of the cache. Factors as memory operands of the multiply-add lose 10 %, prefetching B or C 0
// to 4 %, unrolling by 8 1 %, packing A 3 to 8 %. Sums of at most 512 or 256 steps lose 2 to 8 %.
// With A packed tile by tile, 14 x 32 passes over B less often: 6 % at 256 x 784 x 256, A
// transposed; where only 256 columns pass by, packing takes more than it gives.
//
// A block of 1 MiB: half of Sapphire Rapids' second cache. With half a block, W is packed before
// the tiles begin, and what that displaces costs 3 %.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx512 = make_machine<xsimd::avx512bw,
                                               Tiles{.vectors = 4,
                                                     .rows = {14, 14, 9, 6},
                                                     .kc = 1024,
                                                     .block = 1 << 18,
                                                     .unroll = 4,
                                                     .pack_columns = 512,
                                                     .packed_vectors = 2},
                                               Tiles{.vectors = 4,
                                                     .rows = {14, 14, 9, 6},
                                                     .kc = 512,
                                                     .block = 1 << 17,
                                                     .unroll = 4,
                                                     .pack_columns = 512,
                                                     .packed_vectors = 2}>("avx512");

}  // namespace weft::simd
