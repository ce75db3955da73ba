// The computational graph of a result, drawn as 5.3.2 of the book draws it: variables as squares,
// operators as circles, from the inputs at the lower left to the result at the upper right.
//
// What is drawn is what was recorded: a tensor that needs no gradient, and what was computed from
// such tensors alone, is not there. requires_grad_() on an input brings it in.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft::plot {

/// Names of inputs and of intermediate results, as nn::Module::named_parameters() gives them. Those
/// of tensors that the graph does not hold are passed over. Inputs without a name show their shape
/// alone, intermediate results without one are small squares.
using Names = std::vector<std::pair<std::string, Tensor>>;

/// In Graphviz's language. More operators than `limit` are an error.
std::string to_dot(const Tensor& y, const Names& names = {}, size_t limit = 500);

/// As a picture; of at most 500 operators, since nobody could read more.
std::string to_svg(const Tensor& y, const Names& names = {});

}  // namespace weft::plot
