// Trainer, Module, DataModule and Classifier on small data.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>

#include "core/base/parallel.h"
#include "core/d2l/d2l.h"
#include "core/data/synthetic.h"
#include "core/ops/ops.h"

using namespace weft;
using Catch::Matchers::Message;

namespace {

using Regression = d2l::LinearRegression;

d2l::SyntheticRegressionData regression_data(int64_t num_val = 1000) {
  manual_seed(1);
  return {tensor({2.0, -3.4}), 4.2, 0.01, 1000, num_val, 32};
}

}  // namespace

TEST_CASE("3.2.b: fit keeps a result for each epoch") {
  Regression model(0.03);
  d2l::Trainer trainer(3);
  trainer.fit(model, regression_data());
  REQUIRE(trainer.results().size() == 3);
  CHECK(trainer.results()[2].epoch == 3);
  CHECK(trainer.results()[2].val_loss < 0.01);
  CHECK(std::isnan(trainer.results()[2].val_acc));
}

TEST_CASE("3.2.b: points stand where the book draws them") {
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

TEST_CASE("3.2.b: data too small for the wanted points still draws one a batch") {
  manual_seed(0);
  const d2l::SyntheticRegressionData data(tensor({1.0}), 0, 0.01, 4, 4, 4);
  Regression model(0.1);
  d2l::Trainer trainer(3);
  trainer.fit(model, data);
  CHECK(model.board.series()[0].xs.size() == 3);
}

TEST_CASE("3.2.b: the validation loader may be absent, the training data may not") {
  const auto data = regression_data(0);
  Regression model(0.03);
  d2l::Trainer trainer(1);
  trainer.fit(model, data);
  CHECK(std::isnan(trainer.results()[0].val_loss));
  CHECK(model.board.series().size() == 1);
}

TEST_CASE("3.2.b: the last short batch is kept and only training data is shuffled") {
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

TEST_CASE("3.2.b: clipping bounds the joint norm of the gradients") {
  const Tensor a = tensor({3.0}).requires_grad_();
  const Tensor b = tensor({4.0}).requires_grad_();
  (a.square() / 2 + b.square() / 2).sum().backward();
  CHECK(optim::clip_grad_norm({a, b}, 1) == Catch::Approx(5));
  CHECK(a.grad().item() == Catch::Approx(0.6));
  CHECK(b.grad().item() == Catch::Approx(0.8));
  CHECK(optim::clip_grad_norm({a, b}, 2) == Catch::Approx(1));
  CHECK(a.grad().item() == Catch::Approx(0.6));
}

TEST_CASE("3.2.b: options out of range are named") {
  CHECK_THROWS_MATCHES(d2l::Trainer(0), Error,
                       Message("Trainer: max_epochs must be at least 1, got 0"));
  CHECK_THROWS_MATCHES(
      d2l::Trainer(1, 1), Error,
      Message("Trainer: num_gpus must be 0, since weft runs on processors, got 1"));
  CHECK_THROWS_MATCHES(optim::SGD({zeros({1}).requires_grad_()}, -1), Error,
                       Message("SGD: lr must be a number of at least 0, got -1"));
}

TEST_CASE("4.3.a: accuracy compares the largest score with the label") {
  const d2l::SoftmaxRegression model(3, 0.1);
  const Tensor y_hat = tensor({{0.1, 0.3, 0.6}, {0.3, 0.2, 0.5}});
  CHECK(model.accuracy(y_hat, tensor({0, 2})).item() == 0.5);
  CHECK(model.accuracy(y_hat, tensor({0, 2}), false).to_vector<float>() ==
        std::vector<float>{0, 1});
}

TEST_CASE("4.2.a: an image batch is (N, 1, 28, 28) in [0, 1] with int64 labels") {
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

namespace {

/// Writes down what is called; its only parameter starts at 0 and the loss is its distance to y.
class Told : public d2l::Module {
 public:
  explicit Told(double lr) : p(zeros({1})) {
    save_hyperparameters({{"lr", lr}});
    register_parameter("p", p);
  }
  Tensor forward(const Tensor& x) override {
    log += training() ? "f" : "v";
    CHECK((training() || !(x * p).requires_grad()));
    return p.expand({x.len(), 1});
  }
  Tensor loss(const Tensor& y_hat, const Tensor& y) const override { return (y - y_hat).mean(); }
  [[nodiscard]] std::unique_ptr<optim::Optimizer> configure_optimizers() const override {
    log += "o";
    return Module::configure_optimizers();
  }
  Tensor p;
  mutable std::string log;
};

/// Two batches to train and one to validate; y is far above what is learned.
class Two : public d2l::DataModule {
 public:
  Two() { save_hyperparameters({{"batch_size", 2}}); }
  [[nodiscard]] std::unique_ptr<DataLoader> get_dataloader(bool train) const override {
    return get_tensorloader({ones({6, 1}), full({6, 1}, 100.0)}, train,
                            train ? Slice(0, 4) : Slice(4));
  }
};

}  // namespace

TEST_CASE("3.2.b: fit prepares data, model and optimizer, and alternates training and validation") {
  struct Loud : d2l::Trainer {
    using Trainer::Trainer;
    void prepare_data(const d2l::DataModule& data) override {
      log += "d";
      Trainer::prepare_data(data);
    }
    void prepare_model(d2l::Module& model) override {
      log += "m";
      Trainer::prepare_model(model);
    }
    Batch prepare_batch(Batch batch) override {
      log += "b";
      return batch;
    }
    std::string log;
  } trainer(2);
  const Two data;
  Told model(0.5);
  trainer.fit(model, data);
  CHECK(trainer.log == "dmbbbbbb");
  CHECK(model.log == "fofvffv");
  CHECK_FALSE(model.training());
  CHECK(model.trainer == &trainer);
  CHECK(model.board.xlim == std::pair(0.0, 2.0));
  CHECK(model.p.item() == 2);  // four steps of 0.5 against a gradient of -1
  CHECK(trainer.state().steps == 4);
  CHECK(trainer.hparams_text() == "max_epochs=2, num_gpus=0, gradient_clip_val=0");
}

TEST_CASE("3.2.b: validation in the middle of an epoch leaves the mode as it was") {
  const Two data;
  Told model(0.5);
  d2l::Trainer trainer(1);
  trainer.start(model, data);
  trainer.advance();
  CHECK(trainer.validate().first > 90);
  CHECK(model.training());
  trainer.advance();
  CHECK(model.log == "fovfv");
  CHECK_FALSE(model.training());
  CHECK(trainer.validate().first > 90);
  CHECK_FALSE(model.training());
}

TEST_CASE("3.2.b: what prepare_batch returns is what is trained and validated on") {
  struct Doubling : d2l::Trainer {
    using Trainer::Trainer;
    Batch prepare_batch(Batch batch) override { return {batch[0], batch[1] * 2}; }
  } trainer(1);
  Told model(0);
  trainer.fit(model, Two());
  CHECK(trainer.results()[0].train_loss == 200);
  CHECK(trainer.results()[0].val_loss == 200);
}

TEST_CASE("3.2.b: fit_epoch can be another one") {
  struct FirstBatchTwice : d2l::Trainer {
    using Trainer::Trainer;
    void fit_epoch() override {
      Batch batch;
      train_dataloader().start();
      train_dataloader().next(batch);
      for (int i = 0; i < 2; ++i) train_batch(batch);
      CHECK(validate().first > 90);
    }
  } trainer(3);
  Told model(0.5);
  trainer.fit(model, Two());
  CHECK(model.log == "fofvffvffv");
  CHECK(trainer.state().epoch == 3);
  CHECK(model.p.item() == 3);
}

TEST_CASE("3.2.b: gradient_clip_val bounds the norm of every step, 0 does not") {
  d2l::Trainer clipped(1, 0, 0.25);
  Told model(1);
  clipped.fit(model, Two());
  CHECK(model.p.item() == 0.5);  // two steps of norm 0.25
  d2l::Trainer free(1);
  Told other(1);
  free.fit(other, Two());
  CHECK(other.p.item() == 2);
}

TEST_CASE("3.2.b: get_tensorloader takes rows, shuffles for training only, keeps the short batch") {
  struct Rows : d2l::DataModule {
    Rows() : DataModule("here", 2) { save_hyperparameters({{"batch_size", 4}}); }
    [[nodiscard]] std::unique_ptr<DataLoader> get_dataloader(bool train) const override {
      return get_tensorloader({arange(12), arange(12)}, train, Slice(2));
    }
    using DataModule::get_tensorloader;
  } data;
  CHECK(data.hparams_text() == "root='here', num_workers=2, batch_size=4");
  Batch batch;
  std::vector<int64_t> seen;
  const auto loader = data.val_dataloader();
  for (loader->start(); loader->next(batch);)
    for (const int64_t i : batch[1].to_vector<int64_t>()) seen.push_back(i);
  CHECK(seen == std::vector<int64_t>{2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  CHECK(batch[0].len() == 2);
  manual_seed(0);
  const auto shuffled = data.train_dataloader();
  shuffled->start();
  shuffled->next(batch);
  CHECK(batch[0].to_vector<int64_t>() != std::vector<int64_t>{2, 3, 4, 5});
  CHECK(data.get_tensorloader({arange(12)}, false, Slice(12)) == nullptr);
  CHECK(d2l::Trainer(1).hparam("max_epochs") == 1);
}

TEST_CASE("3.2.b: the hyperparameters of a module are the book's") {
  CHECK(d2l::MLP(10, 256, 0.1).hparams_text() ==
        "plot_train_per_epoch=2, plot_valid_per_epoch=1, num_outputs=10, num_hiddens=256, lr=0.1");
  struct NoRate : Told {
    NoRate() : Told(1) {}
    [[nodiscard]] std::unique_ptr<optim::Optimizer> configure_optimizers() const override {
      return std::make_unique<optim::SGD>(parameters(), hparam("rate"));
    }
  } model;
  d2l::Trainer trainer(1);
  CHECK_THROWS_MATCHES(trainer.fit(model, Two()), Error,
                       Message("hparam: there is no 'rate', only: plot_train_per_epoch, "
                               "plot_valid_per_epoch, lr"));
}

TEST_CASE("3.2.b: a module says how often an epoch is drawn") {
  struct Often : d2l::Module {
    Often() : Module(8, 4) {
      save_hyperparameters({{"lr", 0.03}});
      set_net(std::make_shared<nn::LazyLinear>(1));
    }
    Tensor loss(const Tensor& y_hat, const Tensor& y) const override { return mse_loss(y_hat, y); }
  } model;
  d2l::Trainer trainer(1);
  trainer.fit(model, regression_data());
  CHECK(model.board.series()[0].xs.size() == 8);
  CHECK(model.board.series()[1].xs == std::vector<double>{1, 1, 1, 1});
}

TEST_CASE("3.2.b: a module without a net says so, and one without a trainer cannot plot") {
  d2l::SoftmaxRegression model(3, 0.1);
  CHECK_THROWS_MATCHES(model.plot("loss", 1, true), Error,
                       Message("plot: the module is not being trained"));
  struct Empty : d2l::Classifier {
  } empty;
  CHECK_THROWS_MATCHES(empty.forward(ones({1})), Error,
                       Message("Module: there is no net; override forward"));
  CHECK_THROWS_MATCHES(empty.layer_summary({1, 1}), Error,
                       Message("layer_summary: the net must be a Sequential"));
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
