// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kNeon64 =
    make_machine<xsimd::neon64,
                 Tiles{.vectors = 3, .rows = {14, 10, 8, 4}, .kc = 1024, .block = 1 << 17},
                 Tiles{.vectors = 3, .rows = {14, 10, 8, 4}, .kc = 512, .block = 1 << 17}>(
        "neon64");

}  // namespace weft::simd
