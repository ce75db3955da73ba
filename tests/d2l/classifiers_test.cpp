// The classifiers of chapters 4 and 5, beside what the book's classes do in PyTorch
// (golden/d2l.json says how), and Fashion-MNIST in another size.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdlib>

#include "core/d2l/d2l.h"
#include "core/data/files.h"
#include "core/data/resize.h"
#include "core/data/synthetic.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;

/// 512 images to train and 128 to validate: one of four random images, and noise.
class Blobs : public d2l::DataModule {
 public:
  explicit Blobs(int64_t batch_size) {
    save_hyperparameters({{"batch_size", batch_size}});
    const Tensor centers = rand({4, 36});
    y_ = randint(0, 4, {640});
    X_ = (centers[y_] + randn({640, 36}) * 0.3).reshape({-1, 1, 6, 6});
  }
  [[nodiscard]] std::unique_ptr<DataLoader> get_dataloader(bool train) const override {
    return get_tensorloader({X_, y_}, train, train ? Slice(0, 512) : Slice(512));
  }

 private:
  Tensor X_, y_;
};

std::unique_ptr<d2l::Classifier> build(const std::string& name, double lr) {
  if (name == "SoftmaxRegressionScratch")
    return std::make_unique<d2l::SoftmaxRegressionScratch>(36, 4, lr);
  if (name == "SoftmaxRegression") return std::make_unique<d2l::SoftmaxRegression>(4, lr);
  if (name == "MLPScratch") return std::make_unique<d2l::MLPScratch>(36, 4, 16, lr, 0.1);
  if (name == "MLP") return std::make_unique<d2l::MLP>(4, 16, lr);
  if (name == "DropoutMLPScratch")
    return std::make_unique<d2l::DropoutMLPScratch>(4, 16, 12, 0.5, 0.25, lr);
  if (name == "DropoutMLP") return std::make_unique<d2l::DropoutMLP>(4, 16, 12, 0.5, 0.25, lr);
  return nullptr;
}

TEST_CASE("4.4.a, 5.2.a: the classifiers learn, seed for seed as the book's do in PyTorch") {
  int runs = 0;
  for (const Golden expected : Golden::file("d2l")["runs"]) {
    const double lr = expected["lr"].number();
    INFO(expected["model"].text());
    if (!expected["epochs"].at(0).has("val_acc")) continue;
    manual_seed(0);
    const Blobs data(expected["batch"].integer());
    const auto model = build(expected["model"].text(), lr);
    REQUIRE(model != nullptr);
    d2l::Trainer trainer(3);
    trainer.fit(*model, data);
    for (size_t i = 0; i < 3; ++i) {
      const Golden e = expected["epochs"].at(i);
      const d2l::EpochResult& r = trainer.results()[i];
      CHECK(std::abs(r.train_loss - e["train_loss"].number()) < 1e-5);
      CHECK(std::abs(r.val_loss - e["val_loss"].number()) < 1e-5);
      CHECK(std::abs(r.val_acc - e["val_acc"].number()) < 1e-6);
    }
    CHECK(trainer.results()[2].train_loss < trainer.results()[0].train_loss);
    CHECK(model->board.series()[2].label == "val_acc");
    ++runs;
  }
  CHECK(runs == 6);
}

TEST_CASE("4.4.a: cross-entropy by indexing prints what the notebook prints") {
  const Tensor y = tensor({0, 2});
  const Tensor y_hat = tensor({{0.1, 0.3, 0.6}, {0.3, 0.2, 0.5}});
  CHECK(d2l::SoftmaxRegressionScratch::cross_entropy(y_hat, y).to_string() == "tensor(1.4979)");
  const d2l::SoftmaxRegressionScratch model(4, 3, 0.1);
  CHECK(model.loss(y_hat, y).to_string() == "tensor(1.4979)");
}

