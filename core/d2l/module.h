// Module and Classifier of the book: a network with its loss, its optimizer and what it plots.
//
// Where the book adds a method to a class later (add_to_class), C++ derives a class that overrides
// it, or writes a function beside the class.
#pragma once
#include <memory>

#include "core/d2l/hyperparameters.h"
#include "core/d2l/progress_board.h"
#include "core/data/loader.h"
#include "core/nn/layers.h"
#include "core/optim/optimizer.h"

namespace weft::d2l {

class Trainer;

class Module : public nn::Module, public HyperParameters {
 public:
  explicit Module(int64_t plot_train_per_epoch = 2, int64_t plot_valid_per_epoch = 1);

  virtual Tensor loss(const Tensor& y_hat, const Tensor& y) const = 0;
  /// Runs `net`, if there is one.
  Tensor forward(const Tensor& x) override;
  [[nodiscard]] std::string name() const override { return "Module"; }

  /// The loss of one batch, plotted as train_loss.
  virtual Tensor training_step(const Batch& batch);
  /// The values to report for one batch, as named by the keys they are plotted under.
  struct Metric {
    const char* key;
    double value;
  };
  // Instantiated for everybody: where link-time optimization meets a plain object file,
  // WebAssembly's linker wants to know the type of each virtual function.
  static_assert(sizeof(std::vector<Metric>) > 0);
  virtual std::vector<Metric> validation_step(const Batch& batch);
  /// optim::SGD over parameters() with the hyperparameter `lr`.
  [[nodiscard]] virtual std::unique_ptr<optim::Optimizer> configure_optimizers() const;

  /// Draws a value at the trainer's place: x in epochs. Keys become train_... or val_...
  void plot(const std::string& key, double value, bool train);

  ProgressBoard board;
  Trainer* trainer = nullptr;

 protected:
  void set_net(nn::ModulePtr net);
  nn::ModulePtr net_;
};

/// Cross-entropy and accuracy.
class Classifier : public Module {
 public:
  using Module::Module;
  Tensor loss(const Tensor& y_hat, const Tensor& y) const override;
  /// Whether the largest score is the label's: the mean as float32, or one value an example.
  [[nodiscard]] Tensor accuracy(const Tensor& y_hat, const Tensor& y, bool averaged = true) const;
  std::vector<Metric> validation_step(const Batch& batch) override;
  /// A line for each layer of a sequential net: "Linear output shape:\t Size([1, 10])", for normal
  /// random numbers of this shape as input.
  [[nodiscard]] std::string layer_summary(const Shape& x_shape);
};

/// Any layers in a row, ending in class scores.
class SequentialClassifier : public Classifier {
 public:
  SequentialClassifier(std::vector<nn::ModulePtr> layers, double lr);
};

/// As PyTorch prints a shape: Size([2, 3]).
std::string size_text(const Shape& shape);

/// Runs the model once on zeros of this shape, so that its lazy layers draw their parameters now.
void materialize(Module& model, const Shape& example);

}  // namespace weft::d2l
