// Charts: what is drawn is what was given, read back from the SVG text.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/d2l/plot.h"
#include "core/d2l/progress_board.h"
#include "tests/core/helpers.h"
#include "tests/plot/svg.h"

namespace weft {
namespace {

using namespace test;
using plot::Chart;
using plot::Pair;

constexpr double kHalfPixel = 0.006;  // points are rounded to 1/100

struct Limits {
  double low, high;
  bool log = false;
  [[nodiscard]] double at(double share) const {
    return log ? low * std::pow(high / low, share) : low + share * (high - low);
  }
};

/// The values that the points of curve i stand for, given the limits of the axes.
std::vector<Pair> values_of(const std::string& svg, size_t i, const Limits& x, const Limits& y) {
  const test::Element inner = named(svg, "svg").at(1);
  std::vector<Pair> values;
  for (const auto& [px, py] : points(named(svg, "polyline").at(i)))
    values.emplace_back(x.at(px / inner.number("width")), y.at(1 - py / inner.number("height")));
  return values;
}

TEST_CASE("3.1.b: the normal density for (0, 1), (0, 2) and (3, 1), plotted") {
  const Tensor x = arange(-7, 7, 0.01, float64);
  const double params[3][2] = {{0, 1}, {0, 2}, {3, 1}};
  std::vector<Tensor> densities;
  std::vector<std::string> legend;
  for (const auto& [mu, sigma] : params) {
    const double scale = 1 / std::sqrt(2 * M_PI * sigma * sigma);
    densities.push_back(exp((x - mu).square() * (-0.5 / (sigma * sigma))) * scale);
    legend.push_back(text("mean ", mu, ", std ", sigma));
  }
  const std::string svg = d2l::plot(x, densities,
                                    {.xlabel = "x",
                                     .ylabel = "p(x)",
                                     .legend = legend,
                                     .xlim = Pair(-7, 7),
                                     .ylim = Pair(0, 0.5),
                                     .figsize = {4.5, 2.5}});
  REQUIRE(named(svg, "polyline").size() == 3);
  for (size_t i = 0; i < 3; ++i) {
    const auto drawn = values_of(svg, i, {-7, 7}, {0, 0.5});
    REQUIRE(drawn.size() == 1400);
    const auto [mu, sigma] = params[i];
    for (const auto& [at, p] : {drawn[0], drawn[700], drawn[777], drawn[1399]}) {
      const double exact =
          std::exp(-(at - mu) * (at - mu) / (2 * sigma * sigma)) / (sigma * std::sqrt(2 * M_PI));
      CHECK(p == Catch::Approx(exact).margin(3e-4));  // a pixel's hundredth, along and across
    }
  }
  for (const char* word : {"x|", "p(x)|", "mean 0, std 1|", "mean 0, std 2|", "mean 3, std 1|"})
    CHECK(texts(svg).find(word) != std::string::npos);
  const test::Element head = named(svg, "svg").at(0);
  CHECK(head.number("width") == 450);
  CHECK(head.attributes.at("viewBox") == "0 0 450 250");
}

TEST_CASE(
    "3.1.b, 5.1.a: the book's formats: solid, dashed magenta, dash-dotted green, dotted red") {
  const Tensor y = tensor({1.0, 2.0, 3.0});
  const std::string svg = d2l::plot({y, y, y, y, y});
  std::string styles;
  for (const test::Element& e : named(svg, "polyline")) {
    const auto dash = e.attributes.find("stroke-dasharray");
    styles +=
        e.attributes.at("class") + "/" + (dash == e.attributes.end() ? "" : dash->second) + " ";
  }
  CHECK(styles == "line b/ line m/7 4 line g/9 4 2 4 line r/2 4 line b/ ");
  const auto drawn = values_of(d2l::plot(y, {.ylim = Pair(0, 4)}), 0, {0, 2}, {0, 4});
  REQUIRE(drawn.size() == 3);
  CHECK(drawn[1].first == Catch::Approx(1).margin(kHalfPixel));
  CHECK(drawn[2].second == Catch::Approx(3).margin(kHalfPixel));
  CHECK(error_of([&] { (void)d2l::plot(y, {.fmts = {"q:"}}); }) ==
        "plot: a format must be a colour of b g r c m y k and a line style of - -- -. :, got 'q:'");
}

TEST_CASE("3.1.b: one x for all curves, one for each, rows of a matrix; what does not fit") {
  const Tensor x = arange(4.0);
  CHECK(named(d2l::plot(x, {x, x}), "polyline").size() == 2);
  CHECK(named(d2l::plot({x, x + 1}, {x, x}), "polyline").size() == 2);
  CHECK(named(d2l::plot(x, counting({3, 4})), "polyline").size() == 3);
  CHECK(error_of([&] {
          (void)d2l::plot({x, x}, {x, x, x});
        }) == "plot: X must be one curve or as many as Y, got 2 and 3");
  CHECK(error_of([&] { (void)d2l::plot(x, arange(5.0)); }) ==
        "plot: x and y of '' must have as many points, got 4 and 5");
  CHECK(error_of([&] {
          (void)d2l::plot(x, counting({2, 2, 1}));
        }) == "plot: a curve must have one dimension, or two for several, got shape (2, 2, 1)");
  CHECK(error_of([&] {
          (void)d2l::plot(x, x, {.legend = {"a", "b"}});
        }) == "plot: legend must have a name for each curve, got 2 names and 1 curves");
}

TEST_CASE("3.1.b: logarithmic axes stand straight where the curve is a power") {
  Chart chart{.xlim = Pair(1, 1000), .ylim = Pair(0.01, 1e4), .xscale = "log", .yscale = "log"};
  chart.series.push_back({"a", {1, 10, 100, 1000}, {0.02, 0.2, 2, 20}});
  const std::string svg = to_svg(chart);
  const auto drawn = values_of(svg, 0, {1, 1000, true}, {0.01, 1e4, true});
  for (size_t i = 0; i < 4; ++i) {
    CHECK(drawn[i].first == Catch::Approx(chart.series[0].xs[i]).epsilon(1e-3));
    CHECK(drawn[i].second == Catch::Approx(chart.series[0].ys[i]).epsilon(1e-3));
  }
  for (const char* word : {"|10|", "|1000|", "|0.01|", "|10000|"})
    CHECK(("|" + texts(svg)).find(word) != std::string::npos);
  // What is not above 0 has no place there and interrupts the line.
  chart.series[0].ys[1] = 0;
  chart.series[0].xs[3] = -1;
  CHECK(named(to_svg(chart), "polyline").empty());
  CHECK(named(to_svg(chart), "circle").size() == 2);
  chart.xlim = Pair(0, 1);
  CHECK(error_of([&] { (void)to_svg(chart); }) ==
        "plot: xlim must be two finite numbers that grow, above 0, got 0 and 1");
  chart.xlim = {};
  chart.yscale = "symlog";
  CHECK(error_of([&] { (void)to_svg(chart); }) ==
        "plot: yscale must be 'linear' or 'log', got 'symlog'");
}

TEST_CASE("3.1.b: less than a decade on a logarithmic axis has steps of one size") {
  Chart chart{.ylim = Pair(20, 60), .yscale = "log"};
  chart.series.push_back({"", {0, 1}, {20, 60}});
  for (const char* word : {"|20|", "|40|", "|60|"})
    CHECK(("|" + texts(to_svg(chart))).find(word) != std::string::npos);
}

TEST_CASE("3.1.b: labels beside an axis are round, about as many as fit, and do not overlap") {
  const auto gaps = [](double low, double high, double width) {
    Chart chart{.xlim = Pair(low, high), .figsize = {width, 2}};
    chart.series.push_back({"", {low, high}, {0, 1}});
    std::vector<test::Element> labels;
    for (const test::Element& e : named(to_svg(chart), "text"))
      if (e.attributes.at("text-anchor") == "middle") labels.push_back(e);
    double least = 1e9;
    for (size_t i = 1; i < labels.size(); ++i) {
      const double letters = static_cast<double>(labels[i].content.size());
      least = std::min(least, labels[i].number("x") - labels[i - 1].number("x") - 7.2 * letters);
    }
    return std::pair(labels.size(), least);
  };
  for (const double width : {2.0, 3.5, 5.0, 6.4, 12.0}) {
    for (const double high : {1.0, 1.3, 2.2, 3.0, 4.7, 7.9, 9.9}) {
      for (const double scale : {1e-7, 1e-3, 1.0, 1e4, 1e8}) {
        INFO(width << " " << high << " " << scale);
        const auto [count, least] = gaps(-high * scale, high * scale, width);
        CHECK(count >= (width < 3 ? 1 : 3));
        CHECK(static_cast<double>(count) <= width * 3);
        CHECK(least > 4);
      }
    }
  }
}

TEST_CASE("3.2.a: the board of the notebook as a chart: sin every 2 points, cos every 10") {
  d2l::ProgressBoard board("x");
  board.xlim = Pair(0, 10);
  board.ylim = Pair(-1, 1);
  for (int i = 0; i < 100; ++i) {
    board.draw(i * 0.1, std::sin(i * 0.1), "sin", 2);
    board.draw(i * 0.1, std::cos(i * 0.1), "cos", 10);
  }
  const std::string svg = board.to_svg();
  REQUIRE(named(svg, "polyline").size() == 2);
  const auto sine = values_of(svg, 0, {0, 10}, {-1, 1});
  const auto cosine = values_of(svg, 1, {0, 10}, {-1, 1});
  REQUIRE(sine.size() == 50);
  REQUIRE(cosine.size() == 10);
  CHECK(sine[7].first == Catch::Approx(1.45).margin(1e-3));
  CHECK(sine[7].second == Catch::Approx((std::sin(1.4) + std::sin(1.5)) / 2).margin(1e-3));
  double mean = 0;
  for (int i = 30; i < 40; ++i) mean += std::cos(i * 0.1) / 10;
  CHECK(cosine[3].first == Catch::Approx(3.45).margin(1e-3));
  CHECK(cosine[3].second == Catch::Approx(mean).margin(1e-3));
  CHECK(named(svg, "polyline")[1].attributes.at("stroke-dasharray") == "7 4");
  CHECK(texts(svg).find("sin|cos|") != std::string::npos);
  board.yscale = "log";
  board.ylim = {};
  CHECK(named(board.to_svg(), "polyline").size() == 4);  // where sin and cos are above 0
}

TEST_CASE("3.2.a: charts are well-formed for any text and for no point at all") {
  Chart chart{.title = "a < b & \"c\" \x01", .xlabel = "<x>", .ylabel = "\xea\xb0\x80"};
  CHECK_FALSE(elements(to_svg(chart)).empty());
  for (int i = 0; i < 9; ++i)
    chart.series.push_back({"a rather long name & another", {0, 1, 2}, {1, NAN, 1e308}});
  const std::string svg = to_svg(chart);
  CHECK_FALSE(elements(svg).empty());
  CHECK(svg.find('\x01') == std::string::npos);
  CHECK(named(svg, "circle").size() == 9);
  // Nine names need several rows, and the figure grows with them rather than its axes shrink.
  CHECK(named(svg, "rect").at(1).number("height") >= 60);
  chart.figsize = {0, 4};
  CHECK(error_of([&] { (void)to_svg(chart); }) ==
        "plot: figsize must be from (2, 1.5) to (100, 100), got (0, 4)");
}

}  // namespace
}  // namespace weft
