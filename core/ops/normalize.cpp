// layer_norm and batch_norm. Both are y = n w + b with n = (x - mean) r, r = 1 / sqrt(var + eps),
// the mean and the variance over some dimensions of x; the gradient, with h = g w, is
//   r (h - mean(h) - n mean(h n))
// Backward keeps x, the mean and r, which are small, and makes n anew.
#include "core/ops/ops.h"
#include "core/ops/pointwise.h"

namespace weft {
namespace {

struct Statistics {
  Tensor mean, var;  // with size 1 along the dimensions that they are over
};

Tensor reciprocal_root(const Tensor& var, double eps) { return 1 / sqrt(var + eps); }

/// In two passes, so that a large mean costs the variance no digits.
Statistics statistics(const Tensor& x, const Dims& dims) {
  const Tensor mean = x.mean(dims, true);
  return {mean, square(x - mean).mean(dims, true)};
}

/// What x is normalised by, as functions of x where they are recorded.
struct Normal {
  Tensor n, r;
};
Normal normal_of(const Tensor& x, const Dims& dims, double eps) {
  const Statistics s = statistics(x, dims);
  const Tensor r = reciprocal_root(s.var, eps);
  return {(x - s.mean) * r, r};
}

/// Weight and bias broadcast to x and may be undefined.
Tensor normalize(const char* name, const Tensor& x, const Dims& dims, const Tensor& weight,
                 const Tensor& bias, double eps, Statistics& s) {
  Tensor y, r;
  {
    const NoGrad guard;
    s.mean = x.mean(dims, true);
    y = x - s.mean;
    s.var = square(y).mean(dims, true);
    r = reciprocal_root(s.var, eps);
    binary_into(simd::Binary::mul, y, r, y);
    if (weight.defined()) binary_into(simd::Binary::mul, y, weight, y);
    if (bias.defined()) binary_into(simd::Binary::add, y, bias, y);
  }
  return record(
      name, {x, weight, bias}, std::move(y),
      [sx = save(x), sw = save(weight), mean = s.mean, r, dims, eps,
       bias_shape = bias.defined() ? bias.shape() : Shape()](const Tensor& g, const Node& node) {
        const Tensor x = sx.get(node);
        const Tensor w = sw.get(node);
        const Normal v = grad_enabled() ? normal_of(x, dims, eps) : Normal{(x - mean) * r, r};
        Grads grads(3);
        if (node.wants(0)) {
          const Tensor h = w.defined() ? g * w : g;
          grads[0] = (h - h.mean(dims, true) - v.n * (h * v.n).mean(dims, true)) * v.r;
        }
        if (node.wants(1)) grads[1] = sum_to(g * v.n, w.shape());
        if (node.wants(2)) grads[2] = sum_to(g, bias_shape);
        return grads;
      });
}

void check_affine(const char* op, const Tensor& x, const Shape& shape, const Tensor& weight,
                  const Tensor& bias) {
  check(is_floating(x.dtype()), op, ": dtype must be float32 or float64, got ", x.dtype());
  for (const auto& [what, t] : {std::pair("weight", weight), std::pair("bias", bias)})
    check(!t.defined() || (t.shape() == shape && t.dtype() == x.dtype()), op, ": ", what,
          " must be ", x.dtype(), " of shape ", shape, ", got ",
          t.defined() ? t.dtype() : x.dtype(), " ", t.defined() ? t.shape() : Shape());
}

/// running = (1 - momentum) running + momentum * factor * value
void move_towards(Tensor running, const Tensor& value, double momentum, double factor) {
  if (!running.defined()) return;
  const NoGrad guard;
  running.mul_(full({}, 1 - momentum, running.dtype()));
  running.add_(value.reshape(running.shape()), momentum * factor);
}

}  // namespace

Tensor layer_norm(const Tensor& x, const Shape& normalized_shape, const Tensor& weight,
                  const Tensor& bias, double eps) {
  const int first = x.dim() - normalized_shape.size();
  bool ends = first >= 0 && !normalized_shape.empty();
  for (int d = 0; ends && d < normalized_shape.size(); ++d)
    ends = x.shape()[first + d] == normalized_shape[d];
  check(ends, "layer_norm: the shape of x must end in normalized_shape, got ", x.shape(), " and ",
        normalized_shape);
  check_affine("layer_norm", x, normalized_shape, weight, bias);
  Dims dims;
  for (int d = first; d < x.dim(); ++d) dims.push_back(d);
  Statistics unused;
  return normalize("NativeLayerNormBackward0", x, dims, weight, bias, eps, unused);
}

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
    Tensor scale = reciprocal_root(running_var, eps);
    if (weight.defined()) scale = scale * weight;
    const Tensor y = (x - along(running_mean)) * along(scale);
    return bias.defined() ? y + along(bias) : y;
  }
  const int64_t count = channels ? x.numel() / channels : 0;
  check(count != 1, "batch_norm: in training a channel needs more than one value, got x of shape ",
        x.shape());
  Statistics s;
  const Dims dims = x.dim() == 3 ? Dims{0, 2} : Dims{0};
  Tensor y = normalize("NativeBatchNormBackward0", x, dims, along(weight), along(bias), eps, s);
  if (count == 0) return y;
  const double bessel = static_cast<double>(count) / static_cast<double>(count - 1);
  move_towards(running_mean, s.mean, momentum, 1);
  move_towards(running_var, s.var, momentum, bessel);
  return y;
}

}  // namespace weft
