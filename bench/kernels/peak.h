// The most that one core can do: multiply-adds on registers alone, with the instruction set in use.
#pragma once

namespace weft::bench {

/// A stretch of multiply-adds on the calling thread (tens of microseconds), and how many operations
/// it is.
void run_multiply_adds();
double multiply_adds_flops();

}  // namespace weft::bench
