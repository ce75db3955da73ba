// Places for the vertices of a directed graph, in layers from left to right that rise as they go:
// arrows lead rightward and upward.
#pragma once
#include <vector>

#include "core/plot/layers.h"

namespace weft::plot {

struct Point {
  double x, y;  ///< y grows downward, as in SVG
};
struct Size {
  double width, height;
};

struct Route {
  bool branches;              ///< off an earlier edge of the same origin
  std::vector<Point> points;  ///< from there, or from the origin's centre, to the end's centre
};

struct Layout {
  Size size;
  std::vector<Point> centres;
  std::vector<Route> routes;  ///< one for each edge; corners lead around other vertices
};

/// Edges lead from one vertex to a later one, and the last vertex is reached from all others.
Layout lay_out(const std::vector<Size>& sizes, const Edges& edges);

}  // namespace weft::plot
