// Losses and what the book says about them; normalisation's running statistics; what is refused.
// Their numbers are in golden/training.json and the case table.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;

Catch::Approx near(double x) { return Catch::Approx(x).epsilon(1e-13).margin(1e-13); }

/// -sum p log q in nats.
double cross_entropy_of(const Tensor& p, const Tensor& q) { return -(p * log(q)).sum().item(); }

TEST_CASE("4.1.a: surprisal, entropy and cross-entropy in nats") {
  CHECK(-log(tensor({0.125}, float64)).item() == Catch::Approx(3 * std::log(2.0)));
  const Tensor fair = tensor({0.25, 0.25, 0.25, 0.25}, float64);
  const Tensor p = tensor({0.5, 0.25, 0.125, 0.125}, float64);
  CHECK(cross_entropy_of(fair, fair) == Catch::Approx(std::log(4.0)));
  CHECK(cross_entropy_of(p, p) == Catch::Approx(1.75 * std::log(2.0)));
  CHECK(cross_entropy_of(p, fair) == Catch::Approx(std::log(4.0)));
  // The expected surprisal, from logits: the loss of labels that come as often as p says.
  const Tensor labels = tensor({0, 0, 0, 0, 1, 1, 2, 3});
  CHECK(cross_entropy(log(p).expand({8, 4}), labels).item() == Catch::Approx(1.75 * std::log(2.0)));
}

TEST_CASE("4.1.a: losses of logits of 1e4 neither overflow nor underflow") {
  for (const DType dtype : {float32, float64}) {
    const Tensor x = tensor({{1e4, -1e4, 0.0}, {-1e4, -1e4, -1e4}}, dtype).requires_grad_();
    const Tensor labels = tensor({1, 2});
    const LabelOptions options{.weight = ones({3}, dtype), .reduction = Reduction::none};
    for (const Tensor& loss :
         {cross_entropy(x, labels, Reduction::none), cross_entropy(x, labels, options)}) {
      CHECK(values(loss)[0] == 2e4);
      CHECK(values(loss)[1] == Catch::Approx(std::log(3.0)));
      x.set_grad({});
      loss.sum().backward();
      const Values g = values(x.grad());
      CHECK(Values(g.begin(), g.begin() + 3) == Values{1, -1, 0});
      CHECK(g[5] == Catch::Approx(-2.0 / 3));
    }
    const Tensor z = tensor({1e4, -1e4, -80.0}, dtype).requires_grad_();
    const Tensor binary =
        binary_cross_entropy_with_logits(z, tensor({0.0, 1.0, 0.0}, dtype), Reduction::none);
    CHECK(values(binary)[0] == 1e4);
    CHECK(values(binary)[1] == 1e4);
    CHECK(values(binary)[2] == Catch::Approx(std::exp(-80.0)));
    binary.sum().backward();
    CHECK(values(z.grad())[0] == 1);
    CHECK(values(z.grad())[1] == -1);
    CHECK(values(z.grad())[2] == Catch::Approx(std::exp(-80.0)));
  }
}

TEST_CASE("batch_norm moves its running statistics as PyTorch does") {
  for (const Golden c : Golden::file("training")["running"]) {
    const Tensor x = make_tensor(c["values"], c["shape"].integers(), float64);
    const Tensor mean = zeros({3}, float64);
    const Tensor var = ones({3}, float64);
    for (size_t step = 0; step < c["after"].size(); ++step) {
      const auto k = static_cast<double>(step);
      batch_norm(x * (k + 1) + k, mean, var, {}, {}, true, c["momentum"].number());
      const auto expected = c["after"].at(step);
      for (size_t i = 0; i < 3; ++i) {
        CHECK(values(mean)[i] == near(expected["mean"].at(i).number()));
        CHECK(values(var)[i] == near(expected["var"].at(i).number()));
      }
    }
  }
}

