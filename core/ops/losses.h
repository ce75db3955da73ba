// Losses. Included by ops.h.
#pragma once
#include "core/tensor/tensor.h"

namespace weft {

enum class Reduction { none, mean, sum };

/// What cross_entropy and nll_loss may be told besides logits and labels.
struct LabelOptions {
  Tensor weight = {};                     ///< (C), a factor for each class; none: all ones
  int64_t ignore_index = -100;            ///< examples with this label do not count
  Reduction reduction = Reduction::mean;  ///< the mean is weighted by the labels' weights
  double label_smoothing = 0;             ///< in [0, 1]; cross_entropy only
};

/// -log softmax(logits)[label], in nats: logits (N, C), labels (N) int64 in [0, C).
Tensor cross_entropy(const Tensor& logits, const Tensor& labels,
                     Reduction reduction = Reduction::mean);
Tensor cross_entropy(const Tensor& logits, const Tensor& labels, const LabelOptions& options);
/// -log_probabilities[label]: (N, C) and labels (N).
Tensor nll_loss(const Tensor& log_probabilities, const Tensor& labels,
                const LabelOptions& options = {});

/// (input - target)^2.
Tensor mse_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::mean);
/// |input - target|.
Tensor l1_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::mean);
/// d^2 / 2 for d = |input - target| < delta, delta (d - delta / 2) from there on (Huber, 1964).
Tensor huber_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::mean,
                  double delta = 1);
/// The cross-entropy of sigmoid(input) with target in [0, 1], without overflow. `weight` and
/// `pos_weight` (a factor for the positive term) broadcast, and may be undefined.
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        Reduction reduction = Reduction::mean,
                                        const Tensor& weight = {}, const Tensor& pos_weight = {});

}  // namespace weft
