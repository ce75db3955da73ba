#include "core/nn/layers.h"

#include <cmath>
#include <typeinfo>

#include "core/nn/init.h"

namespace weft::nn {

Linear::Linear(int64_t in_features, int64_t out_features, bool bias)
    : Linear(Lazy{}, out_features, bias) {
  initialize(in_features);
}

Linear::Linear(Lazy, int64_t out_features, bool bias)
    : out_features_(out_features), has_bias_(bias) {
  check(out_features >= 1, "Linear: out_features must be at least 1, got ", out_features);
  register_parameter("weight", weight);
  register_parameter("bias", this->bias);
}

void Linear::initialize(int64_t in_features) {
  check(in_features >= 1, "Linear: in_features must be at least 1, got ", in_features);
  weight = empty({out_features_, in_features});
  init::kaiming_uniform_(weight, std::sqrt(5.0));
  weight.requires_grad_();
  if (!has_bias_) return;
  const double bias_bound = 1 / std::sqrt(static_cast<double>(in_features));
  bias = empty({out_features_}).uniform_(-bias_bound, bias_bound).requires_grad_();
}

std::string Linear::extra_repr() const {
  return text("in_features=", weight.defined() ? weight.shape()[1] : 0,
              ", out_features=", out_features_, ", bias=", has_bias_ ? "True" : "False");
}

Tensor Linear::forward(const Tensor& x, Activation activation) {
  if (!weight.defined()) {
    check(x.dim() >= 1, "LazyLinear: the first input must have a last dimension, got ", x.shape());
    initialize(x.shape().back());
  }
  return linear(x, weight, bias, activation);
}

namespace {

/// Exactly that class: one derived from it may do something else.
template <class T>
bool is(const Module& module) {
  return typeid(module) == typeid(T);
}
bool is_linear(const Module& module) { return is<Linear>(module) || is<LazyLinear>(module); }

}  // namespace

Sequential::Sequential(std::vector<ModulePtr> modules) : layers_(std::move(modules)) {
  for (size_t i = 0; i < layers_.size(); ++i) register_module(text(i), layers_[i]);
}

Tensor Sequential::forward(const Tensor& x) {
  Tensor y = x;
  for (size_t i = 0; i < layers_.size(); ++i) {
    if (i + 1 < layers_.size() && is_linear(*layers_[i]) && is<ReLU>(*layers_[i + 1])) {
      y = static_cast<Linear&>(*layers_[i]).forward(y, Activation::relu);
      ++i;
    } else {
      y = layers_[i]->forward(y);
    }
  }
  return y;
}

}  // namespace weft::nn
