#include "core/autograd/autograd.h"

#include "core/autograd/engine.h"
#include "core/autograd/hooks.h"

namespace weft {

bool Tensor::requires_grad() const { return impl().requires_grad || impl().grad_fn; }

Tensor& Tensor::requires_grad_(bool value) {
  check(is_leaf() || value,
        "requires_grad_: only leaf tensors can stop requiring grad; use detach() for a result");
  check(!value || is_floating(dtype()),
        "requires_grad_: only floating point tensors can require gradients, got ", dtype());
  if (is_leaf()) impl().requires_grad = value;
  return *this;
}

void Tensor::set_grad(const Tensor& grad) const {
  check(!grad.defined() || (grad.shape() == shape() && grad.dtype() == dtype()),
        "set_grad: the gradient must be ", dtype(), " of shape ", shape(), ", got ",
        grad.defined() ? grad.dtype() : dtype(), " ", grad.defined() ? grad.shape() : shape());
  if (grad.defined() || impl().grad_state) grad_state(*this).grad = grad.ref();
}

Tensor Tensor::detach() const { return view_of(*this, shape(), strides(), impl().offset); }

void Tensor::backward(const Tensor& gradient, bool retain_graph, bool create_graph) const {
  const Root root{*this, root_gradient("backward", *this, gradient)};
  run_backward({&root, 1}, nullptr, retain_graph || create_graph, create_graph);
}

std::vector<Tensor> grad(const std::vector<Tensor>& outputs, const std::vector<Tensor>& inputs,
                         const std::vector<Tensor>& gradients, bool retain_graph, bool create_graph,
                         bool allow_unused) {
  check(gradients.empty() || gradients.size() == outputs.size(), "grad: ", outputs.size(),
        " outputs need as many gradients, got ", gradients.size());
  for (size_t i = 0; i < inputs.size(); ++i)
    check(inputs[i].requires_grad(), "grad: each input must require grad, got none at input ", i,
          " of shape ", inputs[i].shape());
  std::vector<Root> roots;
  for (size_t i = 0; i < outputs.size(); ++i)
    roots.push_back({outputs[i], root_gradient("grad", outputs[i],
                                               gradients.empty() ? Tensor() : gradients[i])});
  auto result = run_backward(roots, &inputs, retain_graph || create_graph, create_graph);
  for (size_t i = 0; i < result.size(); ++i)
    check(allow_unused || result[i].defined(), "grad: input ", i, " of shape ", inputs[i].shape(),
          " was not used for the outputs; set allow_unused if that is meant");
  return result;
}

}  // namespace weft
