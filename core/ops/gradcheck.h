// Checks and helpers around gradients: difference quotients, the full Jacobian and the Hessian.
#pragma once
#include <functional>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

/// Compares f's recorded gradients with central differences in float64, element by element. Throws
/// Error with the first element that differs by more than atol + rtol * |numerical|.
/// Source: PyTorch's gradcheck; eps, atol and rtol are its defaults.
void gradcheck(const std::function<Tensor(const std::vector<Tensor>&)>& f,
               const std::vector<Tensor>& inputs, double eps = 1e-6, double atol = 1e-5,
               double rtol = 1e-3);

/// The same for the gradient of the gradient.
void gradgradcheck(const std::function<Tensor(const std::vector<Tensor>&)>& f,
                   const std::vector<Tensor>& inputs, double eps = 1e-6, double atol = 1e-5,
                   double rtol = 1e-3);

/// The matrix of d f(x)[i] / d x[j], of shape f(x).shape() + x.shape().
Tensor jacobian(const std::function<Tensor(const Tensor&)>& f, const Tensor& x);

/// The second derivatives of a function of one element: the Jacobian of its gradient, of shape
/// x.shape() + x.shape().
Tensor hessian(const std::function<Tensor(const Tensor&)>& f, const Tensor& x);

}  // namespace weft
