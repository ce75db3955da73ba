// Losses.
#include "core/registry/registry.h"

namespace weft::registry {

std::span<const Operation> loss_table() {
  static const Operation rows[] = {
      row("cross_entropy", "x, target, reduction=mean",
          [](const Tensor& x, const Tensor& target, Reduction reduction) {
            return cross_entropy(x, target, reduction);
          }),
      row("mse_loss", "x, target, reduction=mean",
          [](const Tensor& x, const Tensor& target, Reduction reduction) {
            return mse_loss(x, target, reduction);
          }),
  };
  return rows;
}

}  // namespace weft::registry
