// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
//
// Tiles of 6 x 16: 12 sums, two registers of B, one of A: 99 % of the peak from L1 (Zen 5); 4 x 16
// 93 %, 4 x 24 and 3 x 32 half. Unrolling by 4 gives 3 to 7 %, packing adjacent rows of A 10 % at
// 256 x 784 x 256 (Sapphire Rapids).
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx2 = make_machine<xsimd::fma3<xsimd::avx2>,
                                             Tiles{.vectors = 2,
                                                   .rows = {12, 6, 2, 2},
                                                   .kc = 1024,
                                                   .block = 1 << 17,
                                                   .unroll = 4,
                                                   .pack_columns = 512,
                                                   .packed_vectors = 2},
                                             Tiles{.vectors = 2,
                                                   .rows = {12, 6, 2, 2},
                                                   .kc = 512,
                                                   .block = 1 << 17,
                                                   .unroll = 4,
                                                   .pack_columns = 512,
                                                   .packed_vectors = 2}>("avx2");

}  // namespace weft::simd
