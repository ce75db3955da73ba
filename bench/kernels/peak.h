// The most that one core can do: multiply-adds on registers alone, with the instruction set in use.
#pragma once

namespace weft::bench {

/// float32 GFLOP/s, measured once, at first use.
double peak_gflops();

}  // namespace weft::bench
