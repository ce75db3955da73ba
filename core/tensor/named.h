// Tensors by name: what checkpoints hold.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

using NamedTensors = std::vector<std::pair<std::string, Tensor>>;

}  // namespace weft
