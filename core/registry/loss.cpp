// Losses.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> loss_table() {
  static const Operation rows[] = {
      row("cross_entropy",
          "x, target, weight=none, ignore_index=-100, reduction=mean, label_smoothing=0",
          [](const Tensor& x, const Tensor& target, const Tensor& weight, int64_t ignore,
             Reduction reduction, double smoothing) {
            return cross_entropy(x, target, LabelOptions{weight, ignore, reduction, smoothing});
          }),
      row("nll_loss", "x, target, weight=none, ignore_index=-100, reduction=mean",
          [](const Tensor& x, const Tensor& target, const Tensor& weight, int64_t ignore,
             Reduction reduction) {
            return nll_loss(x, target, LabelOptions{weight, ignore, reduction});
          }),
      row("mse_loss", "x, target, reduction=mean",
          [](const Tensor& x, const Tensor& target, Reduction reduction) {
            return mse_loss(x, target, reduction);
          }),
      row("l1_loss", "x, target, reduction=mean",
          [](const Tensor& x, const Tensor& target, Reduction reduction) {
            return l1_loss(x, target, reduction);
          }),
      row("huber_loss", "x, target, reduction=mean, delta=1",
          [](const Tensor& x, const Tensor& target, Reduction reduction, double delta) {
            return huber_loss(x, target, reduction, delta);
          }),
      row("binary_cross_entropy_with_logits",
          "x, target, weight=none, reduction=mean, pos_weight=none",
          [](const Tensor& x, const Tensor& target, const Tensor& weight, Reduction reduction,
             const Tensor& pos_weight) {
            return binary_cross_entropy_with_logits(x, target, reduction, weight, pos_weight);
          }),
  };
  return rows;
}

}  // namespace weft::registry
