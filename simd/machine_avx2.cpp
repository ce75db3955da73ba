// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx2 =
    make_machine<xsimd::fma3<xsimd::avx2>, TileShape{6, 2, 240, 384, 3072},
                 TileShape{6, 2, 240, 256, 3072}>("avx2");

}  // namespace weft::simd
