// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx2 =
    make_machine<xsimd::fma3<xsimd::avx2>, Tiles{2, {12, 6, 2, 2}, true, 1024, 1 << 18},
                 Tiles{2, {12, 6, 2, 2}, true, 512, 1 << 17}>("avx2");

}  // namespace weft::simd
