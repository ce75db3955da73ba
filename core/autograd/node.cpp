#include "core/autograd/node.h"

#include <algorithm>
#include <atomic>

namespace weft {
namespace {

thread_local bool enabled = true;

}  // namespace

bool grad_enabled() { return enabled; }
void set_grad_enabled(bool value) { enabled = value; }
GradMode::GradMode(bool value) : before_(enabled) { enabled = value; }
GradMode::~GradMode() { enabled = before_; }

uint64_t Node::next_number() {
  static std::atomic<uint64_t> next{1};
  return next.fetch_add(1, std::memory_order_relaxed);
}

void Grads::reset(size_t count) {
  for (size_t i = 0; i < std::min(size_, kFew); ++i) few_[i] = Tensor();
  many_ = count > kFew ? std::make_unique<Tensor[]>(count) : nullptr;
  size_ = count;
}
Grads::~Grads() = default;

Node::~Node() { std::destroy_n(edges_, edge_count_); }

void Node::add_edge(const Tensor& input) {
  Edge& edge = *new (edges_ + edge_count_++) Edge;
  if (!input.defined()) return;
  const TensorImpl& impl = input.impl();
  if (impl.grad_fn) {
    edge.node = Ref<Node>(grad_fn(input));
    edge.output_index = impl.output_index;
  } else if (impl.requires_grad) {
    edge.leaf = input;
  }
}

void Node::watch(int output_index, const Ref<GradState>& state) {
  for (const Watch& watch : watches_)
    if (watch.state == state) return;
  watches_.push_back({output_index, state});
}

void Node::fail_freed() const {
  fail("backward: the graph of ", name_,
       " has been freed by an earlier backward pass; call backward with retain_graph = true the "
       "first time if it is needed twice");
}

// A node holds the nodes before it, through edges and saved tensors. Deleting a chain of a million
// would recurse as deep, so a node whose last holder lets go while another is being deleted waits.
void Node::dispose() noexcept {
  // Plain values: a static tensor may end after the thread's objects have.
  thread_local Node* waiting = nullptr;
  thread_local bool draining = false;
  next_waiting_ = waiting;
  waiting = this;
  if (draining) return;
  draining = true;
  while (Node* const node = waiting) {
    waiting = node->next_waiting_;
    delete node;
  }
  draining = false;
}

Saved save(const Tensor& input, bool needed) {
  Saved saved;
  if (!needed || !input.defined()) return saved;
  saved.tensor_ = input;
  saved.version_ = input.impl().storage->version();
  return saved;
}

Saved save_output(const Tensor& output) {
  Saved saved = save(view_of(output, output.shape(), output.strides(), output.impl().offset));
  saved.is_output_ = true;
  return saved;
}

Tensor Saved::get(const Node& node) const {
  if (!tensor_.defined()) return tensor_;
  const uint32_t version = tensor_.impl().storage->version();
  check(version == version_, "backward: a tensor needed by ", node.name(), " (", tensor_.dtype(),
        " ", tensor_.shape(), ") has been changed in place: it is at version ", version,
        ", expected ", version_, "; clone() it before changing it");
  if (!is_output_ || !grad_enabled()) return tensor_;
  Tensor result = view_of(tensor_, tensor_.shape(), tensor_.strides(), tensor_.impl().offset);
  result.impl().grad_fn = Ref<RefCounted>(const_cast<Node*>(&node));
  return result;
}

bool needs_grad(std::span<const InputRef> inputs) {
  if (!grad_enabled()) return false;
  bool needed = false;
  for (const Tensor& x : inputs) {
    if (!x.defined()) continue;
    const TensorImpl& impl = x.impl();
    // Its graph is not true any more.
    check(!impl.is_view || impl.view_version >= impl.storage->recorded_version(),
          "view: a view of shape ", impl.shape,
          " was taken before its base was changed in place "
          "with gradients recorded; take it from the base again");
    needed |= impl.requires_grad || impl.grad_fn;
  }
  return needed;
}

namespace detail {

void attach(Ref<Node> made, std::span<const InputRef> inputs, std::span<Tensor> outputs) {
  Node* const node = made.get();
  for (const Tensor& input : inputs) node->add_edge(input);
  for (size_t i = 0; i < outputs.size(); ++i) {
    Tensor& output = outputs[i];
    TensorImpl& impl = output.impl();
    impl.grad_fn = i + 1 < outputs.size() ? made : std::move(made);
    impl.output_index = static_cast<int>(i);
    if (GradState* state = impl.grad_state.get(); state && state->retained_node) {
      state->retained_node = node->number();  // changed in place: grad() is that of the new value
      node->watch(impl.output_index, impl.grad_state);
    }
    for (const Tensor& input : inputs)
      if (input.ref() == output.ref()) impl.storage->mark_recorded();
  }
}

}  // namespace detail
}  // namespace weft
