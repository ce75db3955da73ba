// A training session: a plan, its data, and a run of the book's Trainer, in slices of time so that
// the caller hears messages between them.
//
// The seed is set before the parameters are drawn and again before training, as in the runs whose
// curves are known: the same seed gives the same curves as the native program's.
#pragma once
#include "core/d2l/trainer.h"
#include "wasm/plan.h"
#include "wasm/session_data.h"

namespace weft::wasm {

/// A sequential model with the plan's loss and optimizer.
class SessionModel : public d2l::Classifier {
 public:
  explicit SessionModel(const Plan& plan) : plan_(plan) {}
  /// Layers for examples of this shape; they draw their parameters now. Returns the shape of what
  /// the model gives one example.
  Shape build(const Shape& example);

  [[nodiscard]] Tensor loss(const Tensor& y_hat, const Tensor& y) const override;
  Tensor training_step(const Batch& batch) override;
  std::vector<Metric> validation_step(const Batch& batch) override;
  [[nodiscard]] std::unique_ptr<optim::Optimizer> configure_optimizers() const override;
  /// The learning rate of the trainer's epoch.
  [[nodiscard]] double lr() const;

 private:
  const Plan& plan_;
};

/// A point of a curve: the label's number in src/learner.js, x in epochs.
struct Point {
  int64_t label;
  double x, y;
};

class Session {
 public:
  /// The model must give one row of numbers an example: a score at least for each class, or as many
  /// as there are targets.
  Session(const SessionData& data, Plan plan, int64_t batch_size, uint64_t seed);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Numbers that the model gives an example.
  [[nodiscard]] int64_t outputs() const { return outputs_; }

  /// Trains `epochs` more, from where the last training stopped.
  void start(int64_t epochs);
  /// Until the time is over or an epoch ends; false when nothing is left. A loss that is not finite
  /// is an error and ends the run: what it has made of the parameters is of no use.
  bool advance(double milliseconds);
  [[nodiscard]] d2l::Trainer& trainer() { return trainer_; }
  [[nodiscard]] const d2l::Trainer& trainer() const { return trainer_; }

  /// Points that nobody has taken yet, oldest first.
  std::vector<Point> points;

  /// Of `count` examples, bytes of images or float32: what the model gives each (outputs()
  /// numbers), as probabilities for a classifier, and its most likely class.
  void predict(const void* examples, bool bytes, int64_t count, float* out, int32_t* classes);
  /// Loss and accuracy on the test split, as Trainer::validate() has them, without drawing points.
  std::pair<double, double> evaluate();

  /// The whole run, as Trainer has it; or the layers alone, named as in PyTorch's nn.Sequential:
  /// "1.weight".
  [[nodiscard]] NamedTensors state_dict(bool weights_only) const;
  /// A whole run goes on from there; with weights alone a new one begins. An error changes nothing.
  void load_state_dict(const NamedTensors& state, bool weights_only);

 private:
  SessionData data_;
  Plan plan_;
  std::unique_ptr<d2l::DataModule> module_;
  SessionModel model_;
  d2l::Trainer trainer_;
  uint64_t seed_;
  int64_t outputs_ = 0;
  bool broken_ = false;
};

}  // namespace weft::wasm
