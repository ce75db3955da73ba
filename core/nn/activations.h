// Activations as layers. Included by layers.h.
#pragma once
#include "core/base/number.h"
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
WEFT_ACTIVATION(SiLU, silu)
#undef WEFT_ACTIVATION

class GELU : public Module {
 public:
  explicit GELU(Gelu approximate = Gelu::none) : approximate_(approximate) {}
  Tensor forward(const Tensor& x) override { return gelu(x, approximate_); }
  [[nodiscard]] std::string name() const override { return "GELU"; }
  [[nodiscard]] std::string extra_repr() const override {
    return text("approximate='", approximate_ == Gelu::none ? "none" : "tanh", "'");
  }

 private:
  Gelu approximate_;
};

class ELU : public Module {
 public:
  explicit ELU(double alpha = 1) : alpha_(alpha) {}
  Tensor forward(const Tensor& x) override { return elu(x, alpha_); }
  [[nodiscard]] std::string name() const override { return "ELU"; }
  [[nodiscard]] std::string extra_repr() const override { return "alpha=" + python_float(alpha_); }

 private:
  double alpha_;
};

class LeakyReLU : public Module {
 public:
  explicit LeakyReLU(double negative_slope = 0.01) : slope_(negative_slope) {}
  Tensor forward(const Tensor& x) override { return leaky_relu(x, slope_); }
  [[nodiscard]] std::string name() const override { return "LeakyReLU"; }
  [[nodiscard]] std::string extra_repr() const override {
    return "negative_slope=" + python_float(slope_);
  }

 private:
  double slope_;
};

/// A leaky ReLU whose slope, one or one a channel, is learned.
class PReLU : public Module {
 public:
  explicit PReLU(int64_t num_parameters = 1, double init = 0.25)
      : weight(full({num_parameters}, init)) {
    register_parameter("weight", weight);
  }
  Tensor forward(const Tensor& x) override { return prelu(x, weight); }
  [[nodiscard]] std::string name() const override { return "PReLU"; }
  [[nodiscard]] std::string extra_repr() const override {
    return text("num_parameters=", weight.numel());
  }

  Tensor weight;
};

class Softplus : public Module {
 public:
  explicit Softplus(double beta = 1, double threshold = 20) : beta_(beta), threshold_(threshold) {}
  Tensor forward(const Tensor& x) override { return softplus(x, beta_, threshold_); }
  [[nodiscard]] std::string name() const override { return "Softplus"; }
  [[nodiscard]] std::string extra_repr() const override {
    return text("beta=", beta_, ", threshold=", threshold_);
  }

 private:
  double beta_, threshold_;
};

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
