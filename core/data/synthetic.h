// A data set in Fashion-MNIST's shape for when the real one is not at hand: ten garment classes
// drawn procedurally, in equal parts, the same bytes for the same seed on every machine and with
// any number of threads. It carries a watermark (watermark.h), and its name is "synthetic" wherever
// it goes.
#pragma once
#include <cstdint>

#include "core/data/dataset.h"

namespace weft {

struct SyntheticOptions {
  uint64_t seed = 0;
  int64_t train =
      60000;  ///< how many images; the first n of a larger set are those of a smaller one
  int64_t test = 10000;
};

Dataset make_synthetic(const SyntheticOptions& options = {});

}  // namespace weft
