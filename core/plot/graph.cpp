#include "core/plot/graph.h"

#include <algorithm>
#include <cmath>

#include "core/plot/expression.h"
#include "core/plot/layout.h"
#include "core/plot/svg.h"

namespace weft::plot {
namespace {

using Vertex = Expression::Vertex;

constexpr size_t kMostDrawn = 500;
constexpr double kLine = 14;  // from one line of a label to the next
constexpr double kSmaller = 11.0 / 13;

constexpr std::string_view kCss = R"(
.weft .small{font-size:11px}
.weft .variable{fill:#eaf2fb;stroke:#0072b2}
.weft .operator{fill:#fdf1e6;stroke:#d55e00}
.weft .arrow{fill:none;stroke:#777;stroke-width:1.4;stroke-linejoin:round}
.weft .tip{fill:#777}
@media (prefers-color-scheme:dark){
.weft .variable{fill:#1b2c3d;stroke:#56b4e9}
.weft .operator{fill:#3a2818;stroke:#f09030}
.weft .arrow{stroke:#999}
.weft .tip{fill:#999}
}
)";

std::string dot_text(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

// CrossEntropy in two lines, so that circles stay small.
std::vector<std::string> words(const std::string& name) {
  std::vector<std::string> all;
  for (const char c : name) {
    if (all.empty() || (c >= 'A' && c <= 'Z')) all.emplace_back();
    all.back() += c;
  }
  return all;
}

std::vector<std::string> lines_of(const Vertex& v) {
  if (v.is_operator) return words(v.name);
  std::vector<std::string> lines;
  if (!v.name.empty()) lines.push_back(v.name);
  if (!v.shape.empty()) lines.push_back(v.shape);
  return lines;
}

// Names of variables are larger than the rest.
bool is_small(const Vertex& v, size_t line) { return v.is_operator || line > 0 || v.name.empty(); }

Size size_of(const Vertex& v) {
  const auto lines = lines_of(v);
  double width = 0;
  for (size_t i = 0; i < lines.size(); ++i)
    width = std::max(width, svg::width_of(lines[i]) * (is_small(v, i) ? kSmaller : 1));
  const double height = kLine * static_cast<double>(lines.size());
  if (v.is_operator) {
    const double diameter = std::max(36.0, std::hypot(width, height) + 12);
    return {diameter, diameter};
  }
  if (lines.empty()) return {16, 16};
  const double side = std::max({36.0, width + 10, height + 8});
  return {side, std::min(side, 64.0)};
}

// Where the way from the centre of a vertex to a point leaves it.
Point border(const Vertex& v, const Size& size, const Point& centre, const Point& to) {
  const double dx = to.x - centre.x, dy = to.y - centre.y;
  const double share =
      v.is_operator ? size.width / 2 / std::hypot(dx, dy)
                    : 1 / std::max(std::abs(dx) * 2 / size.width, std::abs(dy) * 2 / size.height);
  return {centre.x + dx * share, centre.y + dy * share};
}

std::string shape_of(const Vertex& v, const Size& size, const Point& centre) {
  if (v.is_operator)
    return text("<circle class=\"operator\" cx=\"", svg::rounded(centre.x), "\" cy=\"",
                svg::rounded(centre.y), "\" r=\"", svg::rounded(size.width / 2), "\"/>\n");
  return text("<rect class=\"variable\" x=\"", svg::rounded(centre.x - size.width / 2), "\" y=\"",
              svg::rounded(centre.y - size.height / 2), "\" width=\"", svg::rounded(size.width),
              "\" height=\"", svg::rounded(size.height), "\"/>\n");
}

std::string label_of(const Vertex& v, const Point& centre) {
  const auto lines = lines_of(v);
  std::string out;
  double y = centre.y - kLine * (static_cast<double>(lines.size()) - 1) / 2 + 4.5;
  for (size_t i = 0; i < lines.size(); ++i, y += kLine)
    out += svg::label(centre.x, y, "middle", lines[i], is_small(v, i) ? " class=\"small\"" : "");
  return out;
}

std::string arrow(const std::vector<Point>& route) {
  std::string out = "<polyline class=\"arrow\" marker-end=\"url(#weft-tip)\" points=\"";
  for (const Point& p : route) out += text(svg::rounded(p.x), ",", svg::rounded(p.y), " ");
  out.back() = '"';
  return out + "/>\n";
}

}  // namespace

std::string to_dot(const Tensor& y, const Names& names, size_t limit) {
  const Expression graph = expression_of("to_dot", y, names, limit);
  std::string out = "digraph {\nrankdir=LR\n";
  for (size_t i = 0; i < graph.vertices.size(); ++i) {
    const Vertex& v = graph.vertices[i];
    const bool both = !v.name.empty() && !v.shape.empty();
    out += text("n", i, " [shape=", v.is_operator ? "circle" : "square", " label=\"",
                dot_text(text(v.name, both ? "\n" : "", v.shape)), "\"]\n");
  }
  for (const auto& [from, to] : graph.edges) out += text("n", from, " -> n", to, "\n");
  return out + "}\n";
}

std::string to_svg(const Tensor& y, const Names& names) {
  const Expression graph = expression_of("to_svg", y, names, kMostDrawn);
  std::vector<Size> sizes;
  for (const Vertex& v : graph.vertices) sizes.push_back(size_of(v));
  Layout layout = lay_out(sizes, graph.edges);

  std::string out = svg::begin(layout.size.width, layout.size.height, "computational graph", kCss);
  out +=
      "<defs><marker id=\"weft-tip\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" "
      "markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\">"
      "<path class=\"tip\" d=\"M0 0L10 5L0 10z\"/></marker></defs>\n";
  for (size_t e = 0; e < graph.edges.size(); ++e) {
    auto& [branches, route] = layout.routes[e];
    const auto [from, to] = graph.edges[e];
    if (!branches)
      route.front() = border(graph.vertices[from], sizes[from], route.front(), route[1]);
    route.back() = border(graph.vertices[to], sizes[to], route.back(), route[route.size() - 2]);
    out += arrow(route);
  }
  for (size_t i = 0; i < graph.vertices.size(); ++i) {
    out += shape_of(graph.vertices[i], sizes[i], layout.centres[i]);
    out += label_of(graph.vertices[i], layout.centres[i]);
  }
  return out + std::string(svg::kEnd);
}

}  // namespace weft::plot
