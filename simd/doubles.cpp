// A file of its own, so that a module that defines it otherwise is linked without this one.
#include "simd/kernels.h"

#ifdef __wasm__
constinit const bool weft::simd::kHasDoubles = true;
#endif
