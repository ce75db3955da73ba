#include "core/d2l/softmax_regression.h"

#include "core/ops/index.h"

namespace weft::d2l {

SoftmaxRegressionScratch::SoftmaxRegressionScratch(int64_t num_inputs, int64_t num_outputs,
                                                   double lr, double sigma)
    : W(normal(0, sigma, {num_inputs, num_outputs})), b(zeros({num_outputs})) {
  save_hyperparameters(
      {{"num_inputs", num_inputs}, {"num_outputs", num_outputs}, {"lr", lr}, {"sigma", sigma}});
  register_parameter("W", W);
  register_parameter("b", b);
}

Tensor SoftmaxRegressionScratch::softmax(const Tensor& X) {
  const Tensor X_exp = exp(X);
  const Tensor partition = X_exp.sum(1, true);
  return X_exp / partition;
}

Tensor SoftmaxRegressionScratch::forward(const Tensor& X) {
  return softmax(matmul(X.reshape({-1, W.shape(0)}), W) + b);
}

Tensor SoftmaxRegressionScratch::cross_entropy(const Tensor& y_hat, const Tensor& y) {
  return -log(y_hat[{arange(y_hat.len()), y}]).mean();
}

Tensor SoftmaxRegressionScratch::loss(const Tensor& y_hat, const Tensor& y) const {
  return cross_entropy(y_hat, y);
}

SoftmaxRegression::SoftmaxRegression(int64_t num_outputs, double lr) {
  save_hyperparameters({{"num_outputs", num_outputs}, {"lr", lr}});
  set_net(std::make_shared<nn::Sequential>(std::make_shared<nn::Flatten>(),
                                           std::make_shared<nn::LazyLinear>(num_outputs)));
}

}  // namespace weft::d2l
