#include "core/plot/expression.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>

#include "core/autograd/node.h"

namespace weft::plot {
namespace {

/// What identifies a variable: the node that made it and its place among that node's results, or
/// the leaf itself.
using Key = std::pair<const void*, int>;

Key key_of(const Tensor& x) {
  if (const Node* node = grad_fn(x)) return {node, x.impl().output_index};
  return {&x.impl(), 0};
}

Key key_of(const Node::Edge& edge) {
  if (edge.node) return {edge.node.get(), edge.output_index};
  return {&edge.leaf.impl(), 0};
}

// Oldest first, and so each after what it was computed from.
std::vector<const Node*> nodes_behind(const Tensor& y) {
  std::vector<const Node*> nodes;
  if (grad_fn(y) == nullptr) return nodes;
  nodes.push_back(grad_fn(y));
  std::unordered_set<const Node*> seen(nodes.begin(), nodes.end());
  for (size_t i = 0; i < nodes.size(); ++i) {
    for (const Node::Edge& edge : nodes[i]->edges())
      if (edge.node && seen.insert(edge.node.get()).second) nodes.push_back(edge.node.get());
  }
  std::sort(nodes.begin(), nodes.end(),
            [](const Node* a, const Node* b) { return a->number() < b->number(); });
  return nodes;
}

std::string_view operator_name(const Node& node) {
  const std::string_view name = node.name();
  constexpr std::string_view tail = "Backward0";
  return name.ends_with(tail) ? name.substr(0, name.size() - tail.size()) : name;
}

class Builder {
 public:
  explicit Builder(const Names& names) {
    for (const auto& [name, x] : names)
      named_.emplace(key_of(x), Expression::Vertex{false, name, text(x.shape())});
  }

  void add(const Node& node) {
    std::vector<size_t> inputs;
    for (const Node::Edge& edge : node.edges())
      if (edge.wanted()) inputs.push_back(variable(edge));
    const size_t at = result.vertices.size();
    result.vertices.push_back({true, std::string(operator_name(node)), ""});
    operators_.emplace(&node, at);
    for (const size_t input : inputs) result.edges.emplace_back(input, at);
  }

  void add_result(const Tensor& y) { variable(key_of(y), text(y.shape())); }

  Expression result;

 private:
  size_t variable(const Node::Edge& edge) {
    return variable(key_of(edge), edge.node ? std::string() : text(edge.leaf.shape()));
  }

  size_t variable(const Key& key, const std::string& shape) {
    const auto [place, fresh] = variables_.emplace(key, result.vertices.size());
    if (fresh) {
      const auto named = named_.find(key);
      result.vertices.push_back(named != named_.end() ? named->second
                                                      : Expression::Vertex{false, "", shape});
      const auto made_by = operators_.find(key.first);
      if (made_by != operators_.end()) result.edges.emplace_back(made_by->second, place->second);
    }
    return place->second;
  }

  std::map<Key, Expression::Vertex> named_;
  std::map<Key, size_t> variables_;
  std::map<const void*, size_t> operators_;
};

}  // namespace

Expression expression_of(const char* op, const Tensor& y, const Names& names, size_t limit) {
  check(y.requires_grad(), op, ": the tensor of shape ", y.shape(),
        " has no graph: it neither requires grad nor was made from one that does");
  const auto nodes = nodes_behind(y);
  check(nodes.size() <= limit, op, ": the graph must have at most ", limit, " operators, got ",
        nodes.size());
  Builder builder(names);
  for (const Node* node : nodes) builder.add(*node);
  builder.add_result(y);
  return std::move(builder.result);
}

}  // namespace weft::plot
