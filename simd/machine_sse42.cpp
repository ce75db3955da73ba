// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kSse42 =
    make_machine<xsimd::sse4_2, Tiles{2, {8, 4, 2, 2}, true, 1024, 1 << 18},
                 Tiles{2, {8, 4, 2, 2}, true, 512, 1 << 17}>("sse42");

}  // namespace weft::simd
