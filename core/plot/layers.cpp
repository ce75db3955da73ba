#include "core/plot/layers.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <tuple>

namespace weft::plot {
namespace {

constexpr int kSweeps = 12;

// As far to the right as what follows allows, so that inputs stand where they are used.
std::vector<Item> vertices(size_t count, Edges edges) {
  std::sort(edges.begin(), edges.end(), std::greater<>());
  std::vector<size_t> from_end(count);
  for (const auto& [from, to] : edges) from_end[from] = std::max(from_end[from], from_end[to] + 1);
  const size_t most = *std::max_element(from_end.begin(), from_end.end());
  std::vector<Item> items;
  for (const size_t steps : from_end) items.push_back({most - steps, false});
  return items;
}

void join(std::vector<Item>& items, size_t from, size_t to) {
  items[from].after.push_back(to);
  items[to].before.push_back(from);
}

void connect(Layers& graph, const Edges& edges) {
  auto& items = graph.items;
  std::map<std::pair<size_t, size_t>, size_t> crossings;  // by origin and layer
  for (const auto& [from, to] : edges) {
    std::vector<size_t> path{from};
    for (size_t layer = items[from].layer + 1; layer < items[to].layer; ++layer) {
      const auto [crossing, fresh] = crossings.emplace(std::pair(from, layer), items.size());
      if (fresh) {
        items.push_back({layer, true});
        join(items, path.back(), crossing->second);
      } else {
        path.clear();  // this far an earlier edge leads
      }
      path.push_back(crossing->second);
    }
    join(items, path.back(), to);
    path.push_back(to);
    graph.paths.push_back(std::move(path));
  }
}

class Order {
 public:
  explicit Order(Layers& graph) : graph_(graph), rank_(graph.items.size()) {}

  // From the order as given and from its reverse, to the one with the fewest crossings on the way.
  void improve() {
    const auto given = graph_.layers;
    auto best = given;
    size_t fewest = SIZE_MAX;
    for (const bool turned : {false, true}) {
      graph_.layers = given;
      for (auto& layer : graph_.layers) {
        if (turned) std::reverse(layer.begin(), layer.end());
        number(layer);
      }
      for (int i = 0; i < 2 * kSweeps && fewest > 0; ++i) {
        sweep(i % 2 == 0, i < kSweeps ? &Order::sort : &Order::exchange);
        const size_t now = crossings();
        if (now < fewest) best = graph_.layers;
        fewest = std::min(now, fewest);
      }
    }
    graph_.layers = best;
  }

 private:
  void number(const std::vector<size_t>& layer) {
    for (size_t k = 0; k < layer.size(); ++k) rank_[layer[k]] = static_cast<double>(k);
  }

  void sweep(bool forward, void (Order::*step)(std::vector<size_t>&, bool)) {
    const size_t count = graph_.layers.size();
    for (size_t i = 0; i < count; ++i)
      (this->*step)(graph_.layers[forward ? i : count - 1 - i], forward);
  }

  // By the mean rank of what each is joined to; equals stay in order.
  void sort(std::vector<size_t>& layer, bool forward) {
    std::vector<std::tuple<double, size_t, size_t>> places;
    for (size_t k = 0; k < layer.size(); ++k)
      places.emplace_back(mean_place(graph_, rank_, layer[k], forward), k, layer[k]);
    std::sort(places.begin(), places.end());
    for (size_t k = 0; k < layer.size(); ++k) layer[k] = std::get<2>(places[k]);
    number(layer);
  }

  // Two that stand side by side change places where that undoes crossings.
  void exchange(std::vector<size_t>& layer, bool) {
    for (size_t k = 0; k + 1 < layer.size(); ++k)
      if (crossings(layer[k + 1], layer[k]) < crossings(layer[k], layer[k + 1]))
        std::swap(layer[k], layer[k + 1]);
    number(layer);
  }

  // Between the edges of one item and those of another above it.
  [[nodiscard]] size_t crossings(size_t lower, size_t upper) const {
    size_t count = 0;
    for (const auto side : {&Item::before, &Item::after})
      for (const size_t a : graph_.items[lower].*side)
        for (const size_t b : graph_.items[upper].*side) count += rank_[a] > rank_[b] ? 1 : 0;
    return count;
  }

  // In all: the inversions between the orders of one layer and the next.
  [[nodiscard]] size_t crossings() const {
    size_t count = 0;
    std::vector<double> ends, sorted;
    for (const auto& layer : graph_.layers) {
      sorted.clear();
      for (const size_t i : layer) {
        ends.clear();
        for (const size_t to : graph_.items[i].after) ends.push_back(rank_[to]);
        for (const double end : ends)
          count += static_cast<size_t>(sorted.end() -
                                       std::upper_bound(sorted.begin(), sorted.end(), end));
        for (const double end : ends)
          sorted.insert(std::upper_bound(sorted.begin(), sorted.end(), end), end);
      }
    }
    return count;
  }

  Layers& graph_;
  std::vector<double> rank_;  // of each item in its layer
};

}  // namespace

double mean_place(const Layers& graph, const std::vector<double>& places, size_t item,
                  bool forward) {
  const auto& joined = forward ? graph.items[item].before : graph.items[item].after;
  if (joined.empty()) return places[item];
  double sum = 0;
  for (const size_t i : joined) sum += places[i];
  return sum / static_cast<double>(joined.size());
}

Layers layers_of(size_t count, const Edges& edges) {
  Layers graph{vertices(count, edges), {}, {}};
  connect(graph, edges);
  graph.layers.resize(graph.items[count - 1].layer + 1);
  for (size_t i = 0; i < graph.items.size(); ++i) graph.layers[graph.items[i].layer].push_back(i);
  Order(graph).improve();
  return graph;
}

}  // namespace weft::plot
