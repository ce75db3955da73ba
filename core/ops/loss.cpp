// Losses of numbers: functions of the difference d between input and target, and the binary
// cross-entropy.
#include "core/ops/loss_parts.h"

namespace weft {
namespace {

/// Input and target as one floating dtype.
std::pair<Tensor, Tensor> pair(const char* op, const Tensor& input, const Tensor& target) {
  check(input.shape() == target.shape(), op, ": input and target must have the same shape, got ",
        input.shape(), " and ", target.shape());
  const DType dtype = promote_types(input.dtype(), target.dtype());
  check(is_floating(dtype), op, ": dtype must be float32 or float64, got ", dtype);
  return {input.to(dtype), target.to(dtype)};
}

/// value(d), reduced; slope is its derivative.
template <class Value, class Slope>
Tensor of_difference(const char* op, const char* name, const Tensor& input, const Tensor& target,
                     Reduction reduction, Value value, Slope slope) {
  const auto [x, y] = pair(op, input, target);
  Tensor loss;
  {
    const NoGrad guard;
    loss = reduced(value(x - y), reduction);
  }
  return record(name, {x, y}, std::move(loss),
                [sx = save(x), sy = save(y), reduction, slope](const Tensor& g, const Node& node) {
                  const Tensor x = sx.get(node);
                  const bool mean = reduction == Reduction::mean;
                  const Tensor factor = mean ? g / static_cast<double>(x.numel()) : g;
                  const Tensor d = slope(x - sy.get(node)) * factor;
                  return Grads{d, node.wants(1) ? -d : Tensor()};
                });
}

/// log(1 + exp(-|x|))
Tensor log_one_more(const Tensor& x) { return log1p(exp(-abs(x))); }

/// log(1 + exp(-x)), whose derivative is sigmoid(x) - 1.
Tensor softplus_of_negative(const Tensor& x) {
  Tensor y;
  {
    const NoGrad guard;
    y = relu(-x) + log_one_more(x);
  }
  return record("LogSigmoidBackward0", {x}, std::move(y),
                [x = save(x)](const Tensor& g, const Node& node) {
                  return Grads{-g * sigmoid(-x.get(node))};
                });
}

}  // namespace

Tensor mse_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  return of_difference(
      "mse_loss", "MseLossBackward0", input, target, reduction,
      [](const Tensor& d) { return d.square(); }, [](const Tensor& d) { return d * 2; });
}

Tensor l1_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  const auto [x, y] = pair("l1_loss", input, target);
  return reduced(abs(x - y), reduction);
}

Tensor huber_loss(const Tensor& input, const Tensor& target, Reduction reduction, double delta) {
  check(delta > 0, "huber_loss: delta must be positive, got ", delta);
  return of_difference(
      "huber_loss", "HuberLossBackward0", input, target, reduction,
      [delta](const Tensor& d) {
        const Tensor distance = abs(d);
        const Tensor near = distance.clamp({}, delta);
        return near * (distance - near / 2);
      },
      [delta](const Tensor& d) { return d.clamp(-delta, delta); });
}

Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        Reduction reduction, const Tensor& weight,
                                        const Tensor& pos_weight) {
  constexpr const char* op = "binary_cross_entropy_with_logits";
  const auto [x, y] = pair(op, input, target);
  for (const Tensor& w : {weight, pos_weight})
    check(!w.defined() || !needs_grad({w}), op, ": there is no gradient for weights");
  // The loss is (1 - y) x + l softplus(-x) with l = 1 + (p - 1) y; its derivatives are
  // l sigmoid(x) - p y in x and (p - 1) softplus(-x) - x in y.
  const auto positive = [pos_weight](const Tensor& t) {
    return pos_weight.defined() ? t * (pos_weight - 1) + 1 : ones({}, t.dtype());
  };
  Tensor losses;
  {
    const NoGrad guard;
    const Tensor l = positive(y);
    losses = (1 - y) * x + l * relu(-x) + l * log_one_more(x);  // large terms cancel first
    if (weight.defined()) losses = losses * weight;
    check(losses.shape() == x.shape(), op, ": weights must broadcast to ", x.shape(), ", got ",
          losses.shape());
  }
  const int64_t count = x.numel();
  return record("BinaryCrossEntropyWithLogitsBackward0", {x, y}, reduced(losses, reduction),
                [sx = save(x), sy = save(y), sw = save(weight), sp = save(pos_weight), reduction,
                 positive, count](const Tensor& g, const Node& node) {
                  const Tensor x = sx.get(node);
                  const Tensor y = sy.get(node);
                  const Tensor weight = sw.get(node);
                  const Tensor pos_weight = sp.get(node);
                  Tensor factor = reduction == Reduction::mean ? g / static_cast<double>(count) : g;
                  if (weight.defined()) factor = factor * weight;
                  Grads grads(2);
                  if (node.wants(0)) {
                    const Tensor p = pos_weight.defined() ? y * pos_weight : y;
                    grads[0] = factor * (positive(y) * sigmoid(x) - p);
                  }
                  if (node.wants(1)) {
                    grads[1] = -factor * x;
                    if (pos_weight.defined())
                      grads[1] = grads[1] + factor * (pos_weight - 1) * softplus_of_negative(x);
                  }
                  return grads;
                });
}

}  // namespace weft