TEST_CASE("normalisation loses nothing where the mean is large") {
  const Tensor x = tensor({{0, 1, 5}, {8, 4, 0}}, float32);
  CHECK(same_bits(layer_norm(x + 4096, {3}), layer_norm(x, {3})));
  CHECK(same_bits(batch_norm(x + 4096, {}, {}, {}, {}, true), batch_norm(x, {}, {}, {}, {}, true)));
}

TEST_CASE("dropout: the share of zeros, the mean, and evaluation") {
  manual_seed(0);
  const Tensor x = ones({100000}).requires_grad_();
  const Tensor y = dropout(x, 0.25);
  CHECK((y == 0).to(float32).mean().item() == Catch::Approx(0.25).margin(0.01));
  CHECK(y.mean().item() == Catch::Approx(1).margin(0.01));
  y.sum().backward();
  CHECK(same_bits(x.grad(), y.detach()));
  CHECK(same_bits(dropout(x, 0.25, false), x));
}

TEST_CASE("errors: losses, normalisation, dropout") {
  const Tensor x = ones({2, 3});
  const Tensor labels = tensor({0, 2});
  const auto with = [&](LabelOptions o) { return error_of([&] { cross_entropy(x, labels, o); }); };
  CHECK(with({.label_smoothing = 1.5}) ==
        "cross_entropy: label_smoothing must be in [0, 1], got 1.5");
  CHECK(with({.weight = ones({2})}) ==
        "cross_entropy: weight must be float32 of shape (3,), got float32 (2,)");
  CHECK(with({.weight = ones({3}, float64)}) ==
        "cross_entropy: weight must be float32 of shape (3,), got float64 (3,)");
  CHECK(with({.weight = ones({3}).requires_grad_()}) ==
        "cross_entropy: there is no gradient for weight of shape (3,)");
  CHECK(error_of([&] {
          nll_loss(x, tensor({0, 3}));
        }) == "nll_loss: labels must be in [0, 3), got 3 at position 1");
  CHECK(error_of([&] { nll_loss(x, labels, {.label_smoothing = 0.5}); }) ==
        "nll_loss: label_smoothing belongs to cross_entropy, got 0.5");
  CHECK(error_of([&] { l1_loss(x, ones({3})); }) ==
        "l1_loss: input and target must have the same shape, got (2, 3) and (3,)");
  CHECK(error_of([&] { huber_loss(x, x, Reduction::mean, 0); }) ==
        "huber_loss: delta must be positive, got 0");
  CHECK(error_of([&] {
          binary_cross_entropy_with_logits(x, x, Reduction::mean, ones({4, 2, 3}));
        }) == "binary_cross_entropy_with_logits: weights must broadcast to (2, 3), got (4, 2, 3)");
  CHECK(error_of([&] { dropout(x, 1.5); }) == "dropout: p must be in [0, 1], got 1.5");
  CHECK(error_of([&] { layer_norm(x, {2}); }) ==
        "layer_norm: the shape of x must end in normalized_shape, got (2, 3) and (2,)");
  CHECK(error_of([&] { layer_norm(x, {3}, ones({1})); }) ==
        "layer_norm: weight must be float32 of shape (3,), got float32 (1,)");
  CHECK(error_of([&] { batch_norm(x[0], {}, {}, {}, {}, true); }) ==
        "batch_norm: x must have shape (N, C) or (N, C, L), got (3,)");
  CHECK(error_of([&] {
          batch_norm(ones({1, 3}), {}, {}, {}, {}, true);
        }) == "batch_norm: in training a channel needs more than one value, got x of shape (1, 3)");
  CHECK(error_of([&] { batch_norm(x, {}, {}); }) ==
        "batch_norm: running_mean and running_var are needed in evaluation, for x of shape (2, 3)");
  CHECK(error_of([&] { batch_norm(x, ones({2}), ones({3})); }) ==
        "batch_norm: running_mean and running_var must be float32 of shape (3,), got float32 (2,)");
}

}  // namespace
}  // namespace weft
