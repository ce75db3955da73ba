#include "core/ops/gradcheck.h"

#include <cmath>

#include "core/autograd/autograd.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

std::string position(int64_t output, size_t input, int64_t element) {
  return text("output element ", output, " by element ", element, " of input ", input);
}

using Function = std::function<Tensor(const std::vector<Tensor>&)>;

/// Leaves of our own, so that the caller's tensors are neither changed nor given gradients.
std::vector<Tensor> float64_leaves(const char* op, const std::vector<Tensor>& inputs) {
  std::vector<Tensor> leaves;
  for (const Tensor& input : inputs) {
    check(input.dtype() == float64, op, ": inputs must be float64, got ", input.dtype());
    leaves.push_back(input.detach().clone().requires_grad_());
  }
  return leaves;
}

/// df/dx for one element x of `leaf` by central differences: a value for each output element.
std::vector<double> difference(const Function& f, const std::vector<Tensor>& leaves,
                               const Tensor& leaf, int64_t element, double eps) {
  const NoGrad guard;
  double& x = leaf.data<double>()[element];
  const double before = x;
  x = before + eps;
  auto plus = f(leaves).to_vector<double>();
  x = before - eps;
  const auto minus = f(leaves).to_vector<double>();
  x = before;
  for (size_t i = 0; i < plus.size(); ++i) plus[i] = (plus[i] - minus[i]) / (2 * eps);
  return plus;
}

}  // namespace

void gradcheck(const Function& f, const std::vector<Tensor>& inputs, double eps, double atol,
               double rtol) {
  const auto leaves = float64_leaves("gradcheck", inputs);
  const Tensor y = f(leaves);
  const int64_t outputs = y.numel();
  std::vector<std::vector<Tensor>> rows;  // rows[i][input] = d y[i] / d input
  for (int64_t i = 0; i < outputs; ++i) {
    Tensor seed = zeros(y.shape(), float64);
    seed.data<double>()[i] = 1;
    // A result that depends on nothing has gradients, too: zeros.
    rows.push_back(y.requires_grad() ? grad({y}, leaves, {seed}, true, false, true)
                                     : std::vector<Tensor>(leaves.size()));
  }
  for (size_t input = 0; input < leaves.size(); ++input) {
    for (int64_t e = 0; e < leaves[input].numel(); ++e) {
      const auto numerical = difference(f, leaves, leaves[input], e, eps);
      for (int64_t i = 0; i < outputs; ++i) {
        const Tensor& row = rows[static_cast<size_t>(i)][input];
        const double analytical = row.defined() ? row.contiguous().data<double>()[e] : 0.0;
        const double expected = numerical[static_cast<size_t>(i)];
        check(std::abs(analytical - expected) <= atol + rtol * std::abs(expected),
              "gradcheck: ", position(i, input, e), ": the gradient is ", analytical,
              ", the difference quotient ", expected);
      }
    }
  }
}

void gradgradcheck(const Function& f, const std::vector<Tensor>& inputs, double eps, double atol,
                   double rtol) {
  // The gradient, weighted by fixed numbers of no pattern, is a function like any other: of the
  // inputs and of the gradient that it starts from.
  const size_t count = inputs.size();
  std::vector<Tensor> arguments = inputs;
  {
    const NoGrad guard;
    Tensor start = empty(f(inputs).shape(), float64);
    for (int64_t i = 0; i < start.numel(); ++i)
      start.data<double>()[i] = std::sin(static_cast<double>(3 * i + 1));
    arguments.push_back(start);
  }
  const auto gradient = [&f, count](const std::vector<Tensor>& leaves) {
    const EnableGrad guard;
    const std::vector<Tensor> xs(leaves.begin(),
                                 leaves.begin() + static_cast<std::ptrdiff_t>(count));
    const auto grads = grad({f(xs)}, xs, {leaves[count]}, true, true, true);
    Tensor total = zeros({}, float64);
    for (size_t i = 0; i < grads.size(); ++i) {
      if (!grads[i].defined()) continue;
      Tensor w = empty(grads[i].shape(), float64);
      for (int64_t e = 0; e < w.numel(); ++e)
        w.data<double>()[e] = std::cos(static_cast<double>(2 * e + 1) + static_cast<double>(i));
      total = total + (grads[i] * w).sum();
    }
    return total;
  };
  gradcheck(gradient, arguments, eps, atol, rtol);
}

Tensor jacobian(const std::function<Tensor(const Tensor&)>& f, const Tensor& x) {
  const EnableGrad guard;
  Tensor leaf = x.detach().clone().requires_grad_();
  const Tensor y = f(leaf);
  Shape shape = y.shape();
  for (const int64_t size : x.shape()) shape.push_back(size);
  Tensor result = zeros(shape, x.dtype());
  if (!y.requires_grad()) return result;  // it does not depend on x
  Tensor rows = result.reshape({y.numel(), x.numel()});
  for (int64_t i = 0; i < y.numel(); ++i) {
    Tensor seed = zeros({y.numel()}, y.dtype());
    seed.select(0, i).fill_(1);
    const auto g = grad({y}, {leaf}, {seed.reshape(y.shape())}, true, false, true);
    if (g[0].defined()) rows.select(0, i).copy_(g[0].reshape({x.numel()}));
  }
  return result;
}

Tensor hessian(const std::function<Tensor(const Tensor&)>& f, const Tensor& x) {
  return jacobian(
      [&f](const Tensor& leaf) {
        const Tensor y = f(leaf);
        check(y.numel() == 1, "hessian: the function must give one element, got shape ", y.shape());
        if (!y.requires_grad()) return zeros_like(leaf);
        const Tensor g = grad({y}, {leaf}, {}, true, true, true)[0];
        return g.defined() ? g : zeros_like(leaf);
      },
      x);
}

}  // namespace weft
