// Backward without recursion: of the nodes that wait for their turn the one with the highest number
// goes first. Whatever could still add to a node's gradient was made after it and
// has a higher number, so when its turn comes its gradient is complete.
#include "core/autograd/engine.h"

#include <algorithm>
#include <map>

#include "core/autograd/hooks.h"

namespace weft {
namespace {

/// Adds g to sum. Unless the sum is part of a graph itself or somebody else holds it, in place.
void accumulate(Tensor& sum, Tensor g) {
  if (!sum.defined())
    sum = std::move(g);
  else if (!grad_enabled() && sum.ref()->use_count() == 1 && sum.impl().storage->use_count() == 1 &&
           sum.is_contiguous())
    sum.add_(g);
  else
    sum = sum.add(g);
}

/// Everything behind `roots`, the newest first.
std::vector<const Node*> nodes_behind(std::span<const Root> roots) {
  std::map<uint64_t, const Node*> met;
  std::vector<const Node*> nodes;
  const auto meet = [&](const Node* node) {
    if (node) met.emplace(node->number(), node);
  };
  for (const Root& root : roots) meet(grad_fn(root.output));
  while (!met.empty()) {
    const auto last = std::prev(met.end());
    nodes.push_back(last->second);
    met.erase(last);
    for (const Node::Edge& edge : nodes.back()->edges()) meet(edge.node.get());
  }
  return nodes;
}

/// What a pass with inputs touches: the inputs, and what lies between them and the roots.
class Selection {
 public:
  Selection(std::span<const Root> roots, const std::vector<Tensor>& inputs) {
    for (const Tensor& input : inputs) {
      if (const Node* node = grad_fn(input))
        ends_.push_back(node->number());
      else
        leaves_.push_back(input.ref().get());
    }
    std::ranges::sort(ends_);
    std::ranges::sort(leaves_);
    // A node with an edge to an input runs, and one with an edge to a node that runs, which is
    // older and so has been decided.
    const auto nodes = nodes_behind(roots);
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node)
      if (std::ranges::any_of((*node)->edges(), [&](const Node::Edge& e) { return wants(e); }))
        running_.push_back((*node)->number());
  }
  [[nodiscard]] bool runs(const Node& node) const {
    return std::ranges::binary_search(running_, node.number());
  }
  [[nodiscard]] bool wants(const Node::Edge& edge) const {
    if (!edge.node) return std::ranges::binary_search(leaves_, edge.leaf.ref().get());
    return runs(*edge.node) || std::ranges::binary_search(ends_, edge.node->number());
  }

 private:
  std::vector<uint64_t> running_, ends_;  // numbers of nodes, in order
  std::vector<const TensorImpl*> leaves_;
};

class Pass {
 public:
  Pass(std::span<const Root> roots, const std::vector<Tensor>* inputs) : inputs_(inputs) {
    if (!inputs) return;
    captured_.resize(inputs->size());
    selection_.emplace(roots, *inputs);
  }

  void flow(const Node::Edge& edge, Tensor g) {
    if (!g.defined() || (selection_ && !selection_->wants(edge))) return;
    if (edge.node)
      accumulate(waiting(edge.node).grads[static_cast<size_t>(edge.output_index)], std::move(g));
    else if (edge.leaf.defined())
      accumulate(gradient_of(edge.leaf), std::move(g));
  }

  void run(bool retain_graph) {
    for (Waiting now; take_newest(now);) {
      Node& node = *now.node;
      for (size_t i = 0; i < node.watches().size(); ++i) {  // a hook may register another one
        const Node::Watch watch = node.watches()[i];
        show(*watch.state, node.number(), now.grads[static_cast<size_t>(watch.output_index)]);
      }
      capture(node, now.grads);
      if (selection_ && !selection_->runs(node)) continue;
      Grads grads = node.apply(now.grads);
      now.grads.reset(0);
      const auto edges = node.edges();
      for (size_t i = 0; i < edges.size() && i < grads.size(); ++i)
        flow(edges[i], std::move(grads[i]));
      if (!retain_graph) node.free_saved();
    }
  }

  std::vector<Tensor> finish() {
    for (Leaf& leaf : leaves_) {
      TensorImpl& impl = leaf.tensor.impl();
      if (impl.grad_state) show(*impl.grad_state, 0, leaf.grad);
      if (!inputs_) {
        add_to_grad(grad_state(leaf.tensor), leaf.grad);
        continue;
      }
      for (size_t i = 0; i < inputs_->size(); ++i)
        if ((*inputs_)[i].ref() == leaf.tensor.ref()) captured_[i] = leaf.grad;
    }
    return std::move(captured_);
  }

