#include "core/d2l/mlp.h"

namespace weft::d2l {

MLPScratch::MLPScratch(int64_t num_inputs, int64_t num_outputs, int64_t num_hiddens, double lr,
                       double sigma)
    : W1(randn({num_inputs, num_hiddens}) * sigma),
      b1(zeros({num_hiddens})),
      W2(randn({num_hiddens, num_outputs}) * sigma),
      b2(zeros({num_outputs})) {
  save_hyperparameters({{"num_inputs", num_inputs},
                        {"num_outputs", num_outputs},
                        {"num_hiddens", num_hiddens},
                        {"lr", lr},
                        {"sigma", sigma}});
  register_parameter("W1", W1);
  register_parameter("b1", b1);
  register_parameter("W2", W2);
  register_parameter("b2", b2);
}

Tensor MLPScratch::relu(const Tensor& X) { return maximum(X, zeros_like(X)); }

Tensor MLPScratch::forward(const Tensor& X) {
  const Tensor H = relu(matmul(X.reshape({-1, W1.shape(0)}), W1) + b1);
  return matmul(H, W2) + b2;
}

MLP::MLP(int64_t num_outputs, int64_t num_hiddens, double lr) {
  save_hyperparameters({{"num_outputs", num_outputs}, {"num_hiddens", num_hiddens}, {"lr", lr}});
  set_net(std::make_shared<nn::Sequential>(
      std::make_shared<nn::Flatten>(), std::make_shared<nn::LazyLinear>(num_hiddens),
      std::make_shared<nn::ReLU>(), std::make_shared<nn::LazyLinear>(num_outputs)));
}

Tensor dropout_layer(const Tensor& X, double dropout) {
  check(dropout >= 0 && dropout <= 1, "dropout_layer: dropout must be in [0, 1], got ", dropout);
  if (dropout == 1) return zeros_like(X);
  const Tensor mask = (rand(X.shape()) > dropout).to(X.dtype());
  return mask * X / (1.0 - dropout);
}

DropoutMLPScratch::DropoutMLPScratch(int64_t num_outputs, int64_t num_hiddens_1,
                                     int64_t num_hiddens_2, double dropout_1, double dropout_2,
                                     double lr)
    : lin1_(std::make_shared<nn::LazyLinear>(num_hiddens_1)),
      lin2_(std::make_shared<nn::LazyLinear>(num_hiddens_2)),
      lin3_(std::make_shared<nn::LazyLinear>(num_outputs)) {
  save_hyperparameters({{"num_outputs", num_outputs},
                        {"num_hiddens_1", num_hiddens_1},
                        {"num_hiddens_2", num_hiddens_2},
                        {"dropout_1", dropout_1},
                        {"dropout_2", dropout_2},
                        {"lr", lr}});
  register_module("lin1", lin1_);
  register_module("lin2", lin2_);
  register_module("lin3", lin3_);
}

Tensor DropoutMLPScratch::forward(const Tensor& X) {
  Tensor H1 = lin1_->forward(X.reshape({X.len(), -1}), Activation::relu);
  if (training()) H1 = dropout_layer(H1, hparam("dropout_1"));
  Tensor H2 = lin2_->forward(H1, Activation::relu);
  if (training()) H2 = dropout_layer(H2, hparam("dropout_2"));
  return lin3_->forward(H2);
}

DropoutMLP::DropoutMLP(int64_t num_outputs, int64_t num_hiddens_1, int64_t num_hiddens_2,
                       double dropout_1, double dropout_2, double lr) {
  save_hyperparameters({{"num_outputs", num_outputs},
                        {"num_hiddens_1", num_hiddens_1},
                        {"num_hiddens_2", num_hiddens_2},
                        {"dropout_1", dropout_1},
                        {"dropout_2", dropout_2},
                        {"lr", lr}});
  set_net(std::make_shared<nn::Sequential>(
      std::make_shared<nn::Flatten>(), std::make_shared<nn::LazyLinear>(num_hiddens_1),
      std::make_shared<nn::ReLU>(), std::make_shared<nn::Dropout>(dropout_1),
      std::make_shared<nn::LazyLinear>(num_hiddens_2), std::make_shared<nn::ReLU>(),
      std::make_shared<nn::Dropout>(dropout_2), std::make_shared<nn::LazyLinear>(num_outputs)));
}

}  // namespace weft::d2l
