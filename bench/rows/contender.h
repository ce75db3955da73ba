// The main function of a rival's program. What the report says of it beside its figures is in
// Google Benchmark's context: the library, with its version.
#pragma once
#include <benchmark/benchmark.h>

#include <string>

namespace weft::bench {

inline int contend(int argc, char** argv, const std::string& library) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::AddCustomContext("library", library);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace weft::bench
