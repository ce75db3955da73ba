// What layer_norm and batch_norm share: y = n w + b with n = (x - mean) r, r = 1 / sqrt(var + eps),
// the mean and the variance over the dimensions `dims` of x. Weight w and bias b broadcast to x and
// may be undefined. The gradient by x, with h = g w, is r (h - mean(h) - n mean(h n)).
#pragma once
#include "core/ops/ops.h"

namespace weft {

/// n and r as functions of x. In two passes, so that a large mean costs the variance no digits.
struct Normal {
  Tensor n, r;
};
Normal normal_of(const Tensor& x, const Dims& dims, double eps);

/// The gradients by x, w and b that the node wants, as a formula that can be differentiated again.
Grads normal_grads(const Node& node, const Tensor& g, const Normal& normal, const Dims& dims,
                   const Tensor& weight, const Shape& bias_shape);

/// Errors unless x is floating and weight and bias have its dtype and this shape, or are undefined.
void check_affine(const char* op, const Tensor& x, const Shape& shape, const Tensor& weight,
                  const Tensor& bias);

}  // namespace weft
