#include "core/optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace weft::optim {
namespace {

/// How many milestones have been reached.
int64_t reached(const std::vector<int64_t>& milestones, int64_t epoch) {
  return std::upper_bound(milestones.begin(), milestones.end(), epoch) - milestones.begin();
}

void check_sorted(const char* op, const std::vector<int64_t>& milestones) {
  for (size_t i = 1; i < milestones.size(); ++i)
    check(milestones[i - 1] <= milestones[i], op, ": milestones must not decrease, got ",
          milestones[i - 1], " before ", milestones[i]);
}

}  // namespace

LRScheduler::LRScheduler(Optimizer& optimizer, Rule rule)
    : optimizer_(&optimizer), rule_(std::move(rule)) {
  for (size_t i = 0; i < optimizer.groups(); ++i) initial_.push_back(optimizer.lr(i));
  set_epoch(0);
}

void LRScheduler::set_epoch(int64_t epoch) {
  check(epoch >= 0, "LRScheduler: the epoch must be at least 0, got ", epoch);
  epoch_ = epoch;
  for (size_t i = 0; i < initial_.size(); ++i) optimizer_->set_lr(i, rule_(initial_[i], epoch));
}

LRScheduler::Rule StepLR::rule(int64_t step_size, double gamma) {
  check(step_size >= 1, "StepLR: step_size must be at least 1, got ", step_size);
  return [=](double lr, int64_t epoch) {
    return lr * std::pow(gamma, static_cast<double>(epoch / step_size));
  };
}

LRScheduler::Rule MultiStepLR::rule(std::vector<int64_t> milestones, double gamma) {
  check_sorted("MultiStepLR", milestones);
  return [milestones = std::move(milestones), gamma](double lr, int64_t epoch) {
    return lr * std::pow(gamma, static_cast<double>(reached(milestones, epoch)));
  };
}

LRScheduler::Rule ExponentialLR::rule(double gamma) {
  return [gamma](double lr, int64_t epoch) {
    return lr * std::pow(gamma, static_cast<double>(epoch));
  };
}

LRScheduler::Rule CosineAnnealingLR::rule(int64_t T_max, double eta_min) {
  check(T_max >= 1, "CosineAnnealingLR: T_max must be at least 1, got ", T_max);
  return [=](double lr, int64_t epoch) {
    const double phase = static_cast<double>(epoch) / static_cast<double>(T_max);
    return eta_min + (lr - eta_min) * (1 + std::cos(std::numbers::pi * phase)) / 2;
  };
}

LRScheduler::Rule LinearLR::rule(double start_factor, double end_factor, int64_t total_iters) {
  for (const double factor : {start_factor, end_factor})
    check(factor >= 0 && factor <= 1, "LinearLR: factors must be in [0, 1], got ", start_factor,
          " and ", end_factor);
  check(total_iters >= 1, "LinearLR: total_iters must be at least 1, got ", total_iters);
  return [=](double lr, int64_t epoch) {
    const double done =
        static_cast<double>(std::min(epoch, total_iters)) / static_cast<double>(total_iters);
    return lr * (start_factor + (end_factor - start_factor) * done);
  };
}

LRScheduler::Rule LambdaLR::rule(std::function<double(int64_t epoch)> f) {
  return [f = std::move(f)](double lr, int64_t epoch) { return lr * f(epoch); };
}

LRScheduler::Rule SequentialLR::rule(std::vector<Rule> rules, std::vector<int64_t> milestones) {
  check(rules.size() == milestones.size() + 1,
        "SequentialLR: there must be one rule more than milestones, got ", rules.size(), " and ",
        milestones.size());
  check_sorted("SequentialLR", milestones);
  return [rules = std::move(rules), milestones = std::move(milestones)](double lr, int64_t epoch) {
    const auto i = static_cast<size_t>(reached(milestones, epoch));
    return rules[i](lr, i == 0 ? epoch : epoch - milestones[i - 1]);
  };
}

}  // namespace weft::optim
