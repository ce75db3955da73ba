// The operations of golden/ops.json by name, with their arguments.
#pragma once
#include <functional>
#include <map>

#include "core/ops/ops.h"
#include "tests/golden.h"

namespace weft::test {

using Inputs = std::vector<Tensor>;
using Call = std::function<Tensor(const Inputs&, const Golden& args)>;

const std::map<std::string, Call>& golden_calls();

}  // namespace weft::test
