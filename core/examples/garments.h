// The images of chapters 4 and 5: Fashion-MNIST from the folder that is a program's second
// argument, or from where WEFT_DATA or the cache has it; without any, the synthetic set, which is
// said.
#pragma once
#include <cstdio>

#include "core/data/files.h"
#include "core/data/synthetic.h"

namespace weft::examples {

inline Dataset garments(int argc, char** argv) {
  if (auto found = find_dataset(argc > 2 ? argv[2] : "")) return std::move(*found);
  std::puts("no data found: everything below is computed from the synthetic set");
  return make_synthetic({.train = 6000, .test = 1000});
}

}  // namespace weft::examples
