// Optimizers: they hold parameters and change them by their gradients.
#pragma once
#include <vector>

#include "core/ops/ops.h"

namespace weft::optim {

class Optimizer {
 public:
  explicit Optimizer(std::vector<Tensor> parameters);
  virtual ~Optimizer() = default;
  /// One update; parameters without a gradient stay as they are.
  virtual void step() = 0;
  /// Forgets the gradients, so that the next backward pass starts anew.
  virtual void zero_grad();
  [[nodiscard]] const std::vector<Tensor>& parameters() const { return parameters_; }

 protected:
  std::vector<Tensor> parameters_;
};

/// Stochastic gradient descent: p -= lr * grad.
class SGD : public Optimizer {
 public:
  SGD(std::vector<Tensor> parameters, double lr);
  void step() override;
  [[nodiscard]] double lr() const { return lr_; }

 private:
  double lr_;
};

/// Scales all gradients so that their joint L2 norm is at most max_norm; returns the norm before.
double clip_grad_norm(const std::vector<Tensor>& parameters, double max_norm);

}  // namespace weft::optim
