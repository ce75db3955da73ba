// An index as a text, in Python's words: "1:3, -1, ..., None, T".
#pragma once
#include <string_view>
#include <vector>

#include "core/ops/index.h"

namespace weft::wasm {

/// Parts are whole numbers, slices, `...`, `None` for a new axis, and `T` for the next of
/// `tensors`.
Indices parse_index(std::string_view text, const std::vector<Tensor>& tensors);

}  // namespace weft::wasm
