// Computational graphs: the structure from the DOT text, the places from the SVG text.
#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "core/nn/layers.h"
#include "core/plot/graph.h"
#include "core/plot/layout.h"
#include "tests/core/helpers.h"
#include "tests/plot/svg.h"

namespace weft {
namespace {

using namespace test;

/// A DOT text, with vertices told as "shape label", and "square @3" for the fourth where it has
/// none.
struct Dot {
  std::vector<std::string> vertices;
  std::multiset<std::string> edges;  ///< "from > to"

  explicit Dot(const std::string& text) {
    REQUIRE(text.starts_with("digraph {\nrankdir=LR\n"));
    REQUIRE(text.ends_with("\n}\n"));
    size_t at = text.find("rankdir=LR\n") + 11;
    while (text[at] != '}') {
      const size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      at = end + 1;
      if (const size_t arrow = line.find(" -> n"); arrow != line.npos) {
        const auto name = [&](const std::string& n) { return vertices.at(std::stoul(n)); };
        edges.insert(name(line.substr(1, arrow - 1)) + " > " + name(line.substr(arrow + 5)));
      } else {
        const std::string head = "n" + std::to_string(vertices.size()) + " [shape=";
        REQUIRE(line.starts_with(head));
        const size_t label = line.find(" label=\"");
        std::string shape = line.substr(head.size(), label - head.size());
        std::string content = line.substr(label + 8, line.size() - label - 10);
        if (content.empty()) content = "@" + std::to_string(vertices.size());
        vertices.push_back(shape + " " + content);
      }
    }
  }
};

/// 5.3.1 of the book: a network with one hidden layer, squared error and L2 penalty.
struct Penalised {
  Tensor x = counting({4, 1}).requires_grad_();
  Tensor y = counting({2, 1});
  Tensor W1 = ones({5, 4}).requires_grad_();
  Tensor W2 = ones({2, 5}).requires_grad_();
  Tensor z = mm(W1, x);
  Tensor h = relu(z);
  Tensor o = mm(W2, h);
  Tensor L = mse_loss(o, y);
  Tensor s = 0.05 * (W1.square().sum() + W2.square().sum());
  Tensor J = L + s;
  plot::Names names{{"x", x}, {"W1", W1}, {"W2", W2}, {"z", z}, {"h", h},
                    {"o", o}, {"L", L},   {"s", s},   {"J", J}};
};

TEST_CASE("5.3.b: J = L + s of 5.3.1 as a graph: squares, circles and who leads to whom") {
  const Penalised p;
  const Dot dot(plot::to_dot(p.J, p.names));
  std::multiset<std::string> operators;
  std::multiset<std::string> named;
  int unnamed = 0;
  for (const std::string& v : dot.vertices) {
    if (v.starts_with("circle"))
      operators.insert(v.substr(7));
    else if (v[7] == '@')
      ++unnamed;
    else
      named.insert(v.substr(7));
  }
  CHECK(operators == std::multiset<std::string>{"Mm", "Relu", "Mm", "MseLoss", "Pow", "Sum", "Pow",
                                                "Sum", "Add", "Mul", "Add"});
  CHECK(named == std::multiset<std::string>{"x\\n(4, 1)", "W1\\n(5, 4)", "W2\\n(2, 5)",
                                            "z\\n(5, 1)", "h\\n(5, 1)", "o\\n(2, 1)", "L\\n()",
                                            "s\\n()", "J\\n()"});
  CHECK(unnamed == 5);                 // two squares, two sums, their sum
  CHECK(dot.edges.size() == 11 + 15);  // one from each operator, and the operators' inputs
  for (const char* edge : {"square W1\\n(5, 4) > circle Mm", "square x\\n(4, 1) > circle Mm",
                           "circle Mm > square z\\n(5, 1)", "square z\\n(5, 1) > circle Relu",
                           "circle Relu > square h\\n(5, 1)", "square h\\n(5, 1) > circle Mm",
                           "square W2\\n(2, 5) > circle Mm", "circle Mm > square o\\n(2, 1)",
                           "square o\\n(2, 1) > circle MseLoss", "circle MseLoss > square L\\n()",
                           "square W1\\n(5, 4) > circle Pow", "square W2\\n(2, 5) > circle Pow",
                           "circle Mul > square s\\n()", "square L\\n() > circle Add",
                           "square s\\n() > circle Add", "circle Add > square J\\n()"})
    CHECK(dot.edges.count(edge) == 1);
}

TEST_CASE("5.3.b: the graph is there after the backward pass, which frees what was saved") {
  const Penalised p;
  const std::string before = plot::to_dot(p.J, p.names);
  p.J.backward();
  CHECK(plot::to_dot(p.J, p.names) == before);
}

TEST_CASE("5.3.b: without names: shapes of inputs and of the result; one input twice, a leaf") {
  const Tensor x = ones({3}).requires_grad_();
  const Dot square(plot::to_dot(x * x));
  CHECK(square.vertices == std::vector<std::string>{"square (3,)", "circle Mul", "square (3,)"});
  CHECK(square.edges.count("square (3,) > circle Mul") == 2);
  const Dot leaf(plot::to_dot(x, {{"a \"b\"", x}}));
  CHECK(leaf.vertices == std::vector<std::string>{"square a \\\"b\\\"\\n(3,)"});
  CHECK(leaf.edges.empty());
  // Names of what the graph does not hold are passed over.
  CHECK(plot::to_dot(x, {{"x", x}, {"other", ones({2})}}) == plot::to_dot(x, {{"x", x}}));
  CHECK(error_of([] {
          (void)plot::to_dot(ones({2, 3}));
        }) ==
        "to_dot: the tensor of shape (2, 3) has no graph: it neither requires grad nor was made "
        "from one that does");
}

TEST_CASE("5.3.b: a model's own names of its parameters") {
  nn::Sequential model(std::make_shared<nn::Linear>(4, 3), std::make_shared<nn::Tanh>());
  const std::string dot = plot::to_dot(model(ones({1, 4})), model.named_parameters());
  CHECK(dot.find("label=\"0.weight\\n(3, 4)\"") != dot.npos);
  CHECK(dot.find("label=\"0.bias\\n(3,)\"") != dot.npos);
}

TEST_CASE("5.3.b: a chain of 100,000 operators: an error of its size, or its text") {
  const Tensor x = leaf(1.0);
  Tensor y = x;
  for (int i = 0; i < 100'000; ++i) y = y + 1;
  CHECK(error_of([&] { (void)plot::to_dot(y); }) ==
        "to_dot: the graph must have at most 500 operators, got 100000");
  CHECK(error_of([&] { (void)plot::to_svg(y); }) ==
        "to_svg: the graph must have at most 500 operators, got 100000");
  const std::string dot = plot::to_dot(y, {}, 100'000);
  CHECK(std::count(dot.begin(), dot.end(), '>') == 200'000);
}

/// The shapes of a picture, in the order of the vertices.
struct Box {
  bool circle;
  double x, y, half_width, half_height;
  [[nodiscard]] bool on_border(double px, double py) const {
    if (circle) return std::abs(std::hypot(px - x, py - y) - half_width) < 0.05;
    const double dx = std::abs(px - x) / half_width, dy = std::abs(py - y) / half_height;
    return std::abs(std::max(dx, dy) - 1) < 0.01;
  }
};

std::vector<Box> boxes(const std::string& svg) {
  std::vector<Box> all;
  for (const test::Element& e : elements(svg)) {
    if (e.name == "circle") {
      all.push_back({true, e.number("cx"), e.number("cy"), e.number("r"), e.number("r")});
    } else if (e.name == "rect" && e.attributes.at("class") == "variable") {
      const double w = e.number("width") / 2, h = e.number("height") / 2;
      all.push_back({false, e.number("x") + w, e.number("y") + h, w, h});
    }
  }
  return all;
}

TEST_CASE("5.3.b: as a picture: rightward arrows from border to border, nothing overlaps") {
  const Penalised p;
  const std::string svg = plot::to_svg(p.J, p.names);
  const auto drawn = boxes(svg);
  REQUIRE(drawn.size() == 25);
  CHECK(std::count_if(drawn.begin(), drawn.end(), [](const Box& b) { return b.circle; }) == 11);
  const auto head = named(svg, "svg").at(0);
  for (const Box& a : drawn) {
    CHECK(a.x - a.half_width >= 0);
    CHECK(a.y - a.half_height >= 0);
    CHECK(a.x + a.half_width <= head.number("width"));
    CHECK(a.y + a.half_height <= head.number("height"));
    for (const Box& b : drawn) {
      const bool apart = std::abs(a.x - b.x) > a.half_width + b.half_width ||
                         std::abs(a.y - b.y) > a.half_height + b.half_height;
      CHECK((apart || &a == &b));
    }
  }
  const auto arrows = named(svg, "polyline");
  CHECK(arrows.size() == 26);
  int upward = 0;
  for (const test::Element& arrow : arrows) {
    const auto way = points(arrow);
    const auto touches = [&](const auto& end) {
      return std::count_if(drawn.begin(), drawn.end(),
                           [&](const Box& b) { return b.on_border(end.first, end.second); });
    };
    CHECK(touches(way.front()) == 1);
    CHECK(touches(way.back()) == 1);
    for (size_t i = 1; i < way.size(); ++i) CHECK(way[i].first > way[i - 1].first);
    upward += way.back().second < way.front().second ? 1 : 0;
  }
  CHECK(upward >= 20);
  // J is at the far right, and above the inputs; these are at the left.
  const Box& result = drawn.back();
  for (size_t i = 0; i + 1 < drawn.size(); ++i) CHECK(drawn[i].x < result.x);
  CHECK(result.y < drawn[0].y);
  CHECK(result.y < drawn[1].y);
  for (const char* word : {"W1|(5, 4)|", "Mse|Loss|", "J|()|"})
    CHECK(texts(svg).find(word) != std::string::npos);
}

TEST_CASE("5.3.b: one input used by every operator of 500 is drawn in time, and well-formed") {
  const Tensor x = ones({2}).requires_grad_();
  Tensor y = x;
  for (int i = 0; i < 500; ++i) y = y * x;
  const std::string svg = plot::to_svg(y, {{"<x>", x}});
  CHECK(boxes(svg).size() == 1001);
  CHECK(texts(svg).find("&lt;x&gt;|") != std::string::npos);
}

TEST_CASE("5.3.b: the layout finds the order without crossings where there is one") {
  // Two chains, given crosswise: 0 -> 3 -> 5, 1 -> 2 -> 4, and their end 6.
  const std::vector<plot::Size> sizes(7, {10, 10});
  const auto layout = plot::lay_out(sizes, {{0, 3}, {1, 2}, {3, 5}, {2, 4}, {5, 6}, {4, 6}});
  const auto above = [&](size_t a, size_t b) { return layout.centres[a].y < layout.centres[b].y; };
  CHECK(above(0, 1) == above(3, 2));
  CHECK(above(0, 1) == above(5, 4));
  // A long edge leads around what stands between its ends.
  const auto around = plot::lay_out({{10, 10}, {40, 40}, {10, 10}}, {{0, 1}, {1, 2}, {0, 2}});
  REQUIRE(around.routes[2].points.size() == 4);
  for (const size_t corner : {size_t{1}, size_t{2}})
    CHECK(std::abs(around.routes[2].points[corner].y - around.centres[1].y) > 20);
}

}  // namespace
}  // namespace weft
