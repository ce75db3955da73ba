// What a session is to train and how, as the numbers that src/plan.js writes, in this order:
//
//   loss, its option, gradient clipping (0: none)
//   optimizer, and its six numbers: lr, momentum or beta1, dampening or beta2, weight decay,
//     nesterov, eps
//   schedule (0: none), how many numbers it has, those numbers
//   how many layers, and of each its type and two numbers
//
// Kinds are numbered as in src/plan.js and src/model.js.
#pragma once
#include <memory>
#include <vector>

#include "core/nn/layers.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"

namespace weft::wasm {

enum class Loss { cross_entropy, nll, mse, l1, huber, bce_with_logits };

struct LayerCode {
  int type;
  double a, b;
};

struct Plan {
  Loss loss;
  double loss_option;  ///< label smoothing, or huber's delta
  double clip;
  int optimizer;
  double rates[6];
  optim::LRScheduler::Rule schedule;  ///< empty where the rate stays
  std::vector<LayerCode> layers;

  /// Whether labels are classes, so that there is an accuracy.
  [[nodiscard]] bool classifies() const { return loss <= Loss::nll; }
  [[nodiscard]] double lr() const { return rates[0]; }
  [[nodiscard]] std::unique_ptr<optim::Optimizer> make_optimizer(std::vector<Tensor> params) const;
};

Plan read_plan(const double* numbers);

/// `input` is what comes into the layer, for one that takes its size from it.
nn::ModulePtr make_layer(const LayerCode& code, const Shape& input);

}  // namespace weft::wasm
