// Linear regression, chapter 3: from scratch, with the library's layers, and in closed form.
#pragma once
#include "core/d2l/module.h"

namespace weft::d2l {

/// Minibatch stochastic gradient descent from scratch: step() is p -= lr * p.grad(), zero_grad()
/// fills the gradients with zeros. Every parameter must have a gradient.
class SGD : public optim::Optimizer, public HyperParameters {
 public:
  SGD(std::vector<Tensor> params, double lr);
  void step() override;
  void zero_grad() override;
};

/// X w + b with w (num_inputs, 1) drawn from N(0, sigma^2) and b (1) zero; half the squared error,
/// so that its gradient is half of LinearRegression's.
class LinearRegressionScratch : public Module {
 public:
  LinearRegressionScratch(int64_t num_inputs, double lr, double sigma = 0.01);
  [[nodiscard]] std::string name() const override { return "LinearRegressionScratch"; }
  Tensor forward(const Tensor& X) override;
  Tensor loss(const Tensor& y_hat, const Tensor& y) const override;
  [[nodiscard]] std::unique_ptr<optim::Optimizer> configure_optimizers() const override;

  Tensor w, b;
};

/// A lazy linear layer with one output; the mean squared error.
class LinearRegression : public Module {
 public:
  explicit LinearRegression(double lr);
  [[nodiscard]] std::string name() const override { return "LinearRegression"; }
  Tensor loss(const Tensor& y_hat, const Tensor& y) const override;
  /// The weights (1, inputs) and the bias (1), apart from any graph. An error before the first
  /// input.
  [[nodiscard]] std::pair<Tensor, Tensor> get_w_b() const;
};

/// The w (d) with the least |X w - y|^2, from X^T X w = X^T y by Cholesky's decomposition in
/// float64: X (n, d) with independent columns, y (n) or (n, 1); the result has X's dtype. For a
/// bias, one column of X holds ones.
Tensor least_squares(const Tensor& X, const Tensor& y);

}  // namespace weft::d2l