 private:
  struct Waiting {
    void start(const Ref<Node>& made_by) {
      node = made_by;
      grads.reset(static_cast<size_t>(made_by->outputs()));
    }
    Ref<Node> node;
    Grads grads;
  };
  struct Leaf {
    Tensor tensor, grad;
  };

  Waiting& waiting(const Ref<Node>& node) {
    if (newest_.node == node) return newest_;
    const auto newer_than = [&](uint64_t number) { return node->number() > number; };
    if (newest_.node ? newer_than(newest_.node->number())
                     : others_.empty() || newer_than(std::prev(others_.end())->first)) {
      if (newest_.node) others_.emplace(newest_.node->number(), std::move(newest_));
      newest_.start(node);
      return newest_;
    }
    Waiting& other = others_[node->number()];
    if (!other.node) other.start(node);
    return other;
  }

  bool take_newest(Waiting& now) {
    if (newest_.node) {
      now = std::move(newest_);
      return true;
    }
    if (others_.empty()) return false;
    const auto last = std::prev(others_.end());
    now = std::move(last->second);
    others_.erase(last);
    return true;
  }

  Tensor& gradient_of(const Tensor& leaf) {
    constexpr size_t kFew = 8;  // these are found without an index
    if (leaves_.size() <= kFew) {
      for (Leaf& known : leaves_)
        if (known.tensor.ref() == leaf.ref()) return known.grad;
      leaves_.reserve(kFew);
      return leaves_.emplace_back(leaf, Tensor()).grad;
    }
    if (places_.empty())
      for (const Leaf& known : leaves_) places_.emplace(known.tensor.ref().get(), places_.size());
    const auto [place, is_new] = places_.try_emplace(leaf.ref().get(), leaves_.size());
    if (is_new) leaves_.emplace_back(leaf, Tensor());
    return leaves_[place->second].grad;
  }

  void capture(const Node& node, std::span<const Tensor> grads) {
    if (!inputs_) return;
    for (size_t i = 0; i < inputs_->size(); ++i) {
      const TensorImpl& input = (*inputs_)[i].impl();
      if (input.grad_fn.get() == &node)
        captured_[i] = grads[static_cast<size_t>(input.output_index)];
    }
  }

  const std::vector<Tensor>* inputs_;
  std::vector<Tensor> captured_;
  // The nodes that wait: the newest, since along a chain nothing else waits, and the others.
  Waiting newest_;
  std::map<uint64_t, Waiting> others_;
  std::vector<Leaf> leaves_;  // in the order in which gradients reached them
  std::map<const TensorImpl*, size_t> places_;  // in leaves_, where these are many
  std::optional<Selection> selection_;          // with inputs only
};

}  // namespace

std::vector<Tensor> run_backward(std::span<const Root> roots, const std::vector<Tensor>* inputs,
                                 bool retain_graph, bool create_graph) {
  const GradMode mode(create_graph);
  Pass pass(roots, inputs);
  for (const Root& root : roots) {
    Node::Edge edge;
    const TensorImpl& impl = root.output.impl();
    if (impl.grad_fn) {
      edge.node = Ref<Node>(grad_fn(root.output));
      edge.output_index = impl.output_index;
    } else {
      edge.leaf = root.output;
    }
    pass.flow(edge, root.gradient);
  }
  pass.run(retain_graph);
  return pass.finish();
}

Tensor root_gradient(const char* op, const Tensor& output, const Tensor& gradient) {
  check(output.requires_grad(), op, ": the tensor of shape ", output.shape(),
        " does not require grad and was not made from one that does");
  if (!gradient.defined()) {
    check(output.numel() == 1, op, ": grad can be implicitly created only for scalar outputs, got ",
          output.shape(),
          "; give the gradient as an argument, for instance ones_like(y), or call it "
          "on y.sum()");
    return empty(output.shape(), output.dtype()).fill_(1);
  }
  check(gradient.shape() == output.shape(), op, ": the gradient's shape must be ", output.shape(),
        ", got ", gradient.shape());
  check(gradient.dtype() == output.dtype(), op, ": the gradient's dtype must be ", output.dtype(),
        ", got ", gradient.dtype());
  return gradient;
}

}  // namespace weft
