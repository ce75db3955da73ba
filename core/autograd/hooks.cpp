#include "core/autograd/hooks.h"

#include <algorithm>
#include <atomic>

namespace weft {

GradState& grad_state(const Tensor& x) {
  Ref<GradState>& state = x.impl().grad_state;
  if (!state) state = make_ref<GradState>();
  return *state;
}

void show(GradState& state, uint64_t node, Tensor& grad) {
  if (!grad.defined() || (state.hooks.empty() && state.retained_node == 0)) return;
  // A copy: hooks may add and remove hooks, which then count from the next pass on.
  const std::vector<GradState::Hook> hooks = state.hooks;
  for (const GradState::Hook& hook : hooks) {
    if (hook.node != node) continue;
    Tensor other = hook.function(grad);
    if (!other.defined()) continue;
    check(other.shape() == grad.shape(),
          "register_hook: the hook must return the gradient's shape ", grad.shape(), ", got ",
          other.shape());
    check(other.dtype() == grad.dtype(),
          "register_hook: the hook must return the gradient's dtype ", grad.dtype(), ", got ",
          other.dtype());
    grad = std::move(other);
  }
  if (node != 0 && state.retained_node == node) add_to_grad(state, grad);
}

void add_to_grad(GradState& state, const Tensor& g) {
  if (state.grad) {
    Tensor sum(state.grad);
    if (grad_enabled() || !sum.is_contiguous())
      state.grad = sum.add(g).ref();
    else
      sum.add_(g);
    return;
  }
  // Others may hold the same gradient (y = a + b hands one to both): then the tensor takes a copy.
  const bool alone = g.ref()->use_count() == 1 && g.impl().storage->use_count() == 1;
  state.grad = alone && g.is_contiguous() ? g.ref() : g.clone().ref();
}

void Tensor::retain_grad() const {
  check(requires_grad(), "retain_grad: the tensor of shape ", shape(),
        " does not require grad, so that no gradient reaches it");
  Node* const node = grad_fn(*this);
  if (!node) return;
  grad_state(*this).retained_node = node->number();
  node->watch(impl().output_index, impl().grad_state);
}

int64_t Tensor::register_hook(std::function<Tensor(const Tensor& grad)> hook) const {
  static std::atomic<int64_t> last{0};
  check(requires_grad(), "register_hook: the tensor of shape ", shape(),
        " does not require grad, so that no gradient reaches it");
  check(static_cast<bool>(hook), "register_hook: the hook must be a function, got none");
  Node* const node = grad_fn(*this);
  GradState& state = grad_state(*this);
  state.hooks.push_back({++last, node ? node->number() : 0, std::move(hook)});
  if (node) node->watch(impl().output_index, impl().grad_state);
  return state.hooks.back().number;
}

void Tensor::remove_hook(int64_t number) const {
  if (GradState* state = impl().grad_state.get())
    std::erase_if(state->hooks, [&](const GradState::Hook& hook) { return hook.number == number; });
}

std::string_view Tensor::grad_fn_name() const {
  const Node* node = grad_fn(*this);
  return node ? node->name() : "";
}

}  // namespace weft
