// What the exported functions have in common. The interface is plain C: numbers and pointers, no
// object model of Emscripten's (embind alone is larger than the layers and the optimizers).
//
// Whole numbers and pointers are 32 bits, sizes and seeds that may need more are doubles. A
// function that fails returns -1 or a null pointer and leaves its text in weft_error(); nothing is
// thrown into JavaScript.
#pragma once
#include <emscripten.h>

#include <exception>
#include <new>
#include <string>
#include <type_traits>

#define WEFT_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE

namespace weft::wasm {

/// The text of the last failure.
std::string& error_text();

template <class F>
auto guarded(F&& f) -> decltype(f()) {
  using Result = decltype(f());
  try {
    return f();
  } catch (const std::bad_alloc&) {
    error_text() = "weft: out of memory";
  } catch (const std::exception& error) {
    error_text() = error.what();
  }
  if constexpr (std::is_pointer_v<Result>)
    return nullptr;
  else
    return Result{-1};
}

}  // namespace weft::wasm
