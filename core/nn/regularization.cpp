#include "core/nn/regularization.h"

#include "core/base/number.h"

namespace weft::nn {
namespace {

const char* python_bool(bool value) { return value ? "True" : "False"; }

}  // namespace

Dropout::Dropout(double p) : p_(p) {
  check(p >= 0 && p <= 1, "Dropout: p must be in [0, 1], got ", p);
}

std::string Dropout::extra_repr() const { return "p=" + python_float(p_) + ", inplace=False"; }

LayerNorm::LayerNorm(const Shape& normalized_shape, double eps, bool elementwise_affine)
    : shape_(normalized_shape), eps_(eps) {
  if (elementwise_affine) {
    weight = ones(shape_);
    bias = zeros(shape_);
  }
  register_parameter("weight", weight);
  register_parameter("bias", bias);
}

std::string LayerNorm::extra_repr() const {
  return text(shape_, ", eps=", python_float(eps_),
              ", elementwise_affine=", python_bool(weight.defined()));
}

BatchNorm1d::BatchNorm1d(int64_t num_features, const BatchNormOptions& options)
    : features_(num_features), options_(options) {
  check(num_features >= 1, "BatchNorm1d: num_features must be at least 1, got ", num_features);
  if (options.affine) {
    weight = ones({num_features});
    bias = zeros({num_features});
  }
  if (options.track_running_stats) {
    running_mean = zeros({num_features});
    running_var = ones({num_features});
    num_batches_tracked = zeros({}, int64);
  }
  register_parameter("weight", weight);
  register_parameter("bias", bias);
  register_buffer("running_mean", running_mean);
  register_buffer("running_var", running_var);
  register_buffer("num_batches_tracked", num_batches_tracked);
}

Tensor BatchNorm1d::forward(const Tensor& x) {
  const bool track = options_.track_running_stats;
  double momentum = options_.momentum.value_or(0);
  if (training() && track) {
    num_batches_tracked.add_(Tensor(1));
    if (!options_.momentum) momentum = 1 / num_batches_tracked.item();
  }
  return batch_norm(x, running_mean, running_var, weight, bias, training() || !track, momentum,
                    options_.eps);
}

std::string BatchNorm1d::extra_repr() const {
  return text(features_, ", eps=", python_float(options_.eps), ", momentum=",
              options_.momentum ? python_float(*options_.momentum) : std::string("None"),
              ", affine=", python_bool(options_.affine),
              ", track_running_stats=", python_bool(options_.track_running_stats));
}

}  // namespace weft::nn
