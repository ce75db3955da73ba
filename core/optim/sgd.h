// Stochastic gradient descent. Included by optimizer.h.
#pragma once
#include "core/optim/optimizer.h"

namespace weft::optim {

struct SGDOptions {
  double lr = 0.1;
  double momentum = 0;      ///< how much of the last direction stays
  double dampening = 0;     ///< how much of the gradient does not enter the direction
  double weight_decay = 0;  ///< times the parameter is added to the gradient
  bool nesterov = false;    ///< looks ahead along the direction; needs momentum, no dampening
};

/// p -= lr * d, where d = g + weight_decay * p, or with momentum the direction
/// v = momentum * v + (1 - dampening) * d, which starts as d (Sutskever et al., 2013).
class SGD : public Optimizer {
 public:
  SGD(std::vector<Tensor> parameters, double lr);
  SGD(std::vector<Tensor> parameters, const SGDOptions& options);
  SGD(std::vector<ParameterGroup> groups, const SGDOptions& options);
  void step() override;

 private:
  SGDOptions options_;
};

}  // namespace weft::optim
