// Gradients on demand: torch.autograd.grad.
#pragma once
#include <vector>

#include "core/autograd/node.h"

namespace weft {

/// d(sum of outputs)/d(inputs), as torch.autograd.grad: nothing is added to grad(). `gradients`
/// weigh the outputs and may be empty for outputs of one element. Undefined where an input is not
/// used and allow_unused is set; an error otherwise.
std::vector<Tensor> grad(const std::vector<Tensor>& outputs, const std::vector<Tensor>& inputs,
                         const std::vector<Tensor>& gradients = {}, bool retain_graph = false,
                         bool create_graph = false, bool allow_unused = false);

}  // namespace weft
