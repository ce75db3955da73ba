// Backward without recursion: the nodes that wait for their turn stand in a map ordered by number,
// and the highest goes first. Whatever could still add to a node's gradient was made after it and
// has a higher number, so when its turn comes its gradient is complete.
#include "core/autograd/engine.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/autograd/hooks.h"

namespace weft {
namespace {

/// Adds g to sum. Unless the sum is part of a graph itself or somebody else holds it, in place.
void accumulate(Tensor& sum, const Tensor& g) {
  if (!g.defined()) return;
  if (!sum.defined())
    sum = g;
  else if (!grad_enabled() && sum.ref()->use_count() == 1 && sum.impl().storage->use_count() == 1 &&
           sum.is_contiguous())
    sum.add_(g);
  else
    sum = sum.add(g);
}

/// Everything behind `roots`, the oldest first.
std::vector<const Node*> nodes_behind(const std::vector<Root>& roots) {
  std::unordered_set<const Node*> seen;
  std::vector<const Node*> nodes;
  const auto meet = [&](const Node* node) {
    if (node && seen.insert(node).second) nodes.push_back(node);
  };
  for (const Root& root : roots) meet(grad_fn(root.output));
  for (size_t i = 0; i < nodes.size(); ++i)
    for (const Node::Edge& edge : nodes[i]->edges()) meet(edge.node.get());
  std::sort(nodes.begin(), nodes.end(),
            [](const Node* a, const Node* b) { return a->number() < b->number(); });
  return nodes;
}

class Pass {
 public:
  Pass(const std::vector<Root>& roots, const std::vector<Tensor>* inputs) : inputs_(inputs) {
    if (!inputs) return;
    captured_.resize(inputs->size());
    // Only what lies between the roots and the inputs runs: a node with an edge to an input, or to
    // a node that runs, which is older and so has been decided.
    std::unordered_set<const void*> wanted;
    for (const Tensor& input : *inputs) {
      const Node* node = grad_fn(input);
      wanted.insert(node ? static_cast<const void*>(node) : input.ref().get());
      if (node) ends_.insert(node);
    }
    for (const Node* node : nodes_behind(roots)) {
      const bool leads = std::ranges::any_of(node->edges(), [&](const Node::Edge& edge) {
        return edge.node ? wanted.count(edge.node.get()) : wanted.count(edge.leaf.ref().get());
      });
      if (!leads) continue;
      running_.insert(node);
      wanted.insert(node);
    }
  }

  void flow(const Node::Edge& edge, const Tensor& g) {
    if (!g.defined()) return;
    if (edge.node) {
      if (inputs_ && !running_.count(edge.node.get()) && !ends_.count(edge.node.get())) return;
      auto& waiting = pending_[edge.node->number()];
      if (!waiting.node) {
        waiting.node = edge.node;
        waiting.grads.resize(static_cast<size_t>(edge.node->outputs()));
      }
      accumulate(waiting.grads[static_cast<size_t>(edge.output_index)], g);
    } else if (edge.leaf.defined()) {
      const auto [place, is_new] = leaf_places_.try_emplace(edge.leaf.ref().get(), leaves_.size());
      if (is_new) leaves_.push_back({edge.leaf, {}});
      accumulate(leaves_[place->second].grad, g);
    }
  }

  void run(bool retain_graph) {
    while (!pending_.empty()) {
      const auto last = std::prev(pending_.end());
      Waiting now = std::move(last->second);
      pending_.erase(last);
      Node& node = *now.node;
      for (size_t i = 0; i < node.watches().size(); ++i) {  // a hook may register another one
        const Node::Watch watch = node.watches()[i];
        show(*watch.state, node.number(), now.grads[static_cast<size_t>(watch.output_index)]);
      }
      capture(node, now.grads);
      if (inputs_ && !running_.count(&node)) continue;
      const Grads grads = node.apply(now.grads);
      now.grads.clear();
      const auto& edges = node.edges();
      for (size_t i = 0; i < edges.size() && i < grads.size(); ++i) flow(edges[i], grads[i]);
      if (!retain_graph) node.free_saved();
    }
  }

  std::vector<Tensor> finish() {
    for (Leaf& leaf : leaves_) {
      TensorImpl& impl = leaf.tensor.impl();
      if (inputs_ && std::ranges::none_of(*inputs_, [&](const Tensor& input) {
            return input.ref() == leaf.tensor.ref();
          }))
        continue;
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
    Ref<Node> node;
    std::vector<Tensor> grads;
  };
  struct Leaf {
    Tensor tensor, grad;
  };

  void capture(const Node& node, const std::vector<Tensor>& grads) {
    if (!inputs_) return;
    for (size_t i = 0; i < inputs_->size(); ++i) {
      const TensorImpl& input = (*inputs_)[i].impl();
      if (input.grad_fn.get() == &node)
        captured_[i] = grads[static_cast<size_t>(input.output_index)];
    }
  }

  const std::vector<Tensor>* inputs_;
  std::vector<Tensor> captured_;
  std::map<uint64_t, Waiting> pending_;
  std::vector<Leaf> leaves_;  // in the order in which gradients reached them
  std::unordered_map<const TensorImpl*, size_t> leaf_places_;
  std::unordered_set<const Node*> running_, ends_;  // with inputs: what runs, and whose results are
};

}  // namespace

std::vector<Tensor> run_backward(const std::vector<Root>& roots, const std::vector<Tensor>* inputs,
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
