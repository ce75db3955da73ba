// Gradients on demand: the public functions of automatic differentiation.
#pragma once
#include <functional>
#include <vector>

#include "core/autograd/node.h"

namespace weft {

/// d(sum of outputs)/d(inputs), as torch.autograd.grad: nothing is added to grad(). `gradients` weigh
/// the outputs and may be empty for outputs of one element. Undefined where an input is not used and
/// allow_unused is set; an error otherwise.
std::vector<Tensor> grad(const std::vector<Tensor>& outputs, const std::vector<Tensor>& inputs,
                         const std::vector<Tensor>& gradients = {}, bool retain_graph = false,
                         bool create_graph = false, bool allow_unused = false);

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

}  // namespace weft
