// Losses. cross_entropy fuses softmax, logarithm and the choice of the label: one pass over the
// logits gives the loss and, where it will be asked for, the gradient (softmax - one-hot) / N.
#include <cmath>

#include "core/base/parallel.h"
#include "core/ops/ops.h"
#include "simd/kernels.h"

namespace weft {
namespace {

Tensor reduce(const Tensor& losses, Reduction reduction) {
  if (reduction == Reduction::none) return losses;
  return reduction == Reduction::mean ? losses.mean() : losses.sum();
}

void check_labels(const Tensor& labels, int64_t classes) {
  const int64_t* const p = labels.data<int64_t>();
  for (int64_t i = 0; i < labels.numel(); ++i)
    check(p[i] >= 0 && p[i] < classes, "cross_entropy: labels must be in [0, ", classes, "), got ",
          p[i], " at position ", i);
}

/// softmax(x) - one_hot(labels), differentiable in x.
Tensor residual(const Tensor& x, const Tensor& labels) {
  Tensor hot = zeros(x.shape(), x.dtype());
  visit_floating("cross_entropy", x.dtype(), [&]<class T> {
    for (int64_t r = 0; r < labels.numel(); ++r)
      hot.data<T>()[r * x.shape()[1] + labels.data<int64_t>()[r]] = T(1);
  });
  return softmax(x, 1) - hot;
}

}  // namespace

Tensor cross_entropy(const Tensor& logits, const Tensor& labels, Reduction reduction) {
  check(logits.dim() == 2, "cross_entropy: logits must have shape (N, C), got ", logits.shape());
  check(is_floating(logits.dtype()), "cross_entropy: logits must be float32 or float64, got ",
        logits.dtype());
  check(labels.dtype() == int64 && labels.shape() == Shape{logits.shape()[0]},
        "cross_entropy: labels must be int64 of shape (", logits.shape()[0], ",), got ",
        labels.dtype(), " ", labels.shape());
  const Tensor x = logits.contiguous();
  const Tensor y = labels.contiguous();
  const int64_t n = x.shape()[0];
  const int64_t classes = x.shape()[1];
  check_labels(y, classes);
  const bool wanted = needs_grad({x});
  Tensor losses = empty({n}, x.dtype());
  Tensor grad = wanted ? empty(x.shape(), x.dtype()) : Tensor();
  visit_floating("cross_entropy", x.dtype(), [&]<class T> {
    const auto kernel = simd::machine().of<T>().cross_entropy;
    const T scale = reduction == Reduction::mean ? T(1) / static_cast<T>(n) : T(1);
    parallel_for(
        n, std::max<int64_t>(4096 / std::max<int64_t>(classes, 1), 1),
        [&](int64_t begin, int64_t end) {
          kernel(x.data<T>() + begin * classes, y.data<int64_t>() + begin, losses.data<T>() + begin,
                 wanted ? grad.data<T>() + begin * classes : nullptr, end - begin, classes, scale);
        });
  });
  Tensor loss;
  {
    const NoGrad guard;
    loss = reduce(losses, reduction);
  }
  return record("NllLossBackward0", {x}, std::move(loss),
                [x = save(x), y = save(y), grad, reduction](const Tensor& g, const Node& node) {
                  const Tensor weight = reduction == Reduction::none ? g.unsqueeze(1) : g;
                  if (!grad_enabled()) return Grads{grad * weight};
                  const Tensor input = x.get(node);
                  const Tensor d = residual(input, y.get(node)) * weight;
                  return Grads{reduction == Reduction::mean ? d / input.shape()[0] : d};
                });
}

Tensor mse_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  check(input.shape() == target.shape(),
        "mse_loss: input and target must have the same shape, got ", input.shape(), " and ",
        target.shape());
  const DType dtype = promote_types(input.dtype(), target.dtype());
  check(is_floating(dtype), "mse_loss: dtype must be float32 or float64, got ", dtype);
  const Tensor x = input.to(dtype);
  const Tensor y = target.to(dtype);
  Tensor loss;
  {
    const NoGrad guard;
    loss = reduce((x - y).square(), reduction);
  }
  return record("MseLossBackward0", {x, y}, std::move(loss),
                [sx = save(x), sy = save(y), reduction](const Tensor& g, const Node& node) {
                  const Tensor x = sx.get(node);
                  const double count = reduction == Reduction::mean ? double(x.numel()) : 1;
                  const Tensor d = (x - sy.get(node)) * (g * (2 / count));
                  return Grads{d, node.wants(1) ? -d : Tensor()};
                });
}

}  // namespace weft
