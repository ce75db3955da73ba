// What every in-place operation does before and after it writes.
#pragma once
#include "core/ops/ops.h"

namespace weft {

/// Errors as PyTorch's: a leaf that requires grad must not change while grad mode is on, and a view
/// must not where gradients would have to flow through it.
void check_inplace(const char* op, const Tensor& x, bool value_needs_grad);

/// An error if a result of that dtype cannot be stored in x: its category is above x's.
void check_cast(const char* op, const Tensor& x, DType result);

/// `other`, or a copy of it where it overlaps x without being the same elements in the same order.
Tensor without_overlap(const Tensor& x, const Tensor& other);

/// All elements of a contiguous tensor become `value`, whatever autograd thinks.
void fill_values(const Tensor& x, Scalar value);

}  // namespace weft
