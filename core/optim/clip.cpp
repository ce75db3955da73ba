// Limits for gradients.
#include <cmath>

#include "core/optim/optimizer.h"

namespace weft::optim {

double clip_grad_norm(const std::vector<Tensor>& parameters, double max_norm) {
  const NoGrad guard;
  double squares = 0;
  for (const Tensor& p : parameters)
    if (p.grad().defined()) squares += p.grad().square().sum().item();
  const double norm = std::sqrt(squares);
  if (!(norm <= max_norm)) {  // a norm of NaN makes all of them NaN
    for (const Tensor& p : parameters)
      if (Tensor g = p.grad(); g.defined()) g.mul_(full({}, max_norm / norm, g.dtype()));
  }
  return norm;
}

void clip_grad_value(const std::vector<Tensor>& parameters, double clip_value) {
  check(clip_value >= 0, "clip_grad_value: clip_value must be at least 0, got ", clip_value);
  const NoGrad guard;
  for (const Tensor& p : parameters)
    if (Tensor g = p.grad(); g.defined()) g.clamp_(-clip_value, clip_value);
}

}  // namespace weft::optim
