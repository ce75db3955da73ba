#include "core/optim/optimizer.h"

#include <cmath>

namespace weft::optim {

Optimizer::Optimizer(std::vector<Tensor> parameters) : parameters_(std::move(parameters)) {
  check(!parameters_.empty(),
        "optimizer: got an empty parameter list; a model of lazy layers has no "
        "parameters before its first input");
  for (const Tensor& p : parameters_)
    check(p.is_leaf() && p.requires_grad(),
          "optimizer: parameters must be leaf tensors that require grad, got one of shape ",
          p.shape());
}

void Optimizer::zero_grad() {
  for (const Tensor& p : parameters_) p.set_grad({});
}

SGD::SGD(std::vector<Tensor> parameters, double lr) : Optimizer(std::move(parameters)), lr_(lr) {
  check(std::isfinite(lr) && lr >= 0, "SGD: lr must be a number of at least 0, got ", lr);
}

void SGD::step() {
  const NoGrad guard;
  for (Tensor& p : parameters_)
    if (p.grad().defined()) p.add_(p.grad(), -lr_);
}

double clip_grad_norm(const std::vector<Tensor>& parameters, double max_norm) {
  const NoGrad guard;
  double squares = 0;
  for (const Tensor& p : parameters)
    if (p.grad().defined()) squares += p.grad().square().sum().item();
  const double norm = std::sqrt(squares);
  if (norm > max_norm) {
    for (const Tensor& p : parameters)
      if (Tensor g = p.grad(); g.defined()) g.mul_(full({}, max_norm / norm, g.dtype()));
  }
  return norm;
}

}  // namespace weft::optim
