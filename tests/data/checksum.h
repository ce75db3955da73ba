// FNV-1a, 64 bits, over the pixels and labels of both splits.
#pragma once
#include <cstdint>

#include "core/data/dataset.h"

namespace weft::test {

inline uint64_t checksum(const Dataset& data) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const ImageSet* set : {&data.train, &data.test}) {
    for (const auto bytes : {set->pixel_bytes(), set->label_bytes()}) {
      for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
    }
  }
  return hash;
}

}  // namespace weft::test
