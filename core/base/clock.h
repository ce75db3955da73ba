// The time, for durations.
#pragma once
#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#else
#include <chrono>
#endif

namespace weft {

/// Seconds since some moment of the past.
inline double seconds_now() {
#ifdef __EMSCRIPTEN__  // std::chrono brings printf, for errors of the clock: 4 kB gzipped
  return emscripten_get_now() / 1000;
#else
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
#endif
}

}  // namespace weft
