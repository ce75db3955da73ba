// First values for parameters, with PyTorch's numbers from the same seed. All of them fill in
// place, without a graph. Fans are those of a weight (out, in, ...): fan_in = in times the rest.
#pragma once
#include "core/ops/ops.h"

namespace weft::nn::init {

void constant_(Tensor x, double value);
void zeros_(Tensor x);
void ones_(Tensor x);
void uniform_(Tensor x, double a = 0, double b = 1);
void normal_(Tensor x, double mean = 0, double std = 1);

/// The activations that a layer may be followed by.
enum class Nonlinearity { linear, sigmoid, tanh, relu, leaky_relu, selu };
/// How much the activation shrinks a standard deviation; `slope` is leaky_relu's.
double calculate_gain(Nonlinearity nonlinearity, double slope = 0.01);

/// Standard deviation gain sqrt(2 / (fan_in + fan_out)) (Glorot and Bengio, 2010).
void xavier_uniform_(Tensor x, double gain = 1);
void xavier_normal_(Tensor x, double gain = 1);

enum class Fan { in, out };
/// Standard deviation gain / sqrt(fan), the gain that of a leaky ReLU with slope `a` unless another
/// activation is named (He et al., 2015).
void kaiming_uniform_(Tensor x, double a = 0, Fan mode = Fan::in,
                      Nonlinearity nonlinearity = Nonlinearity::leaky_relu);
void kaiming_normal_(Tensor x, double a = 0, Fan mode = Fan::in,
                     Nonlinearity nonlinearity = Nonlinearity::leaky_relu);

}  // namespace weft::nn::init
