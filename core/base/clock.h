// The time, for durations.
#pragma once
#include <ctime>

namespace weft {

/// Seconds since some moment of the past. POSIX's clock: std::chrono's brings printf into the
/// WebAssembly module, for errors that it does not have (4 kB gzipped).
inline double seconds_now() {
  std::timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace weft
