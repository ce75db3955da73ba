// Tensors by name: what checkpoints hold.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

using NamedTensors = std::vector<std::pair<std::string, Tensor>>;

/// The tensor of that name, or a null pointer.
const Tensor* find(const NamedTensors& tensors, std::string_view name);
/// One more. (Out of line, for the module's size.)
void append(NamedTensors& tensors, std::string_view prefix, std::string_view name, Tensor x);
/// Those whose names begin with `prefix`, under what is left of their names.
NamedTensors with_prefix(const NamedTensors& tensors, std::string_view prefix);

}  // namespace weft
