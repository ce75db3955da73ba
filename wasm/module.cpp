// The module as a whole: what it is, its threads, its memory, its last error.
#include <emscripten/heap.h>

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
WEFT_EXPORT const char* weft_simd() { return guarded([] { return simd::machine().name; }); }
WEFT_EXPORT double weft_memory_maximum() { return static_cast<double>(emscripten_get_heap_max()); }

WEFT_EXPORT int weft_set_threads(int count) {
  return guarded([=] {
    set_num_threads(count);
    return num_threads();
  });
}
