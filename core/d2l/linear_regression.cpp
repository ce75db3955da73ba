#include "core/d2l/linear_regression.h"

#include <cmath>

namespace weft::d2l {

SGD::SGD(std::vector<Tensor> params, double lr) : Optimizer(std::move(params)) {
  save_hyperparameters({{"lr", lr}});
}

void SGD::step() {
  const NoGrad guard;
  for (Tensor& param : parameters_) {
    check(param.grad().defined(), "SGD: every parameter must have a gradient, got none for one of ",
          "shape ", param.shape());
    param -= hparam("lr") * param.grad();
  }
}

void SGD::zero_grad() {
  for (const Tensor& param : parameters_)
    if (Tensor grad = param.grad(); grad.defined()) grad.zero_();
}

LinearRegressionScratch::LinearRegressionScratch(int64_t num_inputs, double lr, double sigma)
    : w(normal(0, sigma, {num_inputs, 1})), b(zeros({1})) {
  save_hyperparameters({{"num_inputs", num_inputs}, {"lr", lr}, {"sigma", sigma}});
  register_parameter("w", w);
  register_parameter("b", b);
}

Tensor LinearRegressionScratch::forward(const Tensor& X) { return matmul(X, w) + b; }

Tensor LinearRegressionScratch::loss(const Tensor& y_hat, const Tensor& y) const {
  const Tensor l = (y_hat - y.reshape(y_hat.shape())).square() / 2;
  return l.mean();
}

std::unique_ptr<optim::Optimizer> LinearRegressionScratch::configure_optimizers() const {
  return std::make_unique<SGD>(std::vector{w, b}, hparam("lr"));
}

LinearRegression::LinearRegression(double lr) {
  save_hyperparameters({{"lr", lr}});
  set_net(std::make_shared<nn::LazyLinear>(1));
}

Tensor LinearRegression::loss(const Tensor& y_hat, const Tensor& y) const {
  return mse_loss(y_hat, y);
}

std::pair<Tensor, Tensor> LinearRegression::get_w_b() const {
  const auto& layer = static_cast<const nn::Linear&>(*net_);
  check(layer.weight.defined(), "get_w_b: the lazy layer has no weights before its first input");
  return {layer.weight.detach(), layer.bias.detach()};
}

Tensor least_squares(const Tensor& X, const Tensor& y) {
  check(X.dim() == 2 && is_floating(X.dtype()) && y.numel() == X.len(),
        "least_squares: X must be a floating (n, d) and y have n elements, got ", X.shape(),
        " and ", y.shape());
  const NoGrad guard;
  const Tensor A = X.to(float64);
  const auto d = static_cast<size_t>(A.shape(1));
  std::vector<double> L = matmul(A.T(), A).to_vector<double>();
  std::vector<double> w = mv(A.T(), y.to(float64).reshape({-1})).to_vector<double>();
  // Below the diagonal L becomes the factor of X^T X = L L^T; w is solved for on the way.
  for (size_t j = 0; j < d; ++j) {
    double* const row = &L[j * d];
    const double before = row[j];
    for (size_t i = 0; i < j; ++i) {
      for (size_t k = 0; k < i; ++k) row[i] -= row[k] * L[i * d + k];
      row[i] /= L[i * d + i];
      row[j] -= row[i] * row[i];
      w[j] -= row[i] * w[i];
    }
    check(row[j] > 1e-14 * before,
          "least_squares: the columns of X must be independent, but column ", j,
          " is a combination of those before it");
    row[j] = std::sqrt(row[j]);
    w[j] /= row[j];
  }
  for (size_t j = d; j-- > 0;) {
    for (size_t i = j + 1; i < d; ++i) w[j] -= L[i * d + j] * w[i];
    w[j] /= L[j * d + j];
  }
  return tensor(w).to(X.dtype());
}

}  // namespace weft::d2l
