// Activations with parameters, normalisation, dropout.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> functional_table() { return {}; }

}  // namespace weft::registry
