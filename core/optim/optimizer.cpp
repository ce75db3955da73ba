#include "core/optim/optimizer.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace weft::optim {

Optimizer::Optimizer(std::vector<Tensor> parameters)
    : Optimizer(one_group(std::move(parameters)), "optimizer", 0, 0, {}) {}

Optimizer::Optimizer(std::vector<ParameterGroup> groups, const char* name, double lr,
                     double weight_decay, BufferNames buffers)
    : name_(name), buffer_names_(buffers) {
  for (ParameterGroup& group : groups) {
    groups_.push_back({group.parameters.size(), group.lr.value_or(lr),
                       group.weight_decay.value_or(weight_decay)});
    check_lr(groups_.back().lr);
    const double decay = groups_.back().weight_decay;
    check(decay >= 0, name, ": weight_decay must be at least 0, got ", decay);
    parameters_.insert(parameters_.end(), group.parameters.begin(), group.parameters.end());
  }
  check(!parameters_.empty(),
        "optimizer: got an empty parameter list; a model of lazy layers has no "
        "parameters before its first input");
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const Tensor& p = parameters_[i];
    check(p.is_leaf() && p.requires_grad(),
          "optimizer: parameters must be leaf tensors that require grad, got one of shape ",
          p.shape());
    for (size_t j = 0; j < i; ++j)
      check(p.ref() != parameters_[j].ref(),
            "optimizer: a parameter must be given once, got one "
            "of shape ",
            p.shape(), " at positions ", j, " and ", i);
  }
  states_.resize(parameters_.size());
}

void Optimizer::zero_grad() {
  for (const Tensor& p : parameters_) p.set_grad({});
}

void Optimizer::check_lr(double lr) const {
  check(std::isfinite(lr) && lr >= 0, name_, ": lr must be a number of at least 0, got ", lr);
}

void Optimizer::set_lr(double lr) {
  for (size_t i = 0; i < groups_.size(); ++i) set_lr(i, lr);
}

void Optimizer::set_lr(size_t group, double lr) {
  check(group < groups_.size(), name_, ": there are ", groups_.size(), " groups, got number ",
        group);
  check_lr(lr);
  groups_[group].lr = lr;
}

NamedTensors Optimizer::state_dict() const {
  NamedTensors result;
  for (size_t i = 0; i < states_.size(); ++i) {
    const State& s = states_[i];
    if (s.steps > 0) append(result, text(i), ".step", full({}, s.steps, int64));
    for (size_t k = 0; k < kBuffers; ++k)
      if (s.buffers[k].defined())
        append(result, text(i, "."), buffer_names_[k], s.buffers[k].clone());
  }
  return result;
}

void Optimizer::load_state_dict(const NamedTensors& state) {
  std::vector<State> loaded(states_.size());
  for (const auto& [key, value] : state) {
    char* end = nullptr;
    const unsigned long long number = std::strtoull(key.c_str(), &end, 10);
    const std::string_view rest(end);
    bool known = end != key.c_str() && number < loaded.size();
    const auto i = static_cast<size_t>(number);
    if (known && rest == ".step") {
      check(value.numel() == 1, name_, ": load_state_dict: ", key,
            " must be one number, got shape ", value.shape());
      loaded[i].steps = value.item<int64_t>();
      continue;
    }
    size_t k = 0;
    while (k < kBuffers && !(buffer_names_[k] && rest == text(".", buffer_names_[k]))) ++k;
    known = known && k < kBuffers;
    check(known, name_, ": load_state_dict: there is no state of the name ", key, " for ",
          parameters_.size(), " parameters");
    const Tensor& p = parameters_[i];
    check(value.shape() == p.shape() && value.dtype() == p.dtype(), name_,
          ": load_state_dict: ", key, " must be ", p.dtype(), " of shape ", p.shape(), ", got ",
          value.dtype(), " ", value.shape());
    loaded[i].buffers[k] = value.detach().contiguous().clone();
  }
  for (size_t i = 0; i < loaded.size(); ++i)
    for (size_t k = 1; k < kBuffers && buffer_names_[k]; ++k)
      check(loaded[i].buffers[k].defined() == loaded[i].buffers[0].defined() &&
                loaded[i].buffers[k].defined() == (loaded[i].steps > 0),
            name_, ": load_state_dict: there must be all or none of ", i, ".step, ", i, ".",
            buffer_names_[0], " and ", i, ".", buffer_names_[k]);
  states_ = std::move(loaded);
}

std::vector<ParameterGroup> one_group(std::vector<Tensor> parameters) {
  std::vector<ParameterGroup> groups(1);
  groups[0].parameters = std::move(parameters);
  return groups;
}

}  // namespace weft::optim
