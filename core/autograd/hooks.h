// Who watches a tensor's gradient: its hooks, and grad() of results that keep it. A leaf's watchers
// are found through the tensor; those of a result stand at the node that made it (Node::watches),
// which may live longer. A tensor changed in place has another node, and its hooks of before still
// belong to the old one: each knows its node's number.
#pragma once
#include "core/autograd/node.h"

namespace weft {

/// The tensor's state, made if it has none.
GradState& grad_state(const Tensor& x);

/// Tells the hooks that belong to `node` (a number, 0 for a leaf) of the gradient, which they may
/// replace; then keeps it where grad() of the node's result is kept.
void show(GradState& state, uint64_t node, Tensor& grad);

/// Adds g to grad() of the tensor with that state.
void add_to_grad(GradState& state, const Tensor& g);

}  // namespace weft
