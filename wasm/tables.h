// Operations that are called by name as those of core/registry are, and that only a caller from
// outside needs: what C++ writes as a method, a bracket or a constructor.
#pragma once
#include <memory>

#include "core/optim/optimizer.h"
#include "core/registry/registry.h"

namespace weft::wasm {

std::span<const registry::Operation> tensor_table();

/// Each row is an optimizer by its class name. It leaves what it has made in made_optimizer().
std::span<const registry::Operation> optimizer_table();
std::unique_ptr<optim::Optimizer>& made_optimizer();

}  // namespace weft::wasm
