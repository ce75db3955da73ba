// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kNeon64 =
    make_machine<xsimd::neon64, Tiles{3, {14, 10, 8, 4}, true, 1024, 1 << 17},
                 Tiles{3, {14, 10, 8, 4}, true, 512, 1 << 17}>("neon64");

}  // namespace weft::simd
