// nll_loss: the negative logarithms at the labels. It is linear in x, so that its gradient, which
// places factors at the labels, has the loss itself as its own gradient.
#include "core/ops/loss_parts.h"

namespace weft {

int64_t check_labels(const char* op, const Tensor& x, const Tensor& labels,
                     const LabelOptions& options) {
  check(x.dim() == 2, op, ": logits must have shape (N, C), got ", x.shape());
  check(is_floating(x.dtype()), op, ": logits must be float32 or float64, got ", x.dtype());
  const int64_t classes = x.shape()[1];
  check(labels.dtype() == int64 && labels.shape() == Shape{x.shape()[0]}, op,
        ": labels must be int64 of shape (", x.shape()[0], ",), got ", labels.dtype(), " ",
        labels.shape());
  if (const Tensor& w = options.weight; w.defined()) {
    check(w.shape() == Shape{classes} && w.dtype() == x.dtype(), op, ": weight must be ", x.dtype(),
          " of shape (", classes, ",), got ", w.dtype(), " ", w.shape());
    check(!needs_grad({w}), op, ": there is no gradient for weight of shape ", w.shape());
  }
  const Tensor y = labels.contiguous();
  const int64_t* const p = y.data<int64_t>();
  int64_t ignored = 0;
  for (int64_t i = 0; i < y.numel(); ++i) {
    if (p[i] == options.ignore_index)
      ++ignored;
    else
      check(p[i] >= 0 && p[i] < classes, op, ": labels must be in [0, ", classes, "), got ", p[i],
            " at position ", i);
  }
  return ignored;
}

Picks make_picks(const Tensor& x, const Tensor& labels, const LabelOptions& options) {
  const NoGrad guard;
  Picks picks{labels.clone(), empty(labels.shape(), x.dtype()), x.shape()[1], options.reduction, 0};
  const Tensor of_classes = options.weight.defined() ? options.weight.contiguous() : Tensor();
  visit_floating("nll_loss", x.dtype(), [&]<class T> {
    int64_t* const label = picks.labels.data<int64_t>();
    T* const weight = picks.weights.data<T>();
    for (int64_t i = 0; i < labels.numel(); ++i) {
      if (label[i] == options.ignore_index) {
        label[i] = -1;
        weight[i] = 0;
      } else {
        weight[i] = of_classes.defined() ? of_classes.data<T>()[label[i]] : T(1);
      }
    }
  });
  picks.total = picks.weights.sum().item();
  return picks;
}

namespace {

/// The gradient of pick(): -weight * g at the labels, zeros elsewhere.
Tensor place(const Tensor& g, const Picks& picks) {
  const int64_t n = picks.labels.numel();
  Tensor y = zeros({n, picks.classes}, g.dtype());
  {
    const NoGrad guard;
    const Tensor mean = picks.reduction == Reduction::mean ? g / picks.total : g;
    const Tensor factors = (picks.weights * mean).contiguous();
    visit_floating("nll_loss", g.dtype(), [&]<class T> {
      const int64_t* const label = picks.labels.data<int64_t>();
      for (int64_t i = 0; i < n; ++i)
        if (label[i] >= 0) y.data<T>()[i * picks.classes + label[i]] = -factors.data<T>()[i];
    });
  }
  return record("NllLossBackwardBackward0", {g}, std::move(y),
                [picks](const Tensor& h, const Node&) { return Grads{pick(h, picks)}; });
}

}  // namespace

Tensor pick(const Tensor& x, const Picks& picks) {
  const int64_t n = picks.labels.numel();
  Tensor y = zeros({n}, x.dtype());
  {
    const NoGrad guard;
    const Tensor from = x.contiguous();
    visit_floating("nll_loss", x.dtype(), [&]<class T> {
      const int64_t* const label = picks.labels.data<int64_t>();
      for (int64_t i = 0; i < n; ++i)
        if (label[i] >= 0)
          y.data<T>()[i] =
              -picks.weights.data<T>()[i] * from.data<T>()[i * picks.classes + label[i]];
    });
    if (picks.reduction != Reduction::none) y = y.sum();
    if (picks.reduction == Reduction::mean) y = y / picks.total;
  }
  return record("NllLossBackward0", {x}, std::move(y),
                [picks](const Tensor& g, const Node&) { return Grads{place(g, picks)}; });
}

Tensor nll_loss(const Tensor& log_probabilities, const Tensor& labels,
                const LabelOptions& options) {
  check(options.label_smoothing == 0, "nll_loss: label_smoothing belongs to cross_entropy, got ",
        options.label_smoothing);
  check_labels("nll_loss", log_probabilities, labels, options);
  return pick(log_probabilities, make_picks(log_probabilities, labels, options));
}

}  // namespace weft
