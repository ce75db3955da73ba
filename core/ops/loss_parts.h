// What the losses share: the last step, and labels that choose a column each.
#pragma once
#include "core/ops/ops.h"

namespace weft {

/// The losses of the examples, their mean or their sum.
inline Tensor reduced(const Tensor& losses, Reduction reduction) {
  if (reduction == Reduction::none) return losses;
  return reduction == Reduction::mean ? losses.mean() : losses.sum();
}

/// x (N, C) floating, labels (N) int64 in [0, C) or options.ignore_index, options.weight (C) of x's
/// dtype without a gradient; errors name `op`. Returns how many labels are ignored.
int64_t check_labels(const char* op, const Tensor& x, const Tensor& labels,
                     const LabelOptions& options);

/// Checked labels as factors of the elements that they choose.
struct Picks {
  Tensor labels;   ///< (N), -1 where ignored
  Tensor weights;  ///< (N), the weight of the label's class; 0 where ignored
  int64_t classes;
  Reduction reduction;
  double total;  ///< of the weights
};
Picks make_picks(const Tensor& x, const Tensor& labels, const LabelOptions& options);

/// -weight * x[i, label], reduced; the mean is that of the weights. Linear in x.
Tensor pick(const Tensor& x, const Picks& picks);

}  // namespace weft
