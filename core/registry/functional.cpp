// Activations with parameters, normalisation, dropout.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> functional_table() {
  static const Operation rows[] = {
      row("leaky_relu", "x, negative_slope=0.01",
          [](const Tensor& x, double slope) { return leaky_relu(x, slope); }),
      row("prelu", "x, weight",
          [](const Tensor& x, const Tensor& weight) { return prelu(x, weight); }),
      row("elu", "x, alpha=1", [](const Tensor& x, double alpha) { return elu(x, alpha); }),
      row("softplus", "x, beta=1, threshold=20",
          [](const Tensor& x, double beta, double threshold) {
            return softplus(x, beta, threshold);
          }),
      row("gelu", "x, approximate=none",
          [](const Tensor& x, Gelu approximate) { return gelu(x, approximate); }),
      row("dropout", "x, p=0.5, training=true",
          [](const Tensor& x, double p, bool training) { return dropout(x, p, training); }),
      row("layer_norm", "x, normalized_shape, weight=none, bias=none, eps=1e-05",
          [](const Tensor& x, const Shape& shape, const Tensor& weight, const Tensor& bias,
             double eps) { return layer_norm(x, shape, weight, bias, eps); }),
      row("batch_norm",
          "x, running_mean=none, running_var=none, weight=none, bias=none, training=false, "
          "momentum=0.1, eps=1e-05",
          [](const Tensor& x, const Tensor& mean, const Tensor& var, const Tensor& weight,
             const Tensor& bias, bool training, double momentum, double eps) {
            return batch_norm(x, mean, var, weight, bias, training, momentum, eps);
          }),
  };
  return rows;
}

}  // namespace weft::registry
