// A directed graph cut into layers, and the order inside each layer in which few edges cross
// (Sugiyama, Tagawa and Toda, 1981). layout.h gives it places.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

namespace weft::plot {

using Edges = std::vector<std::pair<size_t, size_t>>;

/// A vertex, or the place where a long edge crosses a layer; edges of one origin share these.
struct Item {
  size_t layer;
  bool is_crossing;
  /// Joined items of the layer before and of the one behind.
  std::vector<size_t> before = {}, after = {};
};

struct Layers {
  std::vector<Item> items;                  ///< the vertices, then the crossings
  std::vector<std::vector<size_t>> layers;  ///< items from the lowest to the highest
  /// The items of each edge, from its origin or from a crossing to which an earlier edge leads.
  std::vector<std::vector<size_t>> paths;
};

/// Edges lead from one of `count` vertices to a later one, and the last vertex is reached from all.
Layers layers_of(size_t count, const Edges& edges);

/// The mean of `places` over the items joined to one in the layer before it, or behind it; its own
/// where there are none.
double mean_place(const Layers& graph, const std::vector<double>& places, size_t item,
                  bool forward);

}  // namespace weft::plot
