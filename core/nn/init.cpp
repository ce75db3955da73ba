// Bounds and deviations are computed in PyTorch's steps, so that they are the same numbers to the
// last bit.
#include "core/nn/init.h"

#include <cmath>

namespace weft::nn::init {
namespace {

struct Fans {
  double in, out;
};
Fans fans(const char* op, const Tensor& x) {
  check(x.dim() >= 2, op, ": fans need at least two dimensions, got shape ", x.shape());
  double rest = 1;
  for (int d = 2; d < x.dim(); ++d) rest *= static_cast<double>(x.shape()[d]);
  return {static_cast<double>(x.shape()[1]) * rest, static_cast<double>(x.shape()[0]) * rest};
}

double xavier_std(const char* op, const Tensor& x, double gain) {
  const Fans f = fans(op, x);
  return gain * std::sqrt(2.0 / (f.in + f.out));
}

double kaiming_std(const char* op, const Tensor& x, double a, Fan mode, Nonlinearity activation) {
  const Fans f = fans(op, x);
  return calculate_gain(activation, a) / std::sqrt(mode == Fan::in ? f.in : f.out);
}

}  // namespace

void constant_(Tensor x, double value) {
  const NoGrad guard;
  x.fill_(value);
}
void zeros_(Tensor x) { constant_(std::move(x), 0); }
void ones_(Tensor x) { constant_(std::move(x), 1); }

void uniform_(Tensor x, double a, double b) {
  const NoGrad guard;
  x.uniform_(a, b);
}

void normal_(Tensor x, double mean, double std) {
  const NoGrad guard;
  x.normal_(mean, std);
}

double calculate_gain(Nonlinearity nonlinearity, double slope) {
  switch (nonlinearity) {
    case Nonlinearity::tanh:
      return 5.0 / 3;
    case Nonlinearity::relu:
      return std::sqrt(2.0);
    case Nonlinearity::leaky_relu:
      return std::sqrt(2.0 / (1 + slope * slope));
    case Nonlinearity::selu:
      return 3.0 / 4;
    default:
      return 1;
  }
}

void xavier_uniform_(Tensor x, double gain) {
  const double bound = std::sqrt(3.0) * xavier_std("xavier_uniform_", x, gain);
  uniform_(std::move(x), -bound, bound);
}

void xavier_normal_(Tensor x, double gain) {
  const double std = xavier_std("xavier_normal_", x, gain);
  normal_(std::move(x), 0, std);
}

void kaiming_uniform_(Tensor x, double a, Fan mode, Nonlinearity nonlinearity) {
  const double bound = std::sqrt(3.0) * kaiming_std("kaiming_uniform_", x, a, mode, nonlinearity);
  uniform_(std::move(x), -bound, bound);
}

void kaiming_normal_(Tensor x, double a, Fan mode, Nonlinearity nonlinearity) {
  const double std = kaiming_std("kaiming_normal_", x, a, mode, nonlinearity);
  normal_(std::move(x), 0, std);
}

}  // namespace weft::nn::init
