// Dropout and normalisation as layers. Included by layers.h.
#pragma once
#include <optional>

#include "core/nn/module.h"

namespace weft::nn {

/// In training, zeros with probability p and the rest divided by 1 - p.
class Dropout : public Module {
 public:
  explicit Dropout(double p = 0.5);
  Tensor forward(const Tensor& x) override { return dropout(x, p_, training()); }
  [[nodiscard]] std::string name() const override { return "Dropout"; }
  [[nodiscard]] std::string extra_repr() const override;

 private:
  double p_;
};

/// Each example normalised over its last dimensions, then weight (ones) and bias (zeros).
class LayerNorm : public Module {
 public:
  explicit LayerNorm(const Shape& normalized_shape, double eps = 1e-5,
                     bool elementwise_affine = true);
  explicit LayerNorm(int64_t size, double eps = 1e-5, bool elementwise_affine = true)
      : LayerNorm(Shape{size}, eps, elementwise_affine) {}
  Tensor forward(const Tensor& x) override { return layer_norm(x, shape_, weight, bias, eps_); }
  [[nodiscard]] std::string name() const override { return "LayerNorm"; }
  [[nodiscard]] std::string extra_repr() const override;

  Tensor weight, bias;

 private:
  Shape shape_;
  double eps_;
};

struct BatchNormOptions {
  double eps = 1e-5;
  std::optional<double> momentum = 0.1;  ///< none: the running values are those of all batches
  bool affine = true;                    ///< has weight (ones) and bias (zeros)
  bool track_running_stats = true;       ///< otherwise evaluation uses the batch, too
};

/// (N, C) or (N, C, L) normalised channel by channel: in training by the batch, in evaluation by
/// the running mean and variance.
class BatchNorm1d : public Module {
 public:
  explicit BatchNorm1d(int64_t num_features, const BatchNormOptions& options = {});
  Tensor forward(const Tensor& x) override;
  [[nodiscard]] std::string name() const override { return "BatchNorm1d"; }
  [[nodiscard]] std::string extra_repr() const override;

  Tensor weight, bias, running_mean, running_var, num_batches_tracked;

 private:
  int64_t features_;
  BatchNormOptions options_;
};

}  // namespace weft::nn
