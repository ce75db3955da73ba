#include "core/plot/layout.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace weft::plot {
namespace {

constexpr double kBetweenLayers = 34, kBetweenVertices = 18, kMargin = 14;
constexpr double kRise = 0.14;       // a pixel to the right
constexpr double kBend = 22;         // between two edges of the same ends
constexpr double kStraightness = 8;  // how much more a long edge resists a bend than a short one
constexpr int kSweeps = 12;

class Places {
 public:
  Places(const std::vector<Size>& sizes, const Layers& graph)
      : sizes_(sizes), graph_(graph), level_(graph.items.size()) {
    for (int i = 0; i < kSweeps; ++i) {
      const bool forward = i % 2 == 0;
      const size_t count = graph.layers.size();
      for (size_t k = 0; k < count; ++k) place(graph.layers[forward ? k : count - 1 - k], forward);
    }
    double x = kMargin;
    for (const auto& layer : graph.layers) {
      double widest = 0;
      for (const size_t i : layer) widest = std::max(widest, size(i).width);
      sides_.emplace_back(x, x + widest);
      x += widest + kBetweenLayers;
    }
  }

  [[nodiscard]] double width() const { return sides_.back().second + kMargin; }

  // Edges to a narrow vertex shall not touch a wide one: where several arrive, it stands at the
  // side where they do.
  [[nodiscard]] Point centre(size_t i) const {
    const auto [left, right] = sides_[graph_.items[i].layer];
    const double half = size(i).width / 2;
    return at(i, graph_.items[i].before.size() > 1 ? left + half : right - half);
  }

  [[nodiscard]] Route route(const std::vector<size_t>& path) const {
    Route route{graph_.items[path.front()].is_crossing, {}};
    for (const size_t i : path) {
      if (!graph_.items[i].is_crossing) {
        route.points.push_back(centre(i));
        continue;
      }
      const auto [left, right] = sides_[graph_.items[i].layer];
      if (i != path.front()) route.points.push_back(at(i, left));
      route.points.push_back(at(i, right));
    }
    return route;
  }

 private:
  [[nodiscard]] Size size(size_t i) const { return i < sizes_.size() ? sizes_[i] : Size{0, 4}; }
  [[nodiscard]] Point at(size_t i, double x) const { return {x, -level_[i] - kRise * x}; }

  // As near to what each is joined to as the order and the distances allow, in the sense of least
  // squares: an isotonic regression, by pooling those that would overlap.
  void place(const std::vector<size_t>& layer, bool forward) {
    struct Block {
      double mean, weight;
      size_t count;
    };
    std::vector<double> distance(layer.size());  // from the lowest centre, packed
    std::vector<Block> blocks;
    for (size_t k = 0; k < layer.size(); ++k) {
      if (k > 0)
        distance[k] = distance[k - 1] + kBetweenVertices +
                      (size(layer[k]).height + size(layer[k - 1]).height) / 2;
      const double weight = graph_.items[layer[k]].is_crossing ? kStraightness : 1;
      const double wanted = mean_place(graph_, level_, layer[k], forward);
      blocks.push_back({wanted - distance[k], weight, 1});
      while (blocks.size() > 1 && blocks[blocks.size() - 2].mean > blocks.back().mean) {
        const Block last = blocks.back();
        blocks.pop_back();
        Block& b = blocks.back();
        b.mean = (b.mean * b.weight + last.mean * last.weight) / (b.weight + last.weight);
        b.weight += last.weight;
        b.count += last.count;
      }
    }
    size_t k = 0;
    for (const Block& b : blocks)
      for (size_t i = 0; i < b.count; ++i, ++k) level_[layer[k]] = b.mean + distance[k];
  }

  const std::vector<Size>& sizes_;
  const Layers& graph_;
  std::vector<double> level_;                     // of each item's centre, less the rise
  std::vector<std::pair<double, double>> sides_;  // of each layer
};

// Edges of the same ends, by a bend before the end.
void part(std::vector<Route>& routes, const Edges& edges) {
  std::map<std::pair<size_t, size_t>, std::vector<size_t>> same;
  for (size_t e = 0; e < edges.size(); ++e) same[edges[e]].push_back(e);
  for (const auto& [ends, all] : same) {
    for (size_t k = 0; all.size() > 1 && k < all.size(); ++k) {
      auto& points = routes[all[k]].points;
      const Point a = points[points.size() - 2], b = points.back();
      const double offset = static_cast<double>(k) - static_cast<double>(all.size() - 1) / 2;
      points.insert(points.end() - 1, {(a.x + b.x) / 2, (a.y + b.y) / 2 + offset * kBend});
    }
  }
}

}  // namespace

Layout lay_out(const std::vector<Size>& sizes, const Edges& edges) {
  const Layers graph = layers_of(sizes.size(), edges);
  const Places places(sizes, graph);
  Layout layout{{places.width(), 0}, {}, {}};
  for (size_t i = 0; i < sizes.size(); ++i) layout.centres.push_back(places.centre(i));
  for (const auto& path : graph.paths) layout.routes.push_back(places.route(path));
  part(layout.routes, edges);

  double top = INFINITY, bottom = -INFINITY;
  for (size_t i = 0; i < sizes.size(); ++i) {
    top = std::min(top, layout.centres[i].y - sizes[i].height / 2);
    bottom = std::max(bottom, layout.centres[i].y + sizes[i].height / 2);
  }
  for (const Route& route : layout.routes) {
    for (const Point& p : route.points) {
      top = std::min(top, p.y);
      bottom = std::max(bottom, p.y);
    }
  }
  const auto move = [&](Point& p) { p.y += kMargin - top; };
  std::for_each(layout.centres.begin(), layout.centres.end(), move);
  for (Route& route : layout.routes) std::for_each(route.points.begin(), route.points.end(), move);
  layout.size.height = bottom - top + 2 * kMargin;
  return layout;
}

}  // namespace weft::plot
