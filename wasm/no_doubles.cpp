// For modules that train in float32 and only store float64: without its kernels they are a tenth
// smaller.
#include "simd/kernels.h"

constinit const bool weft::simd::kHasDoubles = false;
