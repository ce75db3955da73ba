// Trainer, Module, DataModule and Classifier on small data.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>

#include "core/base/parallel.h"
#include "core/d2l/trainer.h"
#include "core/data/synthetic.h"
#include "core/ops/ops.h"

using namespace weft;
using Catch::Matchers::Message;

namespace {

/// y = X w + b by one linear layer and the plain squared error.
class Regression : public d2l::Module {
 public:
  explicit Regression(double lr) {
    lr_ = lr;
    set_net(std::make_shared<nn::LazyLinear>(1));
  }
  Tensor loss(const Tensor& y_hat, const Tensor& y) const override { return mse_loss(y_hat, y); }
  [[nodiscard]] const nn::Linear& layer() const { return dynamic_cast<const nn::Linear&>(*net_); }
};

d2l::SyntheticRegressionData regression_data(int64_t num_val = 1000) {
  manual_seed(1);
  return {tensor({2.0, -3.4}), 4.2, 0.01, 1000, num_val, 32};
}

}  // namespace

TEST_CASE("a linear regression finds the true weights") {
  const auto data = regression_data();
  Regression model(0.03);
  d2l::Trainer trainer(3);
  trainer.fit(model, data);
  CHECK(std::abs(model.layer().weight.to_vector<double>()[0] - 2) < 0.05);
  CHECK(std::abs(model.layer().weight.to_vector<double>()[1] + 3.4) < 0.05);
  CHECK(std::abs(model.layer().bias.item() - 4.2) < 0.05);
  REQUIRE(trainer.results().size() == 3);
  CHECK(trainer.results()[2].epoch == 3);
  CHECK(trainer.results()[2].val_loss < 0.01);
  CHECK(std::isnan(trainer.results()[2].val_acc));
}

TEST_CASE("points stand where the book draws them") {
  const auto data = regression_data();
  Regression model(0.03);
  d2l::Trainer trainer(2);
  trainer.fit(model, data);
  const auto& series = model.board.series();
  REQUIRE(series.size() == 2);
  CHECK(series[0].label == "train_loss");
  CHECK(series[1].label == "val_loss");
  // 32 batches an epoch, two training points: the means over batches 0 to 15 and 16 to 31.
  REQUIRE(series[0].xs.size() == 4);
  CHECK(series[0].xs[0] == Catch::Approx(7.5 / 32));
  CHECK(series[0].xs[3] == Catch::Approx(1 + 23.5 / 32));
  CHECK(series[1].xs == std::vector<double>{1, 2});
  CHECK(model.board.xlim == std::pair(0.0, 2.0));
}

TEST_CASE("data too small for the wanted points still draws one a batch") {
  manual_seed(0);
  const d2l::SyntheticRegressionData data(tensor({1.0}), 0, 0.01, 4, 4, 4);
  Regression model(0.1);
  d2l::Trainer trainer(3);
  trainer.fit(model, data);
  CHECK(model.board.series()[0].xs.size() == 3);
}

TEST_CASE("the validation loader may be absent, the training data may not") {
  const auto data = regression_data(0);
  Regression model(0.03);
  d2l::Trainer trainer(1);
  trainer.fit(model, data);
  CHECK(std::isnan(trainer.results()[0].val_loss));
  CHECK(model.board.series().size() == 1);
}

TEST_CASE("the last short batch is kept and only training data is shuffled") {
  const auto data = regression_data();
  Batch batch;
  const auto val = data.val_dataloader();
  int64_t seen = 0, batches = 0;
  for (val->start(); val->next(batch); ++batches) {
    if (batches == 0) CHECK((batch[0] == data.X.slice(0, 1000, 1032)).sum().item() == 64);
    seen += batch.back().len();
  }
  CHECK(seen == 1000);
  CHECK(batches == 32);
  CHECK(val->batches() == 32);
  CHECK(batch.back().len() == 8);
  const auto train = data.train_dataloader();
  train->start();
  train->next(batch);
  CHECK((batch[0] == data.X.slice(0, 0, 32)).sum().item() < 64);
}

