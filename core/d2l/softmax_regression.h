// Softmax regression, chapter 4: from scratch and with the library's layers.
#pragma once
#include "core/d2l/module.h"

namespace weft::d2l {

/// softmax(X W + b) with W (num_inputs, num_outputs) drawn from N(0, sigma^2) and b zero. X may
/// have any shape of num_inputs elements an example; the result holds probabilities.
class SoftmaxRegressionScratch : public Classifier {
 public:
  SoftmaxRegressionScratch(int64_t num_inputs, int64_t num_outputs, double lr, double sigma = 0.01);
  [[nodiscard]] std::string name() const override { return "SoftmaxRegressionScratch"; }
  Tensor forward(const Tensor& X) override;
  Tensor loss(const Tensor& y_hat, const Tensor& y) const override;

  /// exp(X) divided by its sums over dimension 1, as the formula says: large X overflow.
  [[nodiscard]] static Tensor softmax(const Tensor& X);
  /// The mean of -log of the labels' probabilities: y_hat (n, classes), y (n).
  [[nodiscard]] static Tensor cross_entropy(const Tensor& y_hat, const Tensor& y);

  Tensor W, b;
};

/// Flatten, then a lazy linear layer.
class SoftmaxRegression : public Classifier {
 public:
  SoftmaxRegression(int64_t num_outputs, double lr);
  [[nodiscard]] std::string name() const override { return "SoftmaxRegression"; }
};

}  // namespace weft::d2l
