// Optimizers: they hold parameters and change them by their gradients. The algorithms are in sgd.h
// and adam.h, learning rates that change with time in schedule.h.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "core/ops/ops.h"
#include "core/tensor/named.h"

namespace weft::optim {

/// Parameters with a learning rate or a weight decay of their own, as for biases that weight decay
/// is to leave alone; what is not given is the optimizer's.
struct ParameterGroup {
  std::vector<Tensor> parameters = {};
  std::optional<double> lr = {};
  std::optional<double> weight_decay = {};
};

class Optimizer {
 public:
  /// For an algorithm that keeps its learning rate itself.
  explicit Optimizer(std::vector<Tensor> parameters);
  virtual ~Optimizer() = default;
  /// One update; parameters without a gradient stay as they are.
  virtual void step() = 0;
  /// Forgets the gradients, so that the next backward pass starts anew.
  virtual void zero_grad();
  [[nodiscard]] const std::vector<Tensor>& parameters() const { return parameters_; }

  [[nodiscard]] size_t groups() const { return groups_.size(); }
  [[nodiscard]] double lr(size_t group = 0) const { return groups_.at(group).lr; }
  void set_lr(double lr);  ///< of all groups
  void set_lr(size_t group, double lr);

  /// What the algorithm remembers of each parameter, "0.exp_avg" for the first; empty before the
  /// first step. Copies.
  [[nodiscard]] NamedTensors state_dict() const;
  /// Takes copies; nothing is changed where a name, a shape or a dtype is not the algorithm's.
  void load_state_dict(const NamedTensors& state);

 protected:
  static constexpr size_t kBuffers = 2;
  using BufferNames = std::array<const char*, kBuffers>;
  struct Group {
    size_t count;
    double lr, weight_decay;
  };
  struct State {
    int64_t steps = 0;
    std::array<Tensor, kBuffers> buffers;
  };

  /// `name` is the algorithm's, for errors; `buffers` are those of its state.
  Optimizer(std::vector<ParameterGroup> groups, const char* name, double lr, double weight_decay,
            BufferNames buffers);

  /// Calls f(parameter, gradient, state, group) for each parameter that has a gradient.
  template <class F>
  void update(F f) {
    const NoGrad guard;
    size_t i = 0;
    for (const Group& group : groups_) {
      for (const size_t end = i + group.count; i < end; ++i)
        if (const Tensor g = parameters_[i].grad(); g.defined())
          f(parameters_[i], g, states_[i], group);
    }
  }

  std::vector<Tensor> parameters_;

 private:
  void check_lr(double lr) const;
  const char* name_ = "optimizer";
  BufferNames buffer_names_{};
  std::vector<Group> groups_;
  std::vector<State> states_;
};

/// The parameters as one group.
std::vector<ParameterGroup> one_group(std::vector<Tensor> parameters);

/// Scales all gradients so that their joint L2 norm is at most max_norm; returns the norm before.
double clip_grad_norm(const std::vector<Tensor>& parameters, double max_norm);
/// Limits each element of the gradients to [-clip_value, clip_value].
void clip_grad_value(const std::vector<Tensor>& parameters, double clip_value);

}  // namespace weft::optim

#include "core/optim/adam.h"
#include "core/optim/sgd.h"
