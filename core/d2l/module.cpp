#include "core/d2l/module.h"

#include "core/d2l/trainer.h"

namespace weft::d2l {

Module::Module(int64_t plot_train_per_epoch, int64_t plot_valid_per_epoch) {
  check(plot_train_per_epoch >= 1 && plot_valid_per_epoch >= 1,
        "Module: points per epoch must be at least 1, got ", plot_train_per_epoch, " and ",
        plot_valid_per_epoch);
  save_hyperparameters({{"plot_train_per_epoch", plot_train_per_epoch},
                        {"plot_valid_per_epoch", plot_valid_per_epoch}});
}

void Module::set_net(nn::ModulePtr net) {
  net_ = std::move(net);
  register_module("net", net_);
}

Tensor Module::forward(const Tensor& x) {
  check(net_ != nullptr, "Module: there is no net; override forward");
  return net_->forward(x);
}

Tensor Module::training_step(const Batch& batch) {
  Tensor l = loss(forward(batch[0]), batch.back());
  plot("loss", l.item(), true);
  return l;
}

std::vector<Module::Metric> Module::validation_step(const Batch& batch) {
  const double l = loss(forward(batch[0]), batch.back()).item();
  plot("loss", l, false);
  return {{"val_loss", l}};
}

std::unique_ptr<optim::Optimizer> Module::configure_optimizers() const {
  return std::make_unique<optim::SGD>(parameters(), hparam("lr"));
}

void Module::plot(const std::string& key, double value, bool train) {
  check(trainer != nullptr, "plot: the module is not being trained");
  const TrainerState& at = trainer->state();
  board.xlabel = "epoch";
  const int64_t batches = train ? at.train_batches : at.val_batches;
  const auto per_epoch =
      static_cast<int64_t>(hparam(train ? "plot_train_per_epoch" : "plot_valid_per_epoch"));
  const double x = train ? static_cast<double>(at.steps) / static_cast<double>(at.train_batches)
                         : static_cast<double>(at.epoch + 1);
  board.draw(x, value, (train ? "train_" : "val_") + key,
             std::max<int64_t>(batches / per_epoch, 1));
}

Tensor Classifier::loss(const Tensor& y_hat, const Tensor& y) const {
  return cross_entropy(y_hat.reshape({-1, y_hat.shape().back()}), y.reshape({-1}));
}

Tensor Classifier::accuracy(const Tensor& y_hat, const Tensor& y, bool averaged) const {
  const Tensor hits =
      (y_hat.reshape({-1, y_hat.shape().back()}).argmax(1) == y.reshape({-1})).to(float32);
  return averaged ? hits.mean() : hits;
}

std::vector<Module::Metric> Classifier::validation_step(const Batch& batch) {
  const Tensor y_hat = forward(batch[0]);
  const double l = loss(y_hat, batch.back()).item();
  const double acc = accuracy(y_hat, batch.back()).item();
  plot("loss", l, false);
  plot("acc", acc, false);
  return {{"val_loss", l}, {"val_acc", acc}};
}

std::string Classifier::layer_summary(const Shape& x_shape) {
  const auto* const layers = dynamic_cast<const nn::Sequential*>(net_.get());
  check(layers != nullptr, "layer_summary: the net must be a Sequential");
  const NoGrad guard;
  std::string summary;
  Tensor x = randn(x_shape);
  for (const nn::ModulePtr& layer : layers->modules()) {
    x = layer->forward(x);
    summary += layer->name() + " output shape:\t " + size_text(x.shape()) + "\n";
  }
  return summary;
}

SequentialClassifier::SequentialClassifier(std::vector<nn::ModulePtr> layers, double lr) {
  save_hyperparameters({{"lr", lr}});
  set_net(std::make_shared<nn::Sequential>(std::move(layers)));
}

std::string size_text(const Shape& shape) {
  std::string sizes;
  for (const int64_t size : shape) append(sizes, text(sizes.empty() ? "" : ", ", size));
  return "Size([" + sizes + "])";
}

void materialize(Module& model, const Shape& example) {
  const NoGrad guard;
  (void)model.forward(zeros(example));
}

}  // namespace weft::d2l