TEST_CASE("a run can be stopped between batches and continued to more epochs") {
  const auto data = regression_data();
  Regression model(0.03);
  d2l::Trainer trainer(5);
  trainer.fit(model, data, [](const d2l::Trainer& t) { return t.state().steps < 40; });
  CHECK(trainer.state().steps == 40);
  CHECK(trainer.results().size() == 1);
  trainer.extend(2);
  while (trainer.advance()) {
  }
  CHECK(trainer.state().steps == 64);
  CHECK(trainer.results().size() == 2);
  CHECK_THROWS_MATCHES(
      trainer.extend(1), Error,
      Message("Trainer: 2 epochs are done, max_epochs must be at least that, got 1"));
}

TEST_CASE("clipping bounds the joint norm of the gradients") {
  const Tensor a = tensor({3.0}).requires_grad_();
  const Tensor b = tensor({4.0}).requires_grad_();
  (a.square() / 2 + b.square() / 2).sum().backward();
  CHECK(optim::clip_grad_norm({a, b}, 1) == Catch::Approx(5));
  CHECK(a.grad().item() == Catch::Approx(0.6));
  CHECK(b.grad().item() == Catch::Approx(0.8));
  CHECK(optim::clip_grad_norm({a, b}, 2) == Catch::Approx(1));
  CHECK(a.grad().item() == Catch::Approx(0.6));
}

TEST_CASE("options out of range are named") {
  CHECK_THROWS_MATCHES(d2l::Trainer(0), Error,
                       Message("Trainer: max_epochs must be at least 1, got 0"));
  CHECK_THROWS_MATCHES(
      d2l::Trainer(1, 1), Error,
      Message("Trainer: num_gpus must be 0, since weft runs on processors, got 1"));
  CHECK_THROWS_MATCHES(optim::SGD({zeros({1}).requires_grad_()}, -1), Error,
                       Message("SGD: lr must be a number of at least 0, got -1"));
}

TEST_CASE("accuracy compares the largest score with the label") {
  const d2l::SoftmaxRegression model(3, 0.1);
  const Tensor y_hat = tensor({{0.1, 0.3, 0.6}, {0.3, 0.2, 0.5}});
  CHECK(model.accuracy(y_hat, tensor({0, 2})).item() == 0.5);
  CHECK(model.accuracy(y_hat, tensor({0, 2}), false).to_vector<float>() ==
        std::vector<float>{0, 1});
}

TEST_CASE("an image batch is (N, 1, 28, 28) in [0, 1] with int64 labels") {
  const d2l::FashionMNIST data(make_synthetic({0, 100, 30}), 64);
  const auto loader = data.train_dataloader();
  Batch batch;
  loader->start();
  loader->next(batch);
  CHECK(batch[0].shape() == Shape{64, 1, 28, 28});
  CHECK(batch[0].dtype() == float32);
  CHECK(batch[1].dtype() == int64);
  CHECK(batch[0].max().item() <= 1);
  CHECK(batch[0].max().item() > 0.5);
  CHECK(data.text_labels(tensor({0, 9})) == std::vector<std::string>{"t-shirt", "ankle boot"});
  CHECK_THROWS_MATCHES(data.text_labels(tensor({10})), Error,
                       Message("text_labels: labels must be in [0, 10), got 10"));
}

TEST_CASE("training steps of the MLP ask the system for no memory once warm, and keep none") {
  const d2l::FashionMNIST data(make_synthetic({0, 2048, 256}), 256);
  manual_seed(0);
  d2l::MLP model(10, 256, 0.1);
  d2l::Trainer trainer(1);
  trainer.start(model, data);
  trainer.advance();
  trainer.advance();
  const MemoryStats warm = memory();
  while (trainer.state().batch < 7) trainer.advance();
  CHECK(memory().system_allocations == warm.system_allocations);
  CHECK(memory().live_bytes == warm.live_bytes);
}

TEST_CASE("the same seed gives the same bits for any number of threads") {
  const d2l::FashionMNIST data(make_synthetic({0, 1024, 128}), 256);
  const int before = num_threads();
  std::vector<std::vector<float>> weights;
  for (const int threads : has_threads() ? std::vector{1, 2, 3, 4} : std::vector{1, 1}) {
    set_num_threads(threads);
    manual_seed(3);
    d2l::MLP model(10, 64, 0.1);
    d2l::Trainer trainer(2);
    trainer.fit(model, data);
    weights.push_back(model.parameters()[0].to_vector<float>());
  }
  set_num_threads(before);
  for (const auto& w : weights) CHECK(w == weights[0]);
}
