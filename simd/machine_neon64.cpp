// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kNeon64 =
    make_machine<xsimd::neon64, TileShape{6, 3, 240, 384, 3072}, TileShape{6, 3, 240, 256, 3072}>(
        "neon64");

}  // namespace weft::simd
