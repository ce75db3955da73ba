// Multilayer perceptrons, chapter 5: from scratch and with the library's layers, without and with
// dropout.
#pragma once
#include "core/d2l/module.h"

namespace weft::d2l {

/// relu(X W1 + b1) W2 + b2; the weights are normal random numbers times sigma, the biases zero. X
/// may have any shape of num_inputs elements an example.
class MLPScratch : public Classifier {
 public:
  MLPScratch(int64_t num_inputs, int64_t num_outputs, int64_t num_hiddens, double lr,
             double sigma = 0.01);
  [[nodiscard]] std::string name() const override { return "MLPScratch"; }
  Tensor forward(const Tensor& X) override;

  /// max(X, 0).
  [[nodiscard]] static Tensor relu(const Tensor& X);

  Tensor W1, b1, W2, b2;
};

/// Flatten, a lazy hidden layer with ReLU, a lazy linear layer.
class MLP : public Classifier {
 public:
  MLP(int64_t num_outputs, int64_t num_hiddens, double lr);
  [[nodiscard]] std::string name() const override { return "MLP"; }
};

/// X with each element zeroed with probability `dropout` and the others divided by 1 - dropout, by
/// the formula: a mask of rand() > dropout.
Tensor dropout_layer(const Tensor& X, double dropout);

/// Two hidden layers with ReLU, each followed by dropout_layer while training.
class DropoutMLPScratch : public Classifier {
 public:
  DropoutMLPScratch(int64_t num_outputs, int64_t num_hiddens_1, int64_t num_hiddens_2,
                    double dropout_1, double dropout_2, double lr);
  [[nodiscard]] std::string name() const override { return "DropoutMLPScratch"; }
  Tensor forward(const Tensor& X) override;

 private:
  std::shared_ptr<nn::LazyLinear> lin1_, lin2_, lin3_;
};

/// The same with the library's layers.
class DropoutMLP : public Classifier {
 public:
  DropoutMLP(int64_t num_outputs, int64_t num_hiddens_1, int64_t num_hiddens_2, double dropout_1,
             double dropout_2, double lr);
  [[nodiscard]] std::string name() const override { return "DropoutMLP"; }
};

}  // namespace weft::d2l
