#include "wasm/session.h"

#include <algorithm>

#include "core/base/clock.h"
#include "core/base/parallel.h"
#include "simd/kernels.h"

namespace weft::wasm {
namespace {

// In the order of LABELS in src/learner.js.
constexpr std::string_view kLabels[] = {"train_loss", "val_loss", "val_acc"};

int64_t last_class(const Dataset& data) {
  int64_t last = 0;
  for (const ImageSet* set : {&data.train, &data.test})
    for (const uint8_t label : set->label_bytes()) last = std::max<int64_t>(last, label);
  return last;
}

/// Evaluation mode and no gradients, for the length of a scope.
class Evaluating {
 public:
  explicit Evaluating(nn::Module& model) : model_(model) { model_.eval(); }
  ~Evaluating() { model_.train(); }
  Evaluating(const Evaluating&) = delete;
  Evaluating& operator=(const Evaluating&) = delete;

 private:
  nn::Module& model_;
  NoGrad no_grad_;
};

}  // namespace

// In the order of LAYERS in src/model.js.
nn::ModulePtr make_layer(int32_t type, int32_t units) {
  switch (type) {
    case 0:
      return std::make_shared<nn::Flatten>();
    case 1:
      return std::make_shared<nn::LazyLinear>(units);
    case 2:
      return std::make_shared<nn::ReLU>();
    case 3:
      return std::make_shared<nn::Sigmoid>();
    case 4:
      return std::make_shared<nn::Tanh>();
    default:
      fail("model: there is no layer of type ", type);
  }
}

Session::Session(const Dataset& dataset, std::vector<nn::ModulePtr> layers, double lr,
                 int64_t batch_size, uint64_t seed)
    : data_(dataset, batch_size), model_(std::move(layers), lr), seed_(seed) {
  materialize();
  model_.board.on_point = [this](const std::string& label, double x, double y) {
    const auto at = std::find(std::begin(kLabels), std::end(kLabels), label);
    if (at != std::end(kLabels)) points.push_back({at - std::begin(kLabels), x, y});
  };
}

// Lazy layers draw their parameters now, from one image that is all black; others have none.
void Session::materialize() {
  const Dataset& dataset = data_.dataset();
  manual_seed(seed_);
  const NoGrad guard;
  const Tensor y = model_.forward(zeros({1, 1, dataset.rows, dataset.columns}));
  check(y.dim() == 2, "model: must give one row of scores an image, got shape ", y.shape(),
        " for one image; is a flatten layer missing?");
  outputs_ = y.shape(1);
  const int64_t needed = last_class(dataset) + 1;
  check(outputs_ >= needed, "model: must give a score for each of ", needed, " classes, got ",
        outputs_);
}

void Session::start(int64_t epochs) {
  if (trainer_) {
    trainer_->extend(trainer_->state().epoch + epochs);
    return;
  }
  manual_seed(seed_);
  trainer_ = std::make_unique<d2l::Trainer>(epochs);
  trainer_->start(model_, data_);
}

bool Session::advance(double milliseconds) {
  const double end = seconds_now() + milliseconds / 1000;
  const size_t results = trainer_->results().size();
  with_threads([&] {
    while (trainer_->advance())
      if (seconds_now() >= end || trainer_->results().size() != results) break;
  });
  return trainer_->state().epoch < trainer_->state().max_epochs;
}

Tensor Session::scores(const uint8_t* pixels, int64_t count) {
  const Dataset& dataset = data_.dataset();
  const Tensor order = arange(count);
  const Tensor x = empty({count, 1, dataset.rows, dataset.columns});
  simd::machine().f32.gather_images(pixels, order.data<int64_t>(), x.data<float>(), count,
                                    dataset.rows * dataset.columns);
  return model_.forward(x);
}

void Session::predict(const uint8_t* pixels, int64_t count, uint8_t* classes,
                      float* probabilities) {
  constexpr int64_t kBatch = 256;
  const Evaluating guard(model_);
  const int64_t size = data_.dataset().rows * data_.dataset().columns;
  for (int64_t i = 0; i < count; i += kBatch) {
    const int64_t n = std::min(kBatch, count - i);
    const Tensor p = scores(pixels + i * size, n).softmax(1);
    const Tensor best = p.argmax(1);
    std::copy_n(p.data<float>(), n * outputs_, probabilities + i * outputs_);
    std::copy_n(best.data<int64_t>(), n, classes + i);
  }
}

std::pair<double, double> Session::evaluate() {
  const Evaluating guard(model_);
  const auto loader = data_.val_dataloader();
  double loss = 0, hits = 0;
  Batch batch;
  with_threads([&] {
    for (loader->start(); loader->next(batch);) {
      const Tensor y_hat = model_.forward(batch[0]);
      const auto n = static_cast<double>(batch.back().len());
      loss += model_.loss(y_hat, batch.back()).item() * n;
      hits += model_.accuracy(y_hat, batch.back()).item() * n;
    }
  });
  const auto total = static_cast<double>(loader->examples());
  return {loss / total, hits / total};
}

}  // namespace weft::wasm
