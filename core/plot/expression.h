// The recorded graph behind a tensor as plain vertices and edges.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/plot/graph.h"

namespace weft::plot {

struct Expression {
  struct Vertex {
    bool is_operator;
    std::string name;   ///< PyTorch's name of the operator, or the variable's; may be empty
    std::string shape;  ///< of a variable where it is known
  };
  std::vector<Vertex> vertices;
  /// From one vertex to a later one, in the order of the operator's inputs.
  std::vector<std::pair<size_t, size_t>> edges;
};

/// `op` names the caller in errors.
Expression expression_of(const char* op, const Tensor& y, const Names& names, size_t limit);

}  // namespace weft::plot
