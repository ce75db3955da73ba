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
#include <concepts>
#include <functional>
#include <memory>
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

/// One gradient an input, in the order of record()'s inputs; undefined where none flows. A few lie
/// in place: most operations have no more inputs than that.
class Grads {
 public:
  Grads() = default;
  explicit Grads(size_t count) { reset(count); }
  template <class... G>
  requires(sizeof...(G) > 0 && sizeof...(G) <= 3 &&
           (std::convertible_to<G, Tensor> && ...)) explicit Grads(G&&... grads)
      : few_{std::forward<G>(grads)...}, size_(sizeof...(G)) {}
  Grads(Grads&&) = default;
  Grads& operator=(Grads&&) = default;
  ~Grads();

  [[nodiscard]] size_t size() const { return size_; }
  /// `count` undefined gradients.
  void reset(size_t count);
  Tensor& operator[](size_t i) { return (many_ ? many_.get() : few_)[i]; }
  operator std::span<const Tensor>() const { return {many_ ? many_.get() : few_, size_}; }

 private:
  static constexpr size_t kFew = 3;
  Tensor few_[kFew];
  std::unique_ptr<Tensor[]> many_;
  size_t size_ = 0;
};

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

  /// `edges` is room for as many edges as the operation has inputs.
  Node(const char* name, int outputs, Edge* edges)
      : name_(name), outputs_(outputs), number_(next_number()), edges_(edges) {}
  ~Node() override;

  /// The gradients of the inputs, from those of the outputs (undefined ones count as zeros).
  virtual Grads apply(std::span<const Tensor> grads) = 0;
  /// Frees what was saved; apply() is an error from then on.
  virtual void free_saved() = 0;

  [[nodiscard]] const char* name() const { return name_; }
  [[nodiscard]] int outputs() const { return outputs_; }
  [[nodiscard]] uint64_t number() const { return number_; }
  [[nodiscard]] std::span<const Edge> edges() const { return {edges_, edge_count_}; }
  /// Whether input i needs a gradient: apply() may leave out the others.
  [[nodiscard]] bool wants(int i) const { return edges_[i].wanted(); }

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
  Edge* edges_;
  size_t edge_count_ = 0;
  std::vector<Watch> watches_;
};

/// The node that made `x`, or null for a leaf.
inline Node* grad_fn(const Tensor& x) { return static_cast<Node*>(x.impl().grad_fn.get()); }

/// A tensor kept for the backward pass. get() is an error if it was changed in place since.
class Saved {
 public:
  [[nodiscard]] Tensor get(const Node& node) const;

 private:
  friend Saved save(const Tensor& input, bool needed);
  friend Saved save_output(const Tensor& output);
  Tensor tensor_;
  uint32_t version_ = 0;
  bool is_output_ = false;
};
/// Nothing, an undefined tensor, unless it is needed.
Saved save(const Tensor& input, bool needed = true);
/// For a result: holds no reference to the node, which would keep itself alive.
Saved save_output(const Tensor& output);

/// One of the tensors that an operation was computed from.
using InputRef = std::reference_wrapper<const Tensor>;

/// Whether an operation on `inputs` is to be recorded.
bool needs_grad(std::span<const InputRef> inputs);
inline bool needs_grad(std::initializer_list<InputRef> inputs) {
  return needs_grad(std::span(inputs.begin(), inputs.size()));
}

namespace detail {

template <class F>
class OpNode final : public Node {
 public:
  /// With its edges behind it in one block.
  static Ref<Node> make(const char* name, int outputs, size_t inputs, F&& f) {
    return Ref<Node>::adopt(new (Edges{inputs}) OpNode(name, outputs, std::move(f)));
  }
  static void operator delete(void* block) { ::operator delete(block); }
  Grads apply(std::span<const Tensor> grads) override {
    if (!f_) fail_freed();
    if constexpr (std::is_invocable_v<F&, const Tensor&, const Node&>)
      return (*f_)(grads[0], *this);
    else
      return (*f_)(grads, *this);
  }
  void free_saved() override { f_.reset(); }

 private:
  struct Edges {
    size_t count;
  };
  OpNode(const char* name, int outputs, F&& f)
      : Node(name, outputs, reinterpret_cast<Edge*>(this + 1)), f_(std::move(f)) {}
  static void* operator new(size_t size, Edges edges) {
    return ::operator new(size + edges.count * sizeof(Edge));
  }
  static void operator delete(void* block, Edges) { ::operator delete(block); }

  std::optional<F> f_;
};

void attach(Ref<Node> node, std::span<const InputRef> inputs, std::span<Tensor> outputs);

}  // namespace detail

/// Makes `outputs` the results of an operation on `inputs`, if any of these needs a gradient.
/// `f(g, node)` takes the gradient of the only output, or a span with one for each, and returns
/// Grads.
template <class F>
void record_all(const char* name, std::span<const InputRef> inputs, std::span<Tensor> outputs,
                F f) {
  detail::attach(
      detail::OpNode<F>::make(name, static_cast<int>(outputs.size()), inputs.size(), std::move(f)),
      inputs, outputs);
}
template <class F>
Tensor record(const char* name, std::initializer_list<InputRef> inputs, Tensor output, F&& f) {
  output.impl().is_view = false;  // views say so themselves, afterwards
  if (needs_grad(inputs))
    record_all(name, {inputs.begin(), inputs.size()}, {&output, 1}, std::forward<F>(f));
  return output;
}

}  // namespace weft
