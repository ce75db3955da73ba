// Results of operations in another shape.
#pragma once
#include "core/ops/ops.h"

namespace weft {

/// The elements of contiguous x as `shape`. Not a view in autograd's sense: x must be the caller's
/// own and not be used again, so the result may change in place like any other.
Tensor unsafe_view(const Tensor& x, const Shape& shape, const char* name = "UnsafeViewBackward0");

/// Says that y shares its elements with base.
void mark_view(Tensor& y, const Tensor& base);

}  // namespace weft
