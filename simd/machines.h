// The tables that are compiled in, each in a file of its own. Only dispatch.cpp chooses among them.
#pragma once
#include "simd/kernels.h"

namespace weft::simd {

#if defined(__x86_64__) || defined(_M_X64)
extern const Machine kSse42, kAvx2, kAvx512;
#elif defined(__aarch64__) || defined(_M_ARM64)
extern const Machine kNeon64;
#elif defined(__wasm_simd128__)
extern const Machine kWasm;
#else
#error "weft has kernels for x86-64, AArch64 and WebAssembly with SIMD"
#endif

}  // namespace weft::simd
