// cross_entropy of logits x and labels y. The plain case fuses softmax, logarithm and the choice of
// the label: one pass over the logits gives the loss and, where it will be asked for, the gradient
// (softmax - one-hot) / N. With weights, ignored labels or smoothing it is the nll_loss of
// log_softmax, to which label_smoothing s adds the mean over the classes:
//   (1 - s) w[y] (-log p[y]) + s / C * sum of w[c] (-log p[c])
#include <algorithm>

#include "core/base/parallel.h"
#include "core/ops/loss_parts.h"
#include "simd/kernels.h"

namespace weft {
namespace {

/// softmax(x) - one_hot(labels), differentiable in x.
Tensor residual(const Tensor& x, const Tensor& labels) {
  Tensor hot = zeros(x.shape(), x.dtype());
  visit_floating("cross_entropy", x.dtype(), [&]<class T> {
    for (int64_t r = 0; r < labels.numel(); ++r)
      hot.data<T>()[r * x.shape()[1] + labels.data<int64_t>()[r]] = T(1);
  });
  return softmax(x, 1) - hot;
}

Tensor plain(const Tensor& logits, const Tensor& labels, Reduction reduction) {
  const Tensor x = logits.contiguous();
  const Tensor y = labels.contiguous();
  const int64_t n = x.shape()[0];
  const int64_t classes = x.shape()[1];
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
    loss = reduced(losses, reduction);
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

}  // namespace

Tensor cross_entropy(const Tensor& logits, const Tensor& labels, const LabelOptions& options) {
  const double smoothing = options.label_smoothing;
  check(smoothing >= 0 && smoothing <= 1, "cross_entropy: label_smoothing must be in [0, 1], got ",
        smoothing);
  const bool ignored = check_labels("cross_entropy", logits, labels, options) > 0;
  if (!ignored && smoothing == 0 && !options.weight.defined())
    return plain(logits, labels, options.reduction);
  const Tensor log_p = log_softmax(logits, 1);
  const Picks picks = make_picks(logits, labels, options);
  const Tensor loss = pick(log_p, picks);
  if (smoothing == 0) return loss;
  const Tensor weighted = options.weight.defined() ? log_p * options.weight : log_p;
  Tensor smooth = where(picks.labels >= 0, -weighted.sum({1}), zeros({}, logits.dtype()));
  if (options.reduction != Reduction::none) smooth = smooth.sum();
  if (options.reduction == Reduction::mean) smooth = smooth / picks.total;
  return loss * (1 - smoothing) + smooth * (smoothing / static_cast<double>(picks.classes));
}

Tensor cross_entropy(const Tensor& logits, const Tensor& labels, Reduction reduction) {
  return cross_entropy(logits, labels, LabelOptions{.reduction = reduction});
}

}  // namespace weft
