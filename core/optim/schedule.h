// Learning rates that change with time: step() once an epoch, or once a batch if that is what the
// schedule counts. Each schedule is a rule, a function of the rate at the start and of the epoch,
// so that an epoch can be set, too, when training goes on from a checkpoint.
#pragma once
#include <functional>
#include <vector>

#include "core/optim/optimizer.h"

namespace weft::optim {

class LRScheduler {
 public:
  /// The rate of a group in epoch 0, 1, ...
  using Rule = std::function<double(double initial_lr, int64_t epoch)>;

  /// Starts with epoch 0. The optimizer's rates now are the initial ones; it must outlive this.
  LRScheduler(Optimizer& optimizer, Rule rule);
  void step() { set_epoch(epoch_ + 1); }
  void set_epoch(int64_t epoch);
  [[nodiscard]] int64_t epoch() const { return epoch_; }

 private:
  Optimizer* optimizer_;
  Rule rule_;
  std::vector<double> initial_;
  int64_t epoch_ = 0;
};

/// Times gamma every step_size epochs.
struct StepLR : LRScheduler {
  static Rule rule(int64_t step_size, double gamma = 0.1);
  StepLR(Optimizer& optimizer, int64_t step_size, double gamma = 0.1)
      : LRScheduler(optimizer, rule(step_size, gamma)) {}
};

/// Times gamma at each of the milestones.
struct MultiStepLR : LRScheduler {
  static Rule rule(std::vector<int64_t> milestones, double gamma = 0.1);
  MultiStepLR(Optimizer& optimizer, std::vector<int64_t> milestones, double gamma = 0.1)
      : LRScheduler(optimizer, rule(std::move(milestones), gamma)) {}
};

/// Times gamma every epoch.
struct ExponentialLR : LRScheduler {
  static Rule rule(double gamma);
  ExponentialLR(Optimizer& optimizer, double gamma) : LRScheduler(optimizer, rule(gamma)) {}
};

/// Half a wave of the cosine from the initial rate down to eta_min in T_max epochs (Loshchilov and
/// Hutter, 2017, without restarts); back up from there on.
struct CosineAnnealingLR : LRScheduler {
  static Rule rule(int64_t T_max, double eta_min = 0);
  CosineAnnealingLR(Optimizer& optimizer, int64_t T_max, double eta_min = 0)
      : LRScheduler(optimizer, rule(T_max, eta_min)) {}
};

/// The factor goes from start_factor to end_factor in total_iters equal steps: a warm-up.
struct LinearLR : LRScheduler {
  static Rule rule(double start_factor = 1.0 / 3, double end_factor = 1, int64_t total_iters = 5);
  explicit LinearLR(Optimizer& optimizer, double start_factor = 1.0 / 3, double end_factor = 1,
                    int64_t total_iters = 5)
      : LRScheduler(optimizer, rule(start_factor, end_factor, total_iters)) {}
};

/// Times f(epoch).
struct LambdaLR : LRScheduler {
  static Rule rule(std::function<double(int64_t epoch)> f);
  LambdaLR(Optimizer& optimizer, std::function<double(int64_t epoch)> f)
      : LRScheduler(optimizer, rule(std::move(f))) {}
};

/// One rule after the other, each counting from its milestone: {LinearLR::rule(0.1, 1, 5),
/// CosineAnnealingLR::rule(25)}, {5} warms up before it anneals.
struct SequentialLR : LRScheduler {
  static Rule rule(std::vector<Rule> rules, std::vector<int64_t> milestones);
  SequentialLR(Optimizer& optimizer, std::vector<Rule> rules, std::vector<int64_t> milestones)
      : LRScheduler(optimizer, rule(std::move(rules), std::move(milestones))) {}
};

}  // namespace weft::optim
