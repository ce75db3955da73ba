// Views as operations: how a gradient finds its way back into a part of a tensor.
#pragma once
#include <functional>

#include "core/ops/ops.h"

namespace weft {

/// Chooses part of a tensor of one fixed shape.
using Selector = std::function<Tensor(const Tensor&)>;

/// Records `view`, which is select(x), as an operation whose gradient lies where the view was.
Tensor record_view(const char* name, const Tensor& x, Tensor view, Selector select);

}  // namespace weft
