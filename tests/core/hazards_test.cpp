// What could silently give a wrong value or gradient: changes after the fact, and classes that only
// look like others.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <memory>

#include "core/d2l/trainer.h"
#include "core/nn/layers.h"
#include "core/ops/index.h"
#include "core/ops/ops.h"

using namespace weft;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

using Floats = std::vector<float>;

TEST_CASE("a view older than a recorded change of its base is refused") {
  const Tensor w = tensor({1.0, 2.0}).requires_grad_();
  Tensor x = w * 1;
  const Tensor v = x[0];
  x *= 10;
  CHECK_THROWS_MATCHES(v * 2, Error, MessageMatches(ContainsSubstring("taken before its base")));
  (x[0] * 1).backward();
  CHECK(w.grad().to_vector<float>() == Floats{10, 0});
}

TEST_CASE("conditions and indices may not change under backward") {
  const Tensor a = tensor({1.0, 2.0}).requires_grad_();
  const Tensor b = tensor({3.0, 4.0});
  Tensor condition = tensor({true, true});
  const Tensor chosen = where(condition, a, b);
  condition.fill_(false);
  CHECK_THROWS_MATCHES(chosen.sum().backward(), Error,
                       MessageMatches(ContainsSubstring("changed in place")));

  Tensor i = tensor({0, 1});
  const Tensor taken = a[i];
  i.fill_(1);
  taken.sum().backward();
  CHECK(a.grad().to_vector<float>() == Floats{1, 1});
}

TEST_CASE("weights of a loss may not change under backward") {
  const Tensor x = zeros({2}).requires_grad_();
  for (const bool positive : {false, true}) {
    Tensor w = full({2}, 3.0);
    const Tensor loss = binary_cross_entropy_with_logits(
        x, ones({2}), Reduction::mean, positive ? Tensor() : w, positive ? w : Tensor());
    w.fill_(100);
    CHECK_THROWS_MATCHES(loss.backward(), Error,
                         MessageMatches(ContainsSubstring("changed in place")));
  }
}

TEST_CASE("a view that was clamped in place is still a view") {
  const Tensor w = tensor({1.0, 2.0}).requires_grad_();
  const Tensor x = zeros({4});
  Tensor v = x.slice(0, 0, 2);
  v.clamp_(-1, 1);
  CHECK_THROWS_MATCHES(v.add_(w), Error, MessageMatches(ContainsSubstring("a view that")));
}

TEST_CASE("a random fill cuts the graph, and leaves that require grad refuse it") {
  Tensor x = tensor({1.0, 2.0}).requires_grad_();
  Tensor y = x * 2;
  y.normal_();
  y.sum().backward();
  CHECK(x.grad().to_vector<float>() == Floats{0, 0});
  CHECK_THROWS_MATCHES(x.uniform_(), Error, MessageMatches(ContainsSubstring("leaf tensor")));
}

TEST_CASE("a 0-d mask takes all or nothing") {
  Tensor x = tensor({1.0, 2.0});
  x[x.sum() > 100] = -1;
  CHECK(x.to_vector<float>() == Floats{1, 2});
  CHECK(index(x, {x.sum() > 100}).shape() == Shape{0, 2});
  CHECK(index(x, {x.sum() > 1}).shape() == Shape{1, 2});
  x[x.sum() > 1] = -1;
  CHECK(x.to_vector<float>() == Floats{-1, -1});
}

TEST_CASE("elements at one address are not changed in place") {
  Tensor x = zeros({1}).expand({4});
  CHECK_THROWS_MATCHES(x.add_(ones({4})), Error,
                       MessageMatches(ContainsSubstring("at one address")));
  Tensor whole = tensor({10, 20});
  CHECK_THROWS_MATCHES(whole.add_(tensor({3, 5}), 0.5), Error,
                       MessageMatches(ContainsSubstring("alpha must be a whole number")));
}

TEST_CASE("shapes whose product overflows are refused, also without elements") {
  const int64_t much = int64_t{1} << 30;
  CHECK_THROWS_MATCHES(zeros({0}).reshape({much, much, 0}), Error,
                       MessageMatches(ContainsSubstring("reshape: too many elements")));
  CHECK_THROWS_MATCHES(zeros({1}).expand({much, much}), Error,
                       MessageMatches(ContainsSubstring("expand: too many elements")));
}

namespace {

struct Thousand : nn::Linear {
  Thousand() : Linear(1, 1) {}
  Tensor forward(const Tensor& x) override { return x * 0 + 1000; }
};

}  // namespace

TEST_CASE("a layer derived from Linear is not fused away") {
  nn::Sequential net(std::make_shared<Thousand>(), std::make_shared<nn::ReLU>());
  CHECK(net(ones({1, 1})).item() == 1000);
}

TEST_CASE("lazy layers beside ready ones learn, too") {
  manual_seed(0);
  const d2l::SyntheticRegressionData data(tensor({1.0, 2.0}), 0.5, 0.01, 64, 0, 32);
  struct Mixed : d2l::Module {
    Mixed() {
      save_hyperparameters({{"lr", 0.1}});
      set_net(std::make_shared<nn::Sequential>(std::make_shared<nn::Linear>(2, 4),
                                               std::make_shared<nn::LazyLinear>(1)));
    }
    Tensor loss(const Tensor& y_hat, const Tensor& y) const override { return mse_loss(y_hat, y); }
  } model;
  {
    d2l::Trainer trainer(2);
    trainer.start(model, data);
    trainer.advance();
    const auto before = model.parameters()[2].to_vector<float>();
    trainer.advance();
    CHECK(model.parameters()[2].to_vector<float>() != before);
    CHECK(model.trainer == &trainer);
  }
  CHECK(model.trainer == nullptr);
}
