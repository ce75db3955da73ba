// The commands of the program. Results go to standard output, progress and errors to standard
// error.
#pragma once
#include <cstdint>
#include <string>

namespace weft::app {

/// Runs the command line; returns the exit status. Errors are exceptions.
int run(int argc, char** argv);

struct TrainOptions {
  std::string model;  ///< "mlp" or "softmax"
  int64_t epochs = 10, batch = 256, hidden = 256;
  double lr = 0.1;
  int64_t seed = 0;
  int64_t threads = 0;  ///< 0: one a core
  std::string data, json, plot, save, resume;
};
void train(const TrainOptions& options);

/// What this build and this processor are. `simd_list`: only the instruction sets, one a line.
void info(bool simd_list);

struct SynthOptions {
  std::string directory;
  int64_t seed = 0;
  int64_t train = 60000, test = 10000;
  bool force = false;
};
void synthesize(const SynthOptions& options);

}  // namespace weft::app
