// Linear layers and what puts layers together. Activations, and layers that regularise, are in
// files of their own.
#pragma once
#include "core/nn/module.h"

namespace weft::nn {

/// y = x W^T + b: x (..., in_features), weight (out_features, in_features), bias (out_features).
/// Both start uniform in +-1/sqrt(in_features) (He et al., 2015, with a = sqrt(5)).
class Linear : public Module {
 public:
  Linear(int64_t in_features, int64_t out_features, bool bias = true);
  Tensor forward(const Tensor& x) override { return forward(x, Activation::none); }
  /// With the activation in the same pass.
  Tensor forward(const Tensor& x, Activation activation);
  [[nodiscard]] std::string name() const override { return "Linear"; }
  [[nodiscard]] std::string extra_repr() const override;

  Tensor weight, bias;

 protected:
  struct Lazy {};
  Linear(Lazy, int64_t out_features, bool bias);
  void initialize(int64_t in_features);
  int64_t out_features_;
  bool has_bias_;
};

/// A Linear that learns in_features from its first input.
class LazyLinear : public Linear {
 public:
  explicit LazyLinear(int64_t out_features, bool bias = true)
      : Linear(Lazy{}, out_features, bias) {}
  [[nodiscard]] std::string name() const override {
    return weight.defined() ? "Linear" : "LazyLinear";
  }
};

/// (N, ...) -> (N, product of the rest).
class Flatten : public Module {
 public:
  Tensor forward(const Tensor& x) override { return x.flatten(1); }
  [[nodiscard]] std::string name() const override { return "Flatten"; }
  [[nodiscard]] std::string extra_repr() const override { return "start_dim=1, end_dim=-1"; }
};

class Identity : public Module {
 public:
  Tensor forward(const Tensor& x) override { return x; }
  [[nodiscard]] std::string name() const override { return "Identity"; }
};

/// One module after the other. A Linear followed by a ReLU runs as one operation.
class Sequential : public Module {
 public:
  explicit Sequential(std::vector<ModulePtr> modules);
  template <class... Modules>
  explicit Sequential(std::shared_ptr<Modules>... modules)
      : Sequential(std::vector<ModulePtr>{std::move(modules)...}) {}
  Tensor forward(const Tensor& x) override;
  [[nodiscard]] std::string name() const override { return "Sequential"; }
  [[nodiscard]] const std::vector<ModulePtr>& modules() const { return layers_; }

 private:
  std::vector<ModulePtr> layers_;
};

}  // namespace weft::nn

#include "core/nn/activations.h"
#include "core/nn/regularization.h"
