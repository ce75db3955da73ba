// Activations with parameters: parametric rows of the pointwise table under the names of
// torch.nn.functional, and prelu, whose parameter is learned.
#include "core/ops/ops.h"
#include "core/ops/pointwise.h"

namespace weft {

Tensor leaky_relu(const Tensor& x, double negative_slope) {
  return parametric::leaky_relu(x, negative_slope, 0);
}

Tensor elu(const Tensor& x, double alpha) { return parametric::elu(x, alpha, 0); }

Tensor softplus(const Tensor& x, double beta, double threshold) {
  return parametric::softplus(x, beta, threshold);
}

Tensor gelu(const Tensor& x, Gelu approximate) {
  if (approximate == Gelu::none) return parametric::gelu_erf(x, 0, 0);
  constexpr double scale = 1.5957691216057308;  // 2 sqrt(2 / pi)
  return parametric::gelu_tanh(x, 0.044715 * scale, scale);
}

Tensor prelu(const Tensor& x, const Tensor& weight) {
  const int64_t channels = x.dim() >= 2 ? x.shape()[1] : 1;
  check(weight.dim() <= 1 && (weight.numel() == 1 || weight.numel() == channels),
        "prelu: weight must have one element, or one for each of ", channels,
        " channels, got shapes ", x.shape(), " and ", weight.shape());
  check(is_floating(x.dtype()) && x.dtype() == weight.dtype(),
        "prelu: dtypes must be floating and equal, got ", x.dtype(), " and ", weight.dtype());
  Shape along;  // weight's, so that its elements meet their channels
  if (x.dim() >= 2) along.push_back(weight.numel());
  for (int d = 2; d < x.dim(); ++d) along.push_back(1);
  const Tensor slope = weight.reshape(along);
  Tensor y;
  {
    const NoGrad guard;
    y = where(x > 0, x, x * slope);
  }
  return record("PreluBackward0", {x, slope}, std::move(y),
                [sx = save(x), sw = save(slope)](const Tensor& g, const Node& node) {
                  const Tensor x = sx.get(node);
                  const Tensor w = sw.get(node);
                  const Tensor positive = x > 0;
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = where(positive, g, g * w);
                  if (node.wants(1))
                    grads[1] = sum_to(where(positive, zeros({}, g.dtype()), g * x), w.shape());
                  return grads;
                });
}

}  // namespace weft
