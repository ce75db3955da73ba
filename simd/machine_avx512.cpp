// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx512 = make_machine<xsimd::avx512bw, TileShape{12, 2, 240, 384, 3072},
                                               TileShape{12, 2, 240, 256, 3072}>("avx512");

}  // namespace weft::simd
