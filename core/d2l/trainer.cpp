#include "core/d2l/trainer.h"

#include <cmath>
#include <limits>

#include "core/base/clock.h"

namespace weft::d2l {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Trainer::Trainer(int64_t max_epochs, int64_t num_gpus, double gradient_clip_val) {
  check(max_epochs >= 1, "Trainer: max_epochs must be at least 1, got ", max_epochs);
  check(num_gpus == 0, "Trainer: num_gpus must be 0, since weft runs on processors, got ",
        num_gpus);
  check(gradient_clip_val >= 0, "Trainer: gradient_clip_val must not be negative, got ",
        gradient_clip_val);
  save_hyperparameters({{"max_epochs", max_epochs},
                        {"num_gpus", num_gpus},
                        {"gradient_clip_val", gradient_clip_val}});
  state_.max_epochs = max_epochs;
}

Trainer::~Trainer() {
  if (model_ && model_->trainer == this) model_->trainer = nullptr;
}

void Trainer::fit(Module& model, const DataModule& data,
                  const std::function<bool(const Trainer&)>& on_batch) {
  start(model, data);
  resume(on_batch);
}

void Trainer::resume(const std::function<bool(const Trainer&)>& on_batch) {
  check(model_ != nullptr, "Trainer: start() must come before resume()");
  stopped_ = false;
  on_batch_ = on_batch;
  while (!stopped_ && state_.epoch < state_.max_epochs) {
    const int64_t epoch = state_.epoch;
    if (!in_epoch_) state_.batch = 0;
    fit_epoch();
    if (!stopped_ && state_.epoch == epoch) ++state_.epoch;  // one that was made of train_batch()
  }
  on_batch_ = {};
}

void Trainer::fit_epoch() {
  const int64_t epoch = state_.epoch;
  while (!stopped_ && state_.epoch == epoch && advance()) stopped_ = on_batch_ && !on_batch_(*this);
}

void Trainer::prepare_data(const DataModule& data) {
  train_ = data.train_dataloader();
  check(train_ && train_->examples() > 0, "Trainer: there is no training data");
  val_ = data.val_dataloader();
}

void Trainer::prepare_model(Module& model) {
  model_ = &model;
  model.trainer = this;
  model.board.clear();
  model.board.xlim = {0.0, static_cast<double>(state_.max_epochs)};
}

void Trainer::start(Module& model, const DataModule& data) {
  prepare_data(data);
  state_ = {.max_epochs = state_.max_epochs,
            .train_batches = train_->batches(),
            .val_batches = val_ ? val_->batches() : 0};
  results_.clear();
  in_epoch_ = stopped_ = false;
  prepare_model(model);
  optimizer_.reset();
}

void Trainer::extend(int64_t max_epochs) {
  check(max_epochs >= state_.epoch, "Trainer: ", state_.epoch,
        " epochs are done, max_epochs must be "
        "at least that, got ",
        max_epochs);
  state_.max_epochs = max_epochs;
  if (model_) model_->board.xlim = {0.0, static_cast<double>(max_epochs)};
}

bool Trainer::advance() {
  check(model_ != nullptr, "Trainer: start() must come before advance()");
  if (state_.epoch >= state_.max_epochs) return false;
  const double begin = seconds_now();
  if (!in_epoch_) {
    model_->train();
    train_->start();
    state_.batch = 0;
    loss_sum_ = epoch_seconds_ = 0;
    in_epoch_ = true;
  }
  Batch batch;
  train_->next(batch);
  train_batch(prepare_batch(std::move(batch)));
  const double seconds = seconds_now() - begin;
  epoch_seconds_ += seconds;
  state_.seconds += seconds;
  if (state_.batch == state_.train_batches) finish_epoch();
  return true;
}

void Trainer::train_batch(const Batch& batch) {
  const Tensor loss = model_->training_step(batch);
  // Not before: lazy layers have their parameters since this first forward pass.
  if (!optimizer_) optimizer_ = model_->configure_optimizers();
  optimizer_->zero_grad();
  loss.backward();
  if (const double limit = hparam("gradient_clip_val"); limit > 0) clip_gradients(limit, *model_);
  optimizer_->step();
  loss_sum_ += loss.item() * static_cast<double>(batch.back().len());
  state_.examples += batch.back().len();
  ++state_.batch;
  ++state_.steps;
}

void Trainer::clip_gradients(double gradient_clip_val, Module& model) {
  optim::clip_grad_norm(model.parameters(), gradient_clip_val);
}

std::pair<double, double> Trainer::validate() {
  check(model_ != nullptr, "Trainer: start() must come before validate()");
  if (!val_) return {kNaN, kNaN};
  const NoGrad guard;
  const bool training = model_->training();
  model_->eval();
  double loss = 0, acc = kNaN;
  double n = 0;
  Batch batch;
  for (val_->start(); val_->next(batch);) {
    batch = prepare_batch(std::move(batch));
    const auto size = static_cast<double>(batch.back().len());
    for (const auto& [key, value] : model_->validation_step(batch)) {
      if (std::string_view(key) == "val_loss") loss += value * size;
      if (std::string_view(key) == "val_acc") acc = (n == 0 ? 0 : acc) + value * size;
    }
    n += size;
  }
  model_->train(training);
  return {loss / n, acc / n};
}

void Trainer::finish_epoch() {
  if (val_) model_->eval();  // and after the last epoch it stays so, as in the book
  const auto [val_loss, val_acc] = validate();
  ++state_.epoch;
  in_epoch_ = false;
  results_.push_back({state_.epoch, loss_sum_ / static_cast<double>(train_->examples()), val_loss,
                      val_acc, epoch_seconds_});
}

}  // namespace weft::d2l
