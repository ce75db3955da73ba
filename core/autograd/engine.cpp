// Backward without recursion: the nodes that wait for their turn stand in a map ordered by number,
// and the highest goes first. Whatever could still add to a node's gradient was made after it and
// has a higher number, so when its turn comes its gradient is complete.
#include "core/autograd/engine.h"

#include <map>
#include <unordered_map>

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

class Pass {
 public:
  explicit Pass(const std::vector<Tensor>* inputs) : inputs_(inputs) {
    if (inputs) captured_.resize(inputs->size());
  }

  void flow(const Node::Edge& edge, const Tensor& g) {
    if (!g.defined()) return;
    if (edge.node) {
      auto& waiting = pending_[edge.node->number()];
      if (!waiting.node) {
        waiting.node = edge.node;
        waiting.grads.resize(static_cast<size_t>(edge.node->outputs()));
      }
      accumulate(waiting.grads[static_cast<size_t>(edge.output_index)], g);
    } else if (edge.leaf.defined()) {
      Leaf& leaf = leaves_[edge.leaf.ref().get()];
      leaf.tensor = edge.leaf;
      accumulate(leaf.grad, g);
    }
  }

  void run(bool retain_graph) {
    while (!pending_.empty()) {
      const auto last = std::prev(pending_.end());
      Waiting now = std::move(last->second);
      pending_.erase(last);
      capture(*now.node, now.grads);
      const Grads grads = now.node->apply(now.grads);
      now.grads.clear();
      const auto& edges = now.node->edges();
      for (size_t i = 0; i < edges.size() && i < grads.size(); ++i) flow(edges[i], grads[i]);
      if (!retain_graph) now.node->free_saved();
    }
  }

  std::vector<Tensor> finish() {
    for (auto& [impl, leaf] : leaves_) {
      if (inputs_) {
        for (size_t i = 0; i < inputs_->size(); ++i)
          if ((*inputs_)[i].ref().get() == impl) accumulate(captured_[i], leaf.grad);
      } else {
        add_to_grad(leaf.tensor, std::move(leaf.grad));
      }
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

  static void add_to_grad(const Tensor& leaf, Tensor g) {
    TensorImpl& impl = leaf.impl();
    if (impl.grad) {
      Tensor sum = leaf.grad();
      if (grad_enabled() || !sum.is_contiguous())
        impl.grad = sum.add(g).ref();
      else
        sum.add_(g);
      return;
    }
    // Others may hold the same gradient (y = a + b hands one to both): then the leaf takes a copy.
    const bool alone = g.ref()->use_count() == 1 && g.impl().storage->use_count() == 1;
    impl.grad = alone && g.is_contiguous() ? g.ref() : g.clone().ref();
  }

  const std::vector<Tensor>* inputs_;
  std::vector<Tensor> captured_;
  std::map<uint64_t, Waiting> pending_;
  std::unordered_map<const TensorImpl*, Leaf> leaves_;
};

}  // namespace

std::vector<Tensor> run_backward(const std::vector<Root>& roots, const std::vector<Tensor>* inputs,
                                 bool retain_graph, bool create_graph) {
  const GradMode mode(create_graph);
  Pass pass(inputs);
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
