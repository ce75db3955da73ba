#include "core/plot/layout.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>

namespace weft::plot {
namespace {

constexpr double kBetweenLayers = 34, kBetweenVertices = 18, kMargin = 14;
constexpr double kRise = 0.14;       // a pixel to the right
constexpr double kBend = 22;         // between two edges of the same ends
constexpr double kStraightness = 8;  // how much more a long edge resists a bend than a short one
constexpr int kSweeps = 12;

using Edges = std::vector<std::pair<size_t, size_t>>;

// A vertex, or the place where a long edge crosses a layer. Edges of one origin share these.
struct Item {
  Size size;
  size_t layer;
  bool is_crossing = false;
  double y = 0;  // of its centre, less the rise; grows upward
  std::vector<size_t> before = {}, after = {};
};

class Layers {
 public:
  Layers(const std::vector<Size>& sizes, const Edges& edges) : edges_(edges) {
    assign_layers(sizes);
    for (size_t e = 0; e < edges.size(); ++e) connect(e);
    layers_.resize(items_[sizes.size() - 1].layer + 1);
    for (size_t i = 0; i < items_.size(); ++i) layers_[items_[i].layer].push_back(i);
  }

  Layout run() {
    const auto as_given = layers_;
    auto best = layers_;
    size_t fewest = SIZE_MAX;
    const auto keep = [&] {
      const size_t now = crossing_edges();
      if (now < fewest) best = layers_;
      fewest = std::min(now, fewest);
    };
    for (const bool turned : {false, true}) {
      layers_ = as_given;
      if (turned)
        for (auto& layer : layers_) std::reverse(layer.begin(), layer.end());
      number();
      for (int i = 0; i < kSweeps && fewest > 0; ++i) {
        sweep(i % 2 == 0, &Layers::order);
        keep();
      }
      for (int i = 0; i < kSweeps && fewest > 0; ++i) {
        sweep(i % 2 == 0, &Layers::exchange);
        keep();
      }
    }
    layers_ = best;
    number();
    for (int i = 0; i < kSweeps; ++i) sweep(i % 2 == 0, &Layers::place);
    return finish();
  }

 private:
  // As far to the right as the vertices behind allow, so that inputs stand where they are used.
  void assign_layers(const std::vector<Size>& sizes) {
    std::vector<size_t> from_end(sizes.size());
    for (size_t v = sizes.size(); v-- > 0;)
      for (const auto& [from, to] : edges_)
        if (to == v) from_end[from] = std::max(from_end[from], from_end[v] + 1);
    const size_t most = *std::max_element(from_end.begin(), from_end.end());
    for (size_t v = 0; v < sizes.size(); ++v)
      items_.push_back({.size = sizes[v], .layer = most - from_end[v]});
  }

  void connect(size_t e) {
    const auto [from, to] = edges_[e];
    std::vector<size_t> path{from};
    for (size_t layer = items_[from].layer + 1; layer < items_[to].layer; ++layer) {
      const auto [crossing, fresh] = crossings_.emplace(std::pair(from, layer), items_.size());
      if (fresh) {
        items_.push_back({.size = {0, 4}, .layer = layer, .is_crossing = true});
        join(path.back(), crossing->second);
      } else {
        path.clear();  // this far an earlier edge leads
      }
      path.push_back(crossing->second);
    }
    join(path.back(), to);
    path.push_back(to);
    paths_.push_back(std::move(path));
  }

  void join(size_t from, size_t to) {
    items_[from].after.push_back(to);
    items_[to].before.push_back(from);
  }

  void sweep(bool forward, void (Layers::*step)(std::vector<size_t>&, bool)) {
    for (size_t i = 0; i < layers_.size(); ++i)
      (this->*step)(layers_[forward ? i : layers_.size() - 1 - i], forward);
  }

  // Until items have places, y is their number in their layer.
  void number() {
    for (const auto& layer : layers_)
      for (size_t k = 0; k < layer.size(); ++k) items_[layer[k]].y = static_cast<double>(k);
  }

  // How many pairs of edges cross: the inversions between the orders of two layers.
  [[nodiscard]] size_t crossing_edges() const {
    size_t count = 0;
    for (const auto& layer : layers_) {
      std::vector<double> ends, sorted;
      for (const size_t i : layer) {
        ends.clear();
        for (const size_t to : items_[i].after) ends.push_back(items_[to].y);
        for (const double end : ends)
          count += static_cast<size_t>(sorted.end() -
                                       std::upper_bound(sorted.begin(), sorted.end(), end));
        for (const double end : ends)
          sorted.insert(std::upper_bound(sorted.begin(), sorted.end(), end), end);
      }
    }
    return count;
  }

  // Each item where its neighbours in the layer before (or behind) are, on average. The order of
  // equals stays.
  void order(std::vector<size_t>& layer, bool forward) {
    std::vector<std::tuple<double, size_t, size_t>> places;
    for (size_t k = 0; k < layer.size(); ++k)
      places.emplace_back(wanted(items_[layer[k]], forward), k, layer[k]);
    std::sort(places.begin(), places.end());
    for (size_t k = 0; k < layer.size(); ++k) {
      layer[k] = std::get<2>(places[k]);
      items_[layer[k]].y = static_cast<double>(k);
    }
  }

