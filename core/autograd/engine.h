// The backward pass over the recorded graph.
#pragma once
#include <span>
#include <vector>

#include "core/autograd/node.h"

namespace weft {

/// Where a pass starts: an output and the gradient it is given.
struct Root {
  Tensor output;
  Tensor gradient;
};

/// Runs the graph behind `roots`. Without `inputs`, adds to grad() of the leaves and returns
/// nothing; with them, returns the gradients that reach these tensors (undefined where none does)
/// and leaves grad() alone.
std::vector<Tensor> run_backward(std::span<const Root> roots, const std::vector<Tensor>* inputs,
                                 bool retain_graph, bool create_graph);

/// The gradient to start from: `gradient` checked against `output`, or 1 for a single element.
Tensor root_gradient(const char* op, const Tensor& output, const Tensor& gradient);

}  // namespace weft