TEST_CASE("4.4.a: softmax from scratch gives rows of probabilities") {
  const Tensor X = tensor({{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
  const Tensor p = d2l::SoftmaxRegressionScratch::softmax(X);
  CHECK((p.sum(1) - 1).abs().max().item() < 1e-6);
  CHECK((p - X.softmax(1)).abs().max().item() < 1e-6);
  d2l::SoftmaxRegressionScratch model(6, 3, 0.1, 0.5);
  CHECK(model.forward(rand({2, 1, 2, 3})).shape() == Shape{2, 3});
  CHECK(model.parameters().size() == 2);
  CHECK(std::abs(model.W.square().mean().item() - 0.25) < 0.15);
  CHECK(model.b.abs().max().item() == 0);
}

TEST_CASE("4.3.a: accuracy and loss take scores of any shape that ends in classes") {
  const d2l::SoftmaxRegression model(2, 0.1);
  const Tensor y_hat = tensor({{{1.0, 2.0}, {2.0, 1.0}}, {{0.0, 9.0}, {1.0, 0.0}}});
  const Tensor y = tensor({{1, 1}, {1, 0}});
  CHECK(model.accuracy(y_hat, y).item() == 0.75);
  CHECK(values(model.accuracy(y_hat, y, false)) == Values{1, 0, 1, 1});
  CHECK(model.accuracy(y_hat, y).dtype() == float32);
  CHECK(std::abs(model.loss(y_hat, y).item() -
                 cross_entropy(y_hat.reshape({4, 2}), y.reshape({4})).item()) < 1e-7);
}

TEST_CASE("4.3.a: layer_summary names each layer and the shape of what it gives") {
  d2l::MLP model(10, 256, 0.1);
  CHECK(model.layer_summary({2, 1, 28, 28}) ==
        "Flatten output shape:\t Size([2, 784])\n"
        "Linear output shape:\t Size([2, 256])\n"
        "ReLU output shape:\t Size([2, 256])\n"
        "Linear output shape:\t Size([2, 10])\n");
  CHECK(d2l::SoftmaxRegression(10, 0.1).layer_summary({1, 1, 28, 28}) ==
        "Flatten output shape:\t Size([1, 784])\n"
        "Linear output shape:\t Size([1, 10])\n");
}

TEST_CASE("5.2.a: a model prints as PyTorch prints it, under its own name") {
  d2l::MLP model(10, 256, 0.1);
  d2l::materialize(model, {1, 1, 28, 28});
  CHECK(model.to_string() ==
        "MLP(\n"
        "  (net): Sequential(\n"
        "    (0): Flatten(start_dim=1, end_dim=-1)\n"
        "    (1): Linear(in_features=784, out_features=256, bias=True)\n"
        "    (2): ReLU()\n"
        "    (3): Linear(in_features=256, out_features=10, bias=True)\n"
        "  )\n"
        ")");
  CHECK(d2l::MLPScratch(4, 3, 2, 0.1).to_string() == "MLPScratch()");
  CHECK(d2l::DropoutMLPScratch(10, 4, 3, 0.5, 0.5, 0.1).name() == "DropoutMLPScratch");
}

TEST_CASE("5.2.a: relu from scratch is max(X, 0)") {
  const Tensor X = leaf({{-1.0, 0.0}, {2.0, -3.0}});
  const Tensor y = d2l::MLPScratch::relu(X);
  CHECK(values(y) == Values{0, 0, 2, 0});
  y.sum().backward();
  CHECK(values(X.grad()) == Values{0, 0.5, 1, 0});  // PyTorch's maximum shares a tie
  const d2l::MLPScratch model(784, 10, 256, 0.1);
  CHECK(model.named_parameters()[0].first == "W1");
  CHECK(model.parameters().size() == 4);
  CHECK(std::abs(model.W1.square().mean().item() - 1e-4) < 1e-6);
}

TEST_CASE("dropout_layer zeroes by probability and keeps the mean") {
  manual_seed(0);
  const Tensor X = ones({100, 100});
  CHECK(values(d2l::dropout_layer(X, 0)) == values(X));
  CHECK(d2l::dropout_layer(X, 1).abs().max().item() == 0);
  const Tensor half = d2l::dropout_layer(X, 0.5);
  CHECK(std::abs(half.mean().item() - 1) < 0.05);
  CHECK(values((half == 0).to(float32) + (half == 2).to(float32)) == values(X));
  CHECK(error_of([&] { (void)d2l::dropout_layer(X, 1.5); }) ==
        "dropout_layer: dropout must be in [0, 1], got 1.5");
}

TEST_CASE("4.2.a: images are resized as Pillow resizes them") {
  manual_seed(0);
  ImageSet images{1, 28, 28, Storage::allocate(784), Storage::allocate(1)};
  const std::vector<int64_t> pixels = randint(0, 256, {784}).to_vector<int64_t>();
  for (size_t i = 0; i < 784; ++i) images.pixel_data()[i] = static_cast<uint8_t>(pixels[i]);
  for (const Golden c : Golden::file("d2l")["resize"]) {
    const ImageSet resized =
        resize_images(images, c["size"].at(0).integer(), c["size"].at(1).integer());
    const auto bytes = resized.pixel_bytes();
    CHECK(std::vector<int64_t>(bytes.begin(), bytes.end()) == c["pixels"].integers());
  }
}

TEST_CASE("4.2.a: FashionMNIST with resize=(32, 32) gives batches of (64, 1, 32, 32)") {
  const Dataset small = make_synthetic({0, 100, 30});
  const d2l::FashionMNIST data(small, 64, {32, 32});
  CHECK(data.hparams_text() == "root='../data', num_workers=4, batch_size=64, resize=[32, 32]");
  CHECK(d2l::FashionMNIST(small).hparams_text() ==
        "root='../data', num_workers=4, batch_size=64, resize=[28, 28]");
  Batch batch;
  const auto loader = data.train_dataloader();
  loader->start();
  loader->next(batch);
  CHECK(batch[0].shape() == Shape{64, 1, 32, 32});
  CHECK(batch[0].dtype() == float32);
  CHECK(batch[0].max().item() <= 1);
  CHECK(batch[1].dtype() == int64);
  CHECK(data.dataset().name == "synthetic");
  CHECK(data.text_labels(arange(10)) == std::vector<std::string>{"t-shirt", "trouser", "pullover",
                                                                 "dress", "coat", "sandal", "shirt",
                                                                 "sneaker", "bag", "ankle boot"});
  CHECK(error_of([&] { d2l::FashionMNIST(small, 64, {32}); }) ==
        "FashionMNIST: resize must be rows and columns, got (32,)");
}

TEST_CASE("4.4.b, 5.2.a: two epochs on Fashion-MNIST follow PyTorch's") {
  const char* const folder = std::getenv("WEFT_DATA");
  if (!folder || !*folder) SKIP("WEFT_DATA names no data");
  const d2l::FashionMNIST data(read_dataset(folder), 256);
  REQUIRE(data.dataset().name == "fashion-mnist");
  CHECK(data.train_dataloader()->examples() == 60000);
  CHECK(data.val_dataloader()->examples() == 10000);
  for (const Golden expected : Golden::file("fashion_mnist")["runs"]) {
    INFO(expected["model"].text());
    const bool mlp = expected["model"].text() != "Linear(784, 10)";
    manual_seed(0);
    std::unique_ptr<d2l::Classifier> model;
    if (mlp)
      model = std::make_unique<d2l::MLP>(10, 256, 0.1);
    else
      model = std::make_unique<d2l::SoftmaxRegression>(10, 0.1);
    d2l::materialize(*model, {1, 1, 28, 28});
    manual_seed(0);
    d2l::Trainer trainer(2);
    trainer.fit(*model, data);
    const Golden within = expected["within"];
    for (size_t i = 0; i < 2; ++i) {
      const d2l::EpochResult& r = trainer.results()[i];
      for (const auto& [key, value] : {std::pair("train_loss", r.train_loss),
                                       {"val_loss", r.val_loss},
                                       {"val_acc", r.val_acc}}) {
        INFO(key << " of epoch " << i + 1 << ": " << value);
        CHECK(std::abs(value - expected[key].at(i).number()) <= within[key].number());
      }
    }
  }
}

}  // namespace
}  // namespace weft
