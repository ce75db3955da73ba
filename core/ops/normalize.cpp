#include "core/ops/normalize.h"

namespace weft {

Normal normal_of(const Tensor& x, const Dims& dims, double eps) {
  const Tensor d = x - x.mean(dims, true);
  const Tensor r = 1 / sqrt(square(d).mean(dims, true) + eps);
  return {d * r, r};
}

Grads normal_grads(const Node& node, const Tensor& g, const Normal& normal, const Dims& dims,
                   const Tensor& weight, const Shape& bias_shape) {
  const auto& [n, r] = normal;
  Grads grads(3);
  if (node.wants(0)) {
    const Tensor h = weight.defined() ? g * weight : g;
    grads[0] = (h - h.mean(dims, true) - n * (h * n).mean(dims, true)) * r;
  }
  if (node.wants(1)) grads[1] = sum_to(g * n, weight.shape());
  if (node.wants(2)) grads[2] = sum_to(g, bias_shape);
  return grads;
}

void check_affine(const char* op, const Tensor& x, const Shape& shape, const Tensor& weight,
                  const Tensor& bias) {
  check(is_floating(x.dtype()), op, ": dtype must be float32 or float64, got ", x.dtype());
  for (const auto& [what, t] : {std::pair("weight", weight), std::pair("bias", bias)})
    check(!t.defined() || (t.shape() == shape && t.dtype() == x.dtype()), op, ": ", what,
          " must be ", x.dtype(), " of shape ", shape, ", got ",
          t.defined() ? t.dtype() : x.dtype(), " ", t.defined() ? t.shape() : Shape());
}

}  // namespace weft
