// Chapter 5.3: the penalty of the weights, its gradients against the formulas of the book, and the
// memory of a training step.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/d2l/d2l.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

double largest_difference(const Tensor& a, const Tensor& b) {
  REQUIRE(a.shape() == b.shape());
  return (a - b).abs().max().item();
}

/// The quantities of 5.3.1 for one column vector x, with the squared error as the loss.
struct Pass {
  explicit Pass(double lambda) {
    manual_seed(3);
    x = randn({4, 1}, float64);
    y = randn({2, 1}, float64);
    W1 = randn({5, 4}, float64).requires_grad_();
    W2 = randn({2, 5}, float64).requires_grad_();
    z = matmul(W1, x);
    h = relu(z);
    o = matmul(W2, h);
    L = (o - y).square().sum() / 2;
    s = (W1.square().sum() + W2.square().sum()) * (lambda / 2);
    J = L + s;
  }
  Tensor x, y, W1, W2, z, h, o, L, s, J;
};

TEST_CASE("5.3.a: the penalty is half lambda times the squared Frobenius norms") {
  const Pass p(0.3);
  double squares = 0;
  for (const Tensor& w : {p.W1, p.W2})
    for (const double v : w.detach().to_vector<double>()) squares += v * v;
  CHECK(std::abs(p.s.item() - 0.15 * squares) < 1e-12);
  CHECK(std::abs(p.s.item() - 0.15 * (std::pow(p.W1.norm().item(), 2) +
                                      std::pow(p.W2.norm().item(), 2))) < 1e-12);
  CHECK(std::abs(p.J.item() - p.L.item() - p.s.item()) < 1e-12);
}

TEST_CASE("5.3.a: gradients of J = L + s are those of 5.3.3") {
  const double lambda = 0.3;
  const Pass p(lambda);
  p.J.backward();
  const NoGrad guard;
  const Tensor dL_do = p.o - p.y;
  const Tensor dJ_dh = matmul(p.W2.T(), dL_do);
  const Tensor dJ_dz = dJ_dh * (p.z > 0).to(float64);
  CHECK(largest_difference(p.W2.grad(), matmul(dL_do, p.h.T()) + p.W2 * lambda) < 1e-12);
  CHECK(largest_difference(p.W1.grad(), matmul(dJ_dz, p.x.T()) + p.W1 * lambda) < 1e-12);
}

TEST_CASE("5.3.c: a training step's memory is known, live and at its peak") {
  manual_seed(0);
  d2l::MLP model(10, 256, 0.1);
  const Tensor X = rand({256, 1, 28, 28});
  const Tensor y = randint(0, 10, {256});
  d2l::materialize(model, {1, 1, 28, 28});
  const auto optimizer = model.configure_optimizers();
  const auto step = [&] {
    optimizer->zero_grad();
    model.loss(model(X), y).backward();
    optimizer->step();
  };
  step();
  optimizer->zero_grad();
  const int64_t before = memory().live_bytes;
  reset_peak_memory();
  step();
  int64_t parameters = 0;
  for (const Tensor& p : model.parameters()) parameters += p.numel();
  // After the step the gradients are left; at the peak at least the hidden layer and its gradient
  // were there besides.
  const int64_t gradients = 4 * parameters;
  CHECK(memory().live_bytes == before + gradients);
  CHECK(memory().peak_bytes >= before + gradients + 2 * 4 * 256 * 256);
  // And nothing as large as another copy of the batch.
  CHECK(memory().peak_bytes < before + gradients + 4 * 256 * (784 + 4 * 256));
}

}  // namespace
}  // namespace weft
