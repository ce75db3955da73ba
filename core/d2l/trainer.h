// Trainer of the book. fit() does the whole run, an epoch at a time by fit_epoch(); start() and
// advance() do it a batch at a time, for callers that show progress, pause or stop.
#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "core/d2l/data_module.h"
#include "core/d2l/module.h"

namespace weft::d2l {

/// What an epoch came to. Losses and accuracy are means over examples; train_loss is that seen
/// while training. NaN without validation data.
struct EpochResult {
  int64_t epoch;  ///< counting from 1
  double train_loss, val_loss, val_acc;
  double seconds;  ///< of training, without validation
};

struct TrainerState {
  int64_t epoch = 0;  ///< complete epochs
  int64_t max_epochs = 0;
  int64_t batch = 0;  ///< training batches done in this epoch
  int64_t train_batches = 0;
  int64_t val_batches = 0;
  int64_t steps = 0;     ///< training batches done in all
  int64_t examples = 0;  ///< training examples seen in all
  double seconds = 0;    ///< spent on them
};

class Trainer : public HyperParameters {
 public:
  /// gradient_clip_val 0 means no clipping. num_gpus must be 0.
  explicit Trainer(int64_t max_epochs, int64_t num_gpus = 0, double gradient_clip_val = 0);
  virtual ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  /// Prepares data, model and optimizer and trains to the end; the model must outlive the trainer.
  /// `on_batch` is called after each batch and returns false to stop there.
  void fit(Module& model, const DataModule& data,
           const std::function<bool(const Trainer&)>& on_batch = {});
  /// Trains on each batch, then validates; override it for another kind of epoch. What it trains
  /// with is train_batch() and validate(), or advance() until the epoch has ended.
  virtual void fit_epoch();

  /// fit() from where the run is: after start() and load_state_dict(), or after a stop.
  void resume(const std::function<bool(const Trainer&)>& on_batch = {});

  /// All that the run is, between any two batches: model.*, optimizer.*, board.*, trainer.* and the
  /// default generator. Loaded after start() in another process, with the same model and data, the
  /// run goes on to the same bits. Copies.
  [[nodiscard]] NamedTensors state_dict() const;
  /// Needs start(), and a model that has its parameters (materialize()). Checks names, dtypes and
  /// shapes first: an error changes nothing.
  void load_state_dict(const NamedTensors& state);

  /// Prepares without training.
  void start(Module& model, const DataModule& data);
  /// One training batch, and after an epoch's last one its validation. False when nothing is left.
  bool advance();
  /// Continues to this many epochs in all.
  void extend(int64_t max_epochs);

  [[nodiscard]] const TrainerState& state() const { return state_; }
  /// None before the first batch.
  [[nodiscard]] optim::Optimizer* optimizer() { return optimizer_.get(); }
  [[nodiscard]] const std::vector<EpochResult>& results() const { return results_; }
  /// Validation as it is now: val_loss and val_acc, means over examples.
  [[nodiscard]] std::pair<double, double> validate();

  /// Called on every batch before it is used.
  virtual Batch prepare_batch(Batch batch) { return batch; }
  /// Takes the data's loaders; that for validation may be absent.
  virtual void prepare_data(const DataModule& data);
  /// Tells the model its trainer and its board the limits of x.
  virtual void prepare_model(Module& model);
  /// Called between backward() and step() when gradient_clip_val is above 0: scales the gradients
  /// so that their joint L2 norm is at most that.
  virtual void clip_gradients(double gradient_clip_val, Module& model);

 protected:
  /// training_step, zero_grad, backward, clip_gradients, step, and counting.
  void train_batch(const Batch& batch);
  [[nodiscard]] Module& model() { return *model_; }
  [[nodiscard]] DataLoader& train_dataloader() { return *train_; }

 private:
  void finish_epoch();

  Module* model_ = nullptr;
  std::function<bool(const Trainer&)> on_batch_;
  bool stopped_ = false;
  std::unique_ptr<DataLoader> train_, val_;
  std::unique_ptr<optim::Optimizer> optimizer_;
  TrainerState state_;
  std::vector<EpochResult> results_;
  bool in_epoch_ = false;
  double loss_sum_ = 0, epoch_seconds_ = 0;
};

}  // namespace weft::d2l
