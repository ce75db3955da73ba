// A training session: a list of layers, its data and its optimizer, trained in slices of time so
// that the caller hears messages between them.
//
// The seed is set before the parameters are drawn and again before training, as in the runs whose
// curves are known: the same seed gives the same curves as the native program's.
#pragma once
#include <memory>

#include "core/d2l/trainer.h"

namespace weft::wasm {

/// A layer by its number in src/model.js; `units` is for linear ones.
nn::ModulePtr make_layer(int32_t type, int32_t units);

/// A point of a curve: the label's number in src/learner.js, x in epochs.
struct Point {
  int64_t label;
  double x, y;
};

class Session {
 public:
  /// The model must give one row of scores an image, one score at least for each class.
  Session(const Dataset& dataset, std::vector<nn::ModulePtr> layers, double lr, int64_t batch_size,
          uint64_t seed);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Scores that the model gives an image.
  [[nodiscard]] int64_t outputs() const { return outputs_; }

  /// Trains `epochs` more, from where the last training stopped.
  void start(int64_t epochs);
  /// Until the time is over or an epoch ends; false when nothing is left.
  bool advance(double milliseconds);
  [[nodiscard]] const d2l::Trainer& trainer() const { return *trainer_; }

  /// Points that nobody has taken yet, oldest first.
  std::vector<Point> points;

  /// The most likely class of each of `count` images, and count x outputs() probabilities.
  void predict(const uint8_t* pixels, int64_t count, uint8_t* classes, float* probabilities);
  /// Validation loss and accuracy, as Trainer::validate() has them, without drawing points.
  std::pair<double, double> evaluate();

 private:
  void materialize();
  Tensor scores(const uint8_t* pixels, int64_t count);

  d2l::FashionMNIST data_;
  d2l::SequentialClassifier model_;
  std::unique_ptr<d2l::Trainer> trainer_;
  uint64_t seed_;
  int64_t outputs_ = 0;
};

}  // namespace weft::wasm
