// What torch.nn.functional has beyond the pointwise table: activations with parameters,
// normalisation, dropout. Included by ops.h.
#pragma once
#include "core/tensor/tensor.h"

namespace weft {

/// x where x > 0, negative_slope * x elsewhere.
Tensor leaky_relu(const Tensor& x, double negative_slope = 0.01);
/// The same with a learned slope: weight has one element, or one a channel (dimension 1 of x).
Tensor prelu(const Tensor& x, const Tensor& weight);
/// x where x > 0, alpha (exp(x) - 1) elsewhere (Clevert et al., 2015).
Tensor elu(const Tensor& x, double alpha = 1);
/// log(1 + exp(beta x)) / beta; x itself where beta x > threshold.
Tensor softplus(const Tensor& x, double beta = 1, double threshold = 20);
/// x times the normal distribution function of x, or its tanh approximation (Hendrycks and Gimpel,
/// 2016).
enum class Gelu { none, tanh };
Tensor gelu(const Tensor& x, Gelu approximate = Gelu::none);

/// In training, zeros with probability p and the rest divided by 1 - p; x itself otherwise. The
/// mask is what PyTorch draws from the same seed.
Tensor dropout(const Tensor& x, double p = 0.5, bool training = true);

/// (x - mean) / sqrt(var + eps) over the last dimensions, whose sizes are normalized_shape, then
/// weight and bias of that shape, which may be undefined (Ba et al., 2016).
Tensor layer_norm(const Tensor& x, const Shape& normalized_shape, const Tensor& weight = {},
                  const Tensor& bias = {}, double eps = 1e-5);
/// x (N, C) or (N, C, L), each channel normalised over the others: in training by the batch, whose
/// mean and unbiased variance move running_mean and running_var (C) by momentum; otherwise by
/// these (Ioffe and Szegedy, 2015). Weight, bias and the running values may be undefined.
Tensor batch_norm(const Tensor& x, Tensor running_mean, Tensor running_var,
                  const Tensor& weight = {}, const Tensor& bias = {}, bool training = false,
                  double momentum = 0.1, double eps = 1e-5);

}  // namespace weft
