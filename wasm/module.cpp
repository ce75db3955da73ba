// The module as a whole: what it is, its threads, its memory, its last error.
#include <emscripten/heap.h>

#include <cstdlib>

#include "core/base/parallel.h"
#include "simd/kernels.h"
#include "wasm/api.h"

namespace weft::wasm {

std::string& error_text() {
  static std::string text;
  return text;
}

}  // namespace weft::wasm

using namespace weft;
using wasm::guarded;

WEFT_EXPORT const char* weft_error() { return wasm::error_text().c_str(); }
WEFT_EXPORT const char* weft_version() { return WEFT_VERSION; }
WEFT_EXPORT const char* weft_simd() {
  return guarded([] { return simd::machine().name; });
}
WEFT_EXPORT double weft_memory_maximum() { return static_cast<double>(emscripten_get_heap_max()); }

/// The first call, before any other work, decides how the threads wait.
WEFT_EXPORT int weft_set_threads(int count) {
  return guarded([=] {
#ifdef __EMSCRIPTEN_PTHREADS__
    // Threads sleep as soon as their work is done. Where other programs want the cores too, waiting
    // in a loop makes an epoch of 1.2 s one of 8 s (100 us of waiting) to 30 s (the runtime's 200
    // ms): WebAssembly cannot yield, so the loop keeps the thread that it waits for off its core.
    setenv("KMP_BLOCKTIME", "0", 0);
    setenv("OMP_STACKSIZE", "256K", 0);
#endif
    set_num_threads(count);
    return num_threads();
  });
}
