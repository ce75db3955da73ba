// See table.h; compiled with the flags that CMakeLists.txt gives to this file alone.
#include "simd/machines.h"
#include "simd/table.h"

namespace weft::simd {

constinit const Machine kAvx512 =
    make_machine<xsimd::avx512bw, Tiles{2, {14, 12, 8, 5}, true, 1024, 1 << 17},
                 Tiles{2, {14, 12, 8, 5}, true, 512, 1 << 17}>("avx512");

}  // namespace weft::simd