  // Neighbours in a layer change places where that undoes crossings.
  void exchange(std::vector<size_t>& layer, bool) {
    for (size_t k = 0; k + 1 < layer.size(); ++k) {
      if (crossings(layer[k + 1], layer[k]) >= crossings(layer[k], layer[k + 1])) continue;
      std::swap(layer[k], layer[k + 1]);
      std::swap(items_[layer[k]].y, items_[layer[k + 1]].y);
    }
  }

  // Between the edges of one item and those of another above it.
  [[nodiscard]] size_t crossings(size_t lower, size_t upper) const {
    size_t count = 0;
    for (const auto side : {&Item::before, &Item::after})
      for (const size_t a : items_[lower].*side)
        for (const size_t b : items_[upper].*side) count += items_[a].y > items_[b].y ? 1 : 0;
    return count;
  }

  [[nodiscard]] double wanted(const Item& item, bool forward) const {
    const auto& neighbours = forward ? item.before : item.after;
    if (neighbours.empty()) return item.y;
    double sum = 0;
    for (const size_t n : neighbours) sum += items_[n].y;
    return sum / static_cast<double>(neighbours.size());
  }

  // As near to the neighbours as the order and the distances allow, in the sense of least squares:
  // an isotonic regression, by pooling neighbours that would overlap.
  void place(std::vector<size_t>& layer, bool forward) {
    struct Block {
      double mean, weight;
      size_t count;
    };
    std::vector<double> distance(layer.size());  // from the first item's centre, packed
    std::vector<Block> blocks;
    for (size_t k = 0; k < layer.size(); ++k) {
      const Item& item = items_[layer[k]];
      if (k > 0)
        distance[k] = distance[k - 1] + kBetweenVertices +
                      (item.size.height + items_[layer[k - 1]].size.height) / 2;
      const double weight = item.is_crossing ? kStraightness : 1;
      blocks.push_back({wanted(item, forward) - distance[k], weight, 1});
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
      for (size_t i = 0; i < b.count; ++i, ++k) items_[layer[k]].y = b.mean + distance[k];
  }

  Layout finish() {
    std::vector<std::pair<double, double>> sides;  // of each layer
    double x = kMargin;
    for (const auto& layer : layers_) {
      double widest = 0;
      for (const size_t i : layer) widest = std::max(widest, items_[i].size.width);
      sides.emplace_back(x, x + widest);
      x += widest + kBetweenLayers;
    }
    Layout layout{{x - kBetweenLayers + kMargin, 0}, {}, {}};
    double low = INFINITY, high = -INFINITY;
    const auto point = [](const Item& item, double at) { return Point{at, item.y + kRise * at}; };
    for (const Item& item : items_) {
      if (item.is_crossing) break;
      // Edges to a narrow vertex shall not touch a wide one: where several arrive, it stands at the
      // side where they do.
      const auto [left, right] = sides[item.layer];
      const double half = item.size.width / 2;
      const Point p = point(item, item.before.size() > 1 ? left + half : right - half);
      layout.centres.push_back(p);
      low = std::min(low, p.y - item.size.height / 2);
      high = std::max(high, p.y + item.size.height / 2);
    }
    for (const auto& path : paths_) {
      Route& route = layout.routes.emplace_back();
      route.branches = items_[path.front()].is_crossing;
      for (const size_t i : path) {
        if (!items_[i].is_crossing) {
          route.points.push_back(layout.centres[i]);
          continue;
        }
        const auto [left, right] = sides[items_[i].layer];
        if (i != path.front()) route.points.push_back(point(items_[i], left));
        route.points.push_back(point(items_[i], right));
        low = std::min(low, point(items_[i], left).y);
        high = std::max(high, route.points.back().y);
      }
    }
    const auto turn = [&](Point& p) { p.y = high - p.y + kMargin; };
    std::for_each(layout.centres.begin(), layout.centres.end(), turn);
    for (Route& route : layout.routes)
      std::for_each(route.points.begin(), route.points.end(), turn);
    layout.size.height = high - low + 2 * kMargin;
    part_parallels(layout);
    return layout;
  }

  void part_parallels(Layout& layout) const {
    std::map<std::pair<size_t, size_t>, std::vector<size_t>> same;
    for (size_t e = 0; e < edges_.size(); ++e) same[edges_[e]].push_back(e);
    for (const auto& [ends, all] : same) {
      for (size_t k = 0; all.size() > 1 && k < all.size(); ++k) {
        auto& route = layout.routes[all[k]].points;
        const Point a = route[route.size() - 2], b = route.back();
        const double offset = static_cast<double>(k) - static_cast<double>(all.size() - 1) / 2;
        route.insert(route.end() - 1, {(a.x + b.x) / 2, (a.y + b.y) / 2 + offset * kBend});
      }
    }
  }

  const Edges& edges_;
  std::vector<Item> items_;                                // the vertices, then the crossings
  std::map<std::pair<size_t, size_t>, size_t> crossings_;  // by origin and layer
  std::vector<std::vector<size_t>> paths_;                 // items of each edge
  std::vector<std::vector<size_t>> layers_;                // items from the lowest to the highest
};

}  // namespace

Layout lay_out(const std::vector<Size>& sizes, const Edges& edges) {
  return Layers(sizes, edges).run();
}

}  // namespace weft::plot
