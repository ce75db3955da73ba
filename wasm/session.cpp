#include "wasm/session.h"

#include <algorithm>
#include <cmath>

#include "core/base/clock.h"
#include "core/base/parallel.h"
#include "simd/kernels.h"

namespace weft::wasm {
namespace {

// In the order of LABELS in src/learner.js.
constexpr std::string_view kLabels[] = {"train_loss", "val_loss", "val_acc"};

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

Shape SessionModel::build(const Shape& example) {
  const NoGrad guard;
  Tensor x = zeros(example);
  std::vector<nn::ModulePtr> layers;
  for (const LayerCode& code : plan_.layers) {
    const nn::ModulePtr layer = make_layer(code, x.shape());
    layer->eval();  // dropout draws nothing yet
    x = layer->forward(x);
    layer->train();
    layers.push_back(layer);
  }
  set_net(std::make_shared<nn::Sequential>(std::move(layers)));
  return x.shape();
}

Tensor SessionModel::loss(const Tensor& y_hat, const Tensor& y) const {
  switch (plan_.loss) {
    case Loss::cross_entropy:
      return cross_entropy(y_hat, y, LabelOptions{.label_smoothing = plan_.loss_option});
    case Loss::nll:
      return nll_loss(y_hat, y);
    case Loss::mse:
      return mse_loss(y_hat, y);
    case Loss::l1:
      return l1_loss(y_hat, y);
    case Loss::huber:
      return huber_loss(y_hat, y, Reduction::mean, plan_.loss_option);
    default:
      return binary_cross_entropy_with_logits(y_hat, y);
  }
}

Tensor SessionModel::training_step(const Batch& batch) {
  Tensor l = Classifier::training_step(batch);
  const double value = l.item();
  check(std::isfinite(value), "fit: the loss is ", std::isnan(value) ? "NaN" : "infinite",
        " at batch ", trainer->state().batch + 1, " of epoch ", trainer->state().epoch + 1,
        ", with a learning rate of ", lr(),
        "; a smaller one, clipped gradients or other data may cure it");
  return l;
}

std::vector<d2l::Module::Metric> SessionModel::validation_step(const Batch& batch) {
  return plan_.classifies() ? Classifier::validation_step(batch) : Module::validation_step(batch);
}

std::unique_ptr<optim::Optimizer> SessionModel::configure_optimizers() const {
  auto optimizer = plan_.make_optimizer(parameters());
  optimizer->set_lr(lr());
  return optimizer;
}

double SessionModel::lr() const {
  return plan_.schedule ? plan_.schedule(plan_.lr(), trainer->state().epoch) : plan_.lr();
}

Session::Session(const SessionData& data, Plan plan, int64_t batch_size, uint64_t seed)
    : data_(data),
      plan_(std::move(plan)),
      module_(data_.module(batch_size)),
      model_(plan_),
      trainer_(1, 0, plan_.clip),
      seed_(seed) {
  manual_seed(seed_);
  const Shape y = model_.build(data_.example());
  check(y.size() == 2, "model: must give one row of numbers an example, got shape ", y,
        " for one example; is a flatten layer missing?");
  outputs_ = y[1];
  if (plan_.classifies()) {
    const int64_t classes = data_.classes();
    check(classes > 0, "data: the loss needs labels that are class numbers, got ", data_.targets(),
          " targets an example");
    check(outputs_ >= classes, "model: must give a score for each of ", classes, " classes, got ",
          outputs_);
  } else {
    check(data_.targets() == outputs_, "model: must give as many numbers as there are targets, ",
          data_.targets(), " an example, got ", outputs_);
  }
  model_.board.on_point = [this](const std::string& label, double x, double value) {
    const auto at = std::find(std::begin(kLabels), std::end(kLabels), label);
    if (at != std::end(kLabels)) points.push_back({at - std::begin(kLabels), x, value});
  };
  trainer_.start(model_, *module_);
  manual_seed(seed_);
}

void Session::start(int64_t epochs) {
  check(!broken_,
        "fit: the last training ended with an error; load a checkpoint or create a new session");
  trainer_.extend(trainer_.state().epoch + epochs);
}

bool Session::advance(double milliseconds) {
  const double end = seconds_now() + milliseconds / 1000;
  const size_t results = trainer_.results().size();
  if (plan_.schedule && trainer_.optimizer()) trainer_.optimizer()->set_lr(model_.lr());
  broken_ = true;
  with_threads([&] {
    while (trainer_.advance())
      if (seconds_now() >= end || trainer_.results().size() != results) break;
  });
  broken_ = false;
  return trainer_.state().epoch < trainer_.state().max_epochs;
}

void Session::predict(const void* examples, bool bytes, int64_t count, float* out,
                      int32_t* classes) {
  constexpr int64_t kBatch = 256;
  const Evaluating guard(model_);
  Shape shape = data_.example();
  const int64_t size = shape.numel();
  const Tensor order = arange(std::min(kBatch, count));
  for (int64_t i = 0; i < count; i += kBatch) {
    const int64_t n = std::min(kBatch, count - i);
    shape[0] = n;
    const Tensor x = empty(shape);
    if (bytes)
      simd::machine().f32.gather_images(static_cast<const uint8_t*>(examples) + i * size,
                                        order.data<int64_t>(), x.data<float>(), n, size);
    else
      std::copy_n(static_cast<const float*>(examples) + i * size, n * size, x.data<float>());
    Tensor y = model_.forward(x);
    if (plan_.classifies()) {
      y = plan_.loss == Loss::nll ? y.exp() : y.softmax(1);
      std::ranges::copy(y.argmax(1).span<int64_t>(), classes + i);
    }
    std::copy_n(y.contiguous().data<float>(), n * outputs_, out + i * outputs_);
  }
}

std::pair<double, double> Session::evaluate() {
  const Evaluating guard(model_);
  const auto loader = module_->val_dataloader();
  check(loader != nullptr, "evaluate: there is no test data");
  double loss = 0, hits = 0;
  Batch batch;
  with_threads([&] {
    for (loader->start(); loader->next(batch);) {
      const Tensor y_hat = model_.forward(batch[0]);
      const auto n = static_cast<double>(batch.back().len());
      loss += model_.loss(y_hat, batch.back()).item() * n;
      if (plan_.classifies()) hits += model_.accuracy(y_hat, batch.back()).item() * n;
    }
  });
  const auto total = static_cast<double>(loader->examples());
  return {loss / total, plan_.classifies() ? hits / total : std::nan("")};
}

}  // namespace weft::wasm
