// 4.1 to 4.4 Softmax regression: the data set, a softmax from scratch, its training, and the images
// that it gets wrong. Arguments: the folder for pictures, the folder with the data (see
// garments.h).
#include <chrono>

#include "core/examples/garments.h"
#include "core/examples/picture.h"
#include "core/examples/show.h"

using namespace weft;
using d2l::SoftmaxRegressionScratch;
using examples::show;

namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Batch first_batch(DataLoader& loader) {
  Batch batch;
  loader.start();
  loader.next(batch);
  return batch;
}

void read_batches(const Dataset& images) {
  const d2l::FashionMNIST data(images, 64, {32, 32});
  const auto loader = data.train_dataloader();
  show(loader->examples(), data.val_dataloader()->examples());
  Batch batch = first_batch(*loader);
  show(batch[0].shape(), batch[0].dtype(), batch[1].shape(), batch[1].dtype());
  const double begin = now();
  for (loader->start(); loader->next(batch);) continue;
  std::printf("%.2f sec\n", now() - begin);
}

void softmax_from_scratch() {
  Tensor X = tensor({{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
  show(X.sum(0, true), X.sum(1, true));
  X = rand({2, 5});
  const Tensor X_prob = SoftmaxRegressionScratch::softmax(X);
  show(X_prob, X_prob.sum(1));
}

void cross_entropy_by_indexing() {
  const Tensor y = tensor({0, 2});
  const Tensor y_hat = tensor({{0.1, 0.3, 0.6}, {0.3, 0.2, 0.5}});
  show(y_hat[{std::vector<int64_t>{0, 1}, y}]);
  show(SoftmaxRegressionScratch::cross_entropy(y_hat, y));
}

/// The first wrong images of a batch, the true label above the predicted one.
std::string wrong_images(const d2l::FashionMNIST& data, d2l::Module& model) {
  const NoGrad guard;
  Batch batch = first_batch(*data.val_dataloader());
  Tensor preds = model(batch[0]).argmax(1);
  show(preds.shape());
  const Tensor wrong = preds != batch[1];
  batch = {batch[0][wrong], batch[1][wrong]};
  preds = preds[wrong];
  std::vector<std::string> labels = data.text_labels(batch[1]);
  const std::vector<std::string> predicted = data.text_labels(preds);
  for (size_t i = 0; i < labels.size(); ++i) labels[i] += "\n" + predicted[i];
  return data.visualize(batch, 1, 8, labels);
}

}  // namespace

int main(int argc, char** argv) {
  return examples::run([&] {
    const examples::Pictures pictures(argc, argv);
    const Dataset images = examples::garments(argc, argv);
    read_batches(images);
    const d2l::FashionMNIST data(images, 256);
    pictures.save("fashion_mnist.svg", data.visualize(first_batch(*data.val_dataloader())));

    manual_seed(0);
    softmax_from_scratch();
    cross_entropy_by_indexing();
    SoftmaxRegressionScratch model(784, 10, 0.1);
    d2l::Trainer trainer(10);
    trainer.fit(model, data);
    std::printf("validation accuracy %.4f\n", trainer.results().back().val_acc);
    pictures.save("softmax_regression.svg", model.board.to_svg());
    pictures.save("wrong.svg", wrong_images(data, model));
  });
}
