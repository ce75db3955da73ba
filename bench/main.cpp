// Adds to Google Benchmark's report what ours depends on: instruction set and threads.
#include <benchmark/benchmark.h>

#include <string>

#include "core/base/parallel.h"
#include "simd/kernels.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::AddCustomContext("simd", weft::simd::machine().name);
  benchmark::AddCustomContext("threads", std::to_string(weft::num_threads()));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
