// Linear regression from scratch, with layers, and in closed form, beside what the book's classes
// do in PyTorch (golden/d2l.json says how).
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/d2l/d2l.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;

bool close(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

void check_close(const Tensor& x, const Golden& expected, double tolerance) {
  const Values found = values(x);
  REQUIRE(found.size() == expected.size());
  for (size_t i = 0; i < found.size(); ++i)
    CHECK(close(found[i], expected.at(i).number(), tolerance));
}

Golden run(const std::string& model) {
  for (const Golden r : Golden::file("d2l")["runs"])
    if (r["model"].text() == model) return r;
  throw Error("no run of " + model);
}

d2l::SyntheticRegressionData book_data() {
  manual_seed(0);
  return {tensor({2, -3.4}, float32), 4.2};
}

void check_run(d2l::Module& model, const d2l::DataModule& data, const Golden& expected) {
  d2l::Trainer trainer(3);
  trainer.fit(model, data);
  for (size_t i = 0; i < 3; ++i) {
    const Golden e = expected["epochs"].at(i);
    CHECK(close(trainer.results()[i].train_loss, e["train_loss"].number(), 1e-5));
    CHECK(close(trainer.results()[i].val_loss, e["val_loss"].number(), 1e-5));
  }
}

/// The largest error in the weights and the bias.
double error(const d2l::SyntheticRegressionData& data, const Tensor& w, const Tensor& b) {
  return std::max((data.w - w.reshape(data.w.shape())).abs().max().item(),
                  std::abs(data.b - b.item()));
}

TEST_CASE("3.4.a: SyntheticRegressionData draws what PyTorch draws, in the constructor") {
  for (const Golden c : Golden::file("d2l")["synthetic"]) {
    manual_seed(1);
    const d2l::SyntheticRegressionData data(tensor({2, -3.4}, float32), 4.2, 0.01,
                                            c["num_train"].integer(), c["num_val"].integer());
    check_close(data.X[Slice(0, 8)], c["X"], 1e-6);
    check_close(data.y[Slice(0, 8)], c["y"], 1e-6);
    CHECK(close(data.X.to(float64).sum().item(), c["sum_X"].number(), 1e-5));
    CHECK(close(data.y.to(float64).sum().item(), c["sum_y"].number(), 1e-5));
    CHECK(data.y.shape() == Shape{data.X.len(), 1});
    CHECK(data.train_dataloader()->examples() == c["num_train"].integer());
    CHECK(data.val_dataloader()->examples() == c["num_val"].integer());
  }
  CHECK(book_data().hparams_text() ==
        "root='../data', num_workers=4, w=[2, -3.4000000953674316], b=4.2, noise=0.01, "
        "num_train=1000, num_val=1000, batch_size=32");
}

TEST_CASE("3.4.a: LinearRegressionScratch follows PyTorch and comes near the true weights") {
  const auto data = book_data();
  d2l::LinearRegressionScratch model(2, 0.03);
  CHECK(model.w.shape() == Shape{2, 1});
  CHECK(model.w.abs().max().item() < 0.05);
  CHECK(values(model.b) == Values{0});
  const Golden expected = run("LinearRegressionScratch");
  check_run(model, data, expected);
  check_close(model.w, expected["w"], 1e-5);
  check_close(model.b, expected["b"], 1e-5);
  // Half the squared error shrinks the distance by about exp(-0.03) a step, so that 96 steps leave
  // a twentieth of it; six epochs leave less than what the row asks for.
  d2l::Trainer(3).fit(model, data);
  CHECK(error(data, model.w, model.b) < 0.05);
}

TEST_CASE("3.4.a: LinearRegression is within 0.05 of the true weights after three epochs") {
  const auto data = book_data();
  d2l::LinearRegression model(0.03);
  CHECK(error_of([&] { (void)model.get_w_b(); }) ==
        "get_w_b: the lazy layer has no weights before its first input");
  const Golden expected = run("LinearRegression");
  check_run(model, data, expected);
  const auto [w, b] = model.get_w_b();
  check_close(w, expected["w"], 1e-5);
  check_close(b, expected["b"], 1e-5);
  CHECK(!w.requires_grad());
  CHECK(error(data, w, b) < 0.05);
}

TEST_CASE("3.4.a: the two losses differ by a factor of 2, and so do their gradients") {
  const Tensor y = tensor({{1.0}, {2.0}});
  const Tensor a = leaf({{3.0}, {5.0}}), b = leaf({{3.0}, {5.0}});
  const Tensor half = d2l::LinearRegressionScratch(2, 0.1).loss(a, y);
  const Tensor whole = d2l::LinearRegression(0.1).loss(b, y);
  CHECK(half.item() == (4 + 9) / 4.0);
  CHECK(whole.item() == (4 + 9) / 2.0);
  half.backward();
  whole.backward();
  CHECK(values(a.grad() * 2) == values(b.grad()));
  // y in another shape is seen in the shape of y_hat, and does not broadcast.
  CHECK(d2l::LinearRegressionScratch(2, 0.1).loss(a, y.reshape({2})).item() == half.item());
}

TEST_CASE("3.4.a: SGD from scratch steps against the gradient and zeroes it") {
  Tensor p = leaf({1.0, 2.0});
  d2l::SGD sgd({p}, 0.5);
  CHECK(error_of([&] { sgd.step(); }) ==
        "SGD: every parameter must have a gradient, got none for one of shape (2,)");
  sgd.zero_grad();
  CHECK(!p.grad().defined());
  (p * p).sum().backward();
  sgd.step();
  CHECK(values(p) == Values{0, 0});
  CHECK(values(p.grad()) == Values{2, 4});
  sgd.zero_grad();
  CHECK(values(p.grad()) == Values{0, 0});
  CHECK(sgd.hparam("lr") == 0.5);
}

TEST_CASE("3.4.a: weight decay penalises weights, not biases") {
  class Decayed : public d2l::LinearRegression {
   public:
    using LinearRegression::LinearRegression;
    [[nodiscard]] std::unique_ptr<optim::Optimizer> configure_optimizers() const override {
      const auto& layer = dynamic_cast<const nn::Linear&>(*net_);
      return std::make_unique<optim::SGD>(
          std::vector<optim::ParameterGroup>{{.parameters = {layer.weight}, .weight_decay = 2},
                                             {.parameters = {layer.bias}}},
          optim::SGDOptions{.lr = hparam("lr")});
    }
  } model(0.25);
  d2l::materialize(model, {1, 2});
  const auto [w, b] = model.get_w_b();
  const Values w_before = values(w), b_before = values(b);
  const auto optimizer = model.configure_optimizers();
  // Where the prediction is right, the loss pulls nowhere and only the penalty is left.
  const Tensor x = rand({4, 2});
  model.loss(model(x), model(x).detach()).backward();
  optimizer->step();
  CHECK(values(model.get_w_b().first) == Values{w_before[0] / 2, w_before[1] / 2});
  CHECK(values(model.get_w_b().second) == b_before);
}

TEST_CASE("3.4.a: least squares in closed form") {
  // y = 3 + 2 x exactly; and a line through points that lie on none: by the formulas of the means.
  const Tensor ones_x = tensor({{1, 0}, {1, 1}, {1, 2}, {1, 4}}, float64);
  CHECK((d2l::least_squares(ones_x, tensor({3.0, 5.0, 7.0, 11.0})) - tensor({3.0, 2.0}))
            .abs()
            .max()
            .item() < 1e-12);
  const Values line = values(d2l::least_squares(ones_x, tensor({{1.0}, {0.0}, {2.0}, {5.0}})));
  CHECK(std::abs(line[1] - 10 / 8.75) < 1e-12);  // sum of (x - 1.75)(y - 2) over (x - 1.75)^2
  CHECK(std::abs(line[0] - (2 - 1.75 * 10 / 8.75)) < 1e-12);

  const auto data = book_data();
  const Tensor w = d2l::least_squares(cat({data.X, ones({2000, 1})}, 1), data.y);
  CHECK(w.dtype() == float32);
  CHECK(error(data, w[Slice(0, 2)], w[2]) < 1e-3);
  CHECK(
      error_of([&] {
        (void)d2l::least_squares(ones({4, 2}), ones({4}));
      }) ==
      "least_squares: the columns of X must be independent, but column 1 is a combination of those "
      "before it");
  CHECK(error_of([&] {
          (void)d2l::least_squares(ones({4, 2}), ones({3}));
        }) ==
        "least_squares: X must be a floating (n, d) and y have n elements, got (4, 2) and (3,)");
}

}  // namespace
}  // namespace weft
