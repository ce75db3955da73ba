// batch_norm (normalize.h has the formulas). Backward keeps x and, for each channel, mean and r.
#include "core/ops/normalize.h"
#include "core/ops/pointwise.h"

namespace weft {
namespace {

struct Statistics {
  Tensor mean, var;  // with size 1 along the dimensions that they are over
};

/// The gradients without a graph: with gw and gb, a channel's sums of g n and of g over its `count`
/// values, that by x is (g - gb / count - n gw / count) w r.
Grads plain_grads(const Node& node, const Tensor& g, const Tensor& x, const Tensor& mean,
                  const Tensor& r, const Dims& dims, const Tensor& weight,
                  const Shape& bias_shape) {
  const Tensor n = x - mean;
  binary_into(simd::Binary::mul, n, r, n);
  const Tensor gw = (g * n).sum(dims, true);
  const Tensor gb = g.sum(dims, true);
  Grads grads(3);
  if (node.wants(1)) grads[1] = gw.reshape(weight.shape());
  if (node.wants(2)) grads[2] = gb.reshape(bias_shape);
  if (!node.wants(0)) return grads;
  const double count = static_cast<double>(x.numel()) / static_cast<double>(mean.numel());
  binary_into(simd::Binary::mul, n, gw / count, n);
  binary_into(simd::Binary::sub, g, n, n);
  binary_into(simd::Binary::sub, n, gb / count, n);
  binary_into(simd::Binary::mul, n, weight.defined() ? r * weight : r, n);
  grads[0] = n;
  return grads;
}

Tensor normalize(const Tensor& x, const Dims& dims, const Tensor& weight, const Tensor& bias,
                 double eps, Statistics& s) {
  Tensor y, r;
  {
    const NoGrad guard;
    s.mean = x.mean(dims, true);
    y = x - s.mean;
    s.var = square(y).mean(dims, true);
    r = 1 / sqrt(s.var + eps);
    binary_into(simd::Binary::mul, y, r, y);
    if (weight.defined()) binary_into(simd::Binary::mul, y, weight, y);
    if (bias.defined()) binary_into(simd::Binary::add, y, bias, y);
  }
  return record(
      "NativeBatchNormBackward0", {x, weight, bias}, std::move(y),
      [sx = save(x), sw = save(weight), mean = s.mean, r, dims, eps,
       bias_shape = bias.defined() ? bias.shape() : Shape()](const Tensor& g, const Node& node) {
        const Tensor x = sx.get(node);
        const Tensor w = sw.get(node);
        if (!grad_enabled()) return plain_grads(node, g, x, mean, r, dims, w, bias_shape);
        return normal_grads(node, g, normal_of(x, dims, eps), dims, w, bias_shape);
      });
}

/// running = (1 - momentum) running + momentum * factor * value
void move_towards(Tensor running, const Tensor& value, double momentum, double factor) {
  if (!running.defined()) return;
  const NoGrad guard;
  running.mul_(full({}, 1 - momentum, running.dtype()));
  running.add_(value.reshape(running.shape()), momentum * factor);
}

}  // namespace

Tensor batch_norm(const Tensor& x, Tensor running_mean, Tensor running_var, const Tensor& weight,
                  const Tensor& bias, bool training, double momentum, double eps) {
  check(x.dim() == 2 || x.dim() == 3, "batch_norm: x must have shape (N, C) or (N, C, L), got ",
        x.shape());
  const int64_t channels = x.shape()[1];
  check_affine("batch_norm", x, {channels}, weight, bias);
  for (const Tensor& running : {running_mean, running_var})
    check(
        !running.defined() || (running.shape() == Shape{channels} && running.dtype() == x.dtype()),
        "batch_norm: running_mean and running_var must be ", x.dtype(), " of shape (", channels,
        ",), got ", running.defined() ? running.dtype() : x.dtype(), " ",
        running.defined() ? running.shape() : Shape());
  // Values of channels, as they broadcast to x.
  const auto along = [&](const Tensor& t) {
    return t.defined() && x.dim() == 3 ? t.unsqueeze(1) : t;
  };
  if (!training) {
    check(running_mean.defined() && running_var.defined(),
          "batch_norm: running_mean and running_var are needed in evaluation, for x of shape ",
          x.shape());
    Tensor scale = 1 / sqrt(running_var + eps);
    if (weight.defined()) scale = scale * weight;
    const Tensor y = (x - along(running_mean)) * along(scale);
    return bias.defined() ? y + along(bias) : y;
  }
  const int64_t count = channels ? x.numel() / channels : 0;
  check(count != 1, "batch_norm: in training a channel needs more than one value, got x of shape ",
        x.shape());
  Statistics s;
  const Dims dims = x.dim() == 3 ? Dims{0, 2} : Dims{0};
  Tensor y = normalize(x, dims, along(weight), along(bias), eps, s);
  if (count == 0) return y;
  const double bessel = static_cast<double>(count) / static_cast<double>(count - 1);
  move_towards(running_mean, s.mean, momentum, 1);
  move_towards(running_var, s.var, momentum, bessel);
  return y;
}

}  // namespace weft
