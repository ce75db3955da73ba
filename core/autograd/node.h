// The recorded graph: one node an operation, holding what its gradient needs. Operations record
// themselves with record(), the only place where nodes are made:
//
//   Tensor exp(const Tensor& x) {
//     Tensor y = ...;
//     return record("ExpBackward0", {x}, y, [y = save_output(y)](const Tensor& g, const Node& node)
//     {
//       return Grads{g * y.get(node)};
//     });
//   }
//
// Node numbers grow with time, so an operation's number is above those of everything it was
// computed from: going through pending nodes from the highest down is a topological order
// (engine.cpp).
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

/// Whether operations record themselves; per thread.
bool grad_enabled();
/// From now on, where no scope fits; scopes that are open put back what they found.
void set_grad_enabled(bool enabled);

/// Sets the grad mode for the length of a scope.
class GradMode {
 public:
  explicit GradMode(bool enabled);
  ~GradMode();
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;

 private:
  bool before_;
};
/// Nothing is recorded in this scope: `const NoGrad guard;`
struct NoGrad : GradMode {
  NoGrad() : GradMode(false) {}
};
struct EnableGrad : GradMode {
  EnableGrad() : GradMode(true) {}
};

/// One gradient an input, in the order of record()'s inputs; undefined where none flows.
using Grads = std::vector<Tensor>;

class Node : public RefCounted {
 public:
  /// Where the gradient of one input goes: to the node that made it, or to a leaf. Neither: not
  /// wanted.
  struct Edge {
    Ref<Node> node;
    Tensor leaf;
    int output_index = 0;
    [[nodiscard]] bool wanted() const { return node || leaf.defined(); }
  };

  /// A tensor whose hooks or grad() want the gradient of an output (hooks.h).
  struct Watch {
    int output_index;
    Ref<GradState> state;
  };

  Node(const char* name, int outputs) : name_(name), outputs_(outputs), number_(next_number()) {}

  /// The gradients of the inputs, from those of the outputs (undefined ones count as zeros).
  virtual Grads apply(std::span<const Tensor> grads) = 0;
  /// Frees what was saved; apply() is an error from then on.
  virtual void free_saved() = 0;

  [[nodiscard]] const char* name() const { return name_; }
  [[nodiscard]] int outputs() const { return outputs_; }
  [[nodiscard]] uint64_t number() const { return number_; }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  /// Whether input i needs a gradient: apply() may leave out the others.
  [[nodiscard]] bool wants(int i) const { return edges_[static_cast<size_t>(i)].wanted(); }

  void add_edge(const Tensor& input);
  [[nodiscard]] const std::vector<Watch>& watches() const { return watches_; }
  void watch(int output_index, const Ref<GradState>& state);

 protected:
  [[noreturn]] void fail_freed() const;
  void dispose() noexcept override;

 private:
  static uint64_t next_number();
  Node* next_waiting_ = nullptr;
  const char* name_;
  int outputs_;
  uint64_t number_;
  std::vector<Edge> edges_;
  std::vector<Watch> watches_;
};

/// The node that made `x`, or null for a leaf.
inline Node* grad_fn(const Tensor& x) { return static_cast<Node*>(x.impl().grad_fn.get()); }

/// A tensor kept for the backward pass. get() is an error if it was changed in place since.
class Saved {
 public:
  [[nodiscard]] Tensor get(const Node& node) const;

 private:
  friend Saved save(const Tensor& input);
  friend Saved save_output(const Tensor& output);
  Tensor tensor_;
  uint32_t version_ = 0;
  bool is_output_ = false;
};
Saved save(const Tensor& input);
/// For a result: holds no reference to the node, which would keep itself alive.
Saved save_output(const Tensor& output);

namespace detail {

template <class F>
class OpNode final : public Node {
 public:
  OpNode(const char* name, int outputs, F&& f) : Node(name, outputs), f_(std::move(f)) {}
  Grads apply(std::span<const Tensor> grads) override {
    if (!f_) fail_freed();
    if constexpr (std::is_invocable_v<F&, const Tensor&, const Node&>)
      return (*f_)(grads[0], *this);
    else
      return (*f_)(grads, *this);
  }
  void free_saved() override { f_.reset(); }

 private:
  std::optional<F> f_;
};

void attach(const Ref<Node>& node, std::span<const Tensor* const> inputs,
            std::span<Tensor> outputs);
/// A view that was taken before its base was changed in place on record: its graph is not true.
[[noreturn]] void fail_stale_view(const Tensor& view);

}  // namespace detail

template <class Inputs>
bool needs_grad(const Inputs& inputs) {
  if (!grad_enabled()) return false;
  bool needed = false;
  for (const Tensor& x : inputs) {
    if (!x.defined()) continue;
    const TensorImpl& impl = x.impl();
    if (impl.is_view && impl.view_version < impl.storage->recorded_version())
      detail::fail_stale_view(x);
    needed |= impl.requires_grad || impl.grad_fn;
  }
  return needed;
}
inline bool needs_grad(std::initializer_list<std::reference_wrapper<const Tensor>> inputs) {
  return needs_grad<std::initializer_list<std::reference_wrapper<const Tensor>>>(inputs);
}

/// Makes `outputs` the results of an operation on `inputs`, if any of these needs a gradient.
/// `f(g, node)` takes the gradient of the only output, or a span with one for each, and returns
/// Grads.
template <class F>
void record_all(const char* name, std::span<const Tensor* const> inputs, std::span<Tensor> outputs,
                F&& f) {
  detail::attach(make_ref<detail::OpNode<std::decay_t<F>>>(name, static_cast<int>(outputs.size()),
                                                           std::forward<F>(f)),
                 inputs, outputs);
}
template <class F>
Tensor record(const char* name, std::initializer_list<std::reference_wrapper<const Tensor>> inputs,
              Tensor output, F&& f) {
  output.impl().is_view = false;  // views say so themselves, afterwards
  if (!needs_grad(inputs)) return output;
  const Tensor* pointers[8];
  size_t count = 0;
  for (const Tensor& x : inputs) pointers[count++] = &x;
  record_all(name, {pointers, count}, {&output, 1}, std::forward<F>(f));
  return output;
}

}  // namespace weft
