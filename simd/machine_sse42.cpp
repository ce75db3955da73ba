// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kSse42 =
    make_machine<xsimd::sse4_2, TileShape{4, 2, 240, 384, 3072}, TileShape{4, 2, 240, 256, 3072}>(
        "sse42");

}  // namespace weft::simd
