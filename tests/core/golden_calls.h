// The operations of golden/*.json by name, with their arguments.
#pragma once
#include "core/ops/ops.h"
#include "tests/golden.h"

namespace weft::test {

using Inputs = std::vector<Tensor>;

/// Whether there is an operation of that name.
bool has_golden_call(const std::string& op);
/// The operation on these inputs. Arguments go by the names of the registry's parameters; the
/// inputs are the parameters that have none, in order.
std::vector<Tensor> golden_call(const std::string& op, const Inputs& inputs, const Golden& args);

}  // namespace weft::test
