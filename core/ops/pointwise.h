// Pointwise work without recording, for operations that write into a tensor that is there already.
#pragma once
#include "core/tensor/tensor.h"
#include "simd/kernels.h"

namespace weft {

/// y = op(a, b): all of y's dtype, a and b broadcasting to y's shape. y may be a or b.
void binary_into(simd::Binary op, const Tensor& a, const Tensor& b, const Tensor& y);

/// g where y > 0, else 0: the gradient of y = relu(x), differentiable where recorded.
Tensor relu_grad(const Tensor& g, const Tensor& y);

/// The parametric rows of the table. Floating types only.
namespace parametric {
#define WEFT_PARAMETRIC(name, ...) Tensor name(const Tensor& x, double p, double q);
#include "simd/pointwise.def"
}  // namespace parametric

/// y = x converted to y's dtype, x broadcasting to y's shape.
void convert_into(const Tensor& x, const Tensor& y);

}  // namespace weft
