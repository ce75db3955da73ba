// Activations as layers. Included by layers.h.
#pragma once
#include "core/nn/module.h"

namespace weft::nn {

#define WEFT_ACTIVATION(Type, function)                                    \
  class Type : public Module {                                             \
   public:                                                                 \
    Tensor forward(const Tensor& x) override { return weft::function(x); } \
    [[nodiscard]] std::string name() const override { return #Type; }      \
  };
WEFT_ACTIVATION(ReLU, relu)
WEFT_ACTIVATION(Sigmoid, sigmoid)
WEFT_ACTIVATION(Tanh, tanh)
#undef WEFT_ACTIVATION

class Softmax : public Module {
 public:
  explicit Softmax(int64_t dim) : dim_(dim) {}
  Tensor forward(const Tensor& x) override { return softmax(x, dim_); }
  [[nodiscard]] std::string name() const override { return "Softmax"; }
  [[nodiscard]] std::string extra_repr() const override { return text("dim=", dim_); }

 private:
  int64_t dim_;
};

class LogSoftmax : public Module {
 public:
  explicit LogSoftmax(int64_t dim) : dim_(dim) {}
  Tensor forward(const Tensor& x) override { return log_softmax(x, dim_); }
  [[nodiscard]] std::string name() const override { return "LogSoftmax"; }
  [[nodiscard]] std::string extra_repr() const override { return text("dim=", dim_); }

 private:
  int64_t dim_;
};

}  // namespace weft::nn
