#include "core/plot/chart.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/base/error.h"
#include "core/plot/axis.h"
#include "core/plot/line_format.h"
#include "core/plot/svg.h"

namespace weft::plot {
namespace {

using svg::rounded;

constexpr std::string_view kCss = R"(
.weft .grid{stroke:#e4e4e4}
.weft .frame{fill:none;stroke:#888}
@media (prefers-color-scheme:dark){.weft .grid{stroke:#31343c}}
)";
bool is_log(const char* name, const std::string& scale) {
  check(scale == "linear" || scale == "log", "plot: ", name, " must be 'linear' or 'log', got '",
        scale, "'");
  return scale == "log";
}

// Finite, with room for the arithmetic of axes.
bool drawable(double v, bool log) { return std::abs(v) < 1e300 && (!log || v > 0); }

Pair range_of(const Chart& chart, std::vector<double> Series::*values, bool log) {
  Pair range(INFINITY, -INFINITY);
  for (const Series& s : chart.series) {
    for (const double v : s.*values) {
      if (drawable(v, log)) range = {std::min(range.first, v), std::max(range.second, v)};
    }
  }
  if (range.first <= range.second) return range;
  return log ? Pair(1, 10) : Pair(0, 1);
}

Axis axis(const char* name, const std::optional<Pair>& limits, const Pair& needed, double room,
          double pixels, double pixels_a_tick, bool log) {
  if (limits) {
    check(drawable(limits->first, log) && drawable(limits->second, log) &&
              limits->first < limits->second,
          "plot: ", name, " must be two finite numbers that grow", log ? ", above 0" : "", ", got ",
          limits->first, " and ", limits->second);
    room = 0;
  }
  const auto [low, high] = limits ? *limits : needed;
  const int ticks = std::max(2, static_cast<int>(std::lround(pixels / pixels_a_tick)));
  return Axis(low, high, room, ticks, log);
}

double widest_label(const Axis& axis) {
  double widest = 0;
  for (const double tick : axis.ticks()) widest = std::max(widest, svg::width_of(axis.label(tick)));
  return widest;
}

struct Box {
  double left, top, width, height;
  [[nodiscard]] double right() const { return left + width; }
  [[nodiscard]] double bottom() const { return top + height; }
};

constexpr double kKeyGap = 16;

double key_width(const Series& s) { return 36 + svg::width_of(s.label) + kKeyGap; }

// One after the other, in as many rows as they need. `top` moves below them.
std::string legend(const Chart& chart, double left, double right, double& top) {
  std::string out;
  double x = left;
  for (size_t i = 0; i < chart.series.size(); ++i) {
    const Series& s = chart.series[i];
    if (s.label.empty()) continue;
    if (x > left && x + key_width(s) - kKeyGap > right) {
      x = left;
      top += 20;
    }
    out += svg::line(x, top, x + 30, top, line_attributes(s.fmt, i));
    out += svg::label(x + 36, top + 4.5, "start", s.label);
    x += key_width(s);
  }
  if (!out.empty()) top += 20;
  return out;
}

std::string axes(const Chart& chart, const Box& box, const Axis& x, const Axis& y) {
  std::string out;
  for (const double tick : x.ticks()) {
    const double at = box.left + x.at(tick) * box.width;
    out += svg::line(at, box.top, at, box.bottom(), "class=\"grid\"");
    out += svg::label(at, box.bottom() + 18, "middle", x.label(tick));
  }
  for (const double tick : y.ticks()) {
    const double at = box.bottom() - y.at(tick) * box.height;
    out += svg::line(box.left, at, box.right(), at, "class=\"grid\"");
    out += svg::label(box.left - 8, at + 4.5, "end", y.label(tick));
  }
  out += text("<rect class=\"frame\" x=\"", box.left, "\" y=\"", box.top, "\" width=\"", box.width,
              "\" height=\"", box.height, "\"/>\n");
  if (!chart.xlabel.empty())
    out += svg::label(box.left + box.width / 2, box.bottom() + 40, "middle", chart.xlabel);
  if (!chart.ylabel.empty()) {
    const double middle = rounded(box.top + box.height / 2);
    out += svg::label(18, middle, "middle", chart.ylabel,
                      text(" transform=\"rotate(-90 18 ", middle, ")\""));
  }
  return out;
}

// A run of one point would be invisible as a line: it is drawn as a dot.
std::string run(const std::vector<Pair>& points, const std::string& stroke) {
  if (points.empty()) return "";
  if (points.size() == 1) {
    return text("<circle ", stroke, " cx=\"", points[0].first, "\" cy=\"", points[0].second,
                "\" r=\"2\"/>\n");
  }
  std::string out = text("<polyline ", stroke, " points=\"");
  for (const auto& [x, y] : points) out += text(x, ",", y, " ");
  out.back() = '"';
  return out + "/>\n";
}

// Far outside of the limits, all places are alike; viewers have trouble with very large numbers.
double place(const Axis& axis, double value) { return std::clamp(axis.at(value), -100.0, 100.0); }

std::string curve(const Series& s, const std::string& stroke, const Box& box, const Axis& x,
                  const Axis& y) {
  std::string out;
  std::vector<Pair> points;
  for (size_t k = 0; k < s.xs.size(); ++k) {
    if (drawable(s.xs[k], x.logarithmic()) && drawable(s.ys[k], y.logarithmic())) {
      points.emplace_back(rounded(place(x, s.xs[k]) * box.width),
                          rounded((1 - place(y, s.ys[k])) * box.height));
    } else {
      out += run(points, stroke);
      points.clear();
    }
  }
  return out + run(points, stroke);
}

}  // namespace

std::string to_svg(const Chart& chart) {
  const bool x_log = is_log("xscale", chart.xscale);
  const bool y_log = is_log("yscale", chart.yscale);
  const double width = chart.figsize.first * 100;
  double height = chart.figsize.second * 100;
  check(width >= 200 && width <= 1e4 && height >= 150 && height <= 1e4,
        "plot: figsize must be from (2, 1.5) to (100, 100), got (", chart.figsize.first, ", ",
        chart.figsize.second, ")");
  for (const Series& s : chart.series)
    check(s.xs.size() == s.ys.size(), "plot: x and y of '", s.label,
          "' must have as many points, got ", s.xs.size(), " and ", s.ys.size());

  const double below = chart.xlabel.empty() ? 30 : 52;
  const Axis y = axis("ylim", chart.ylim, range_of(chart, &Series::ys, y_log), 0.05,
                      height - below - 60, 42, y_log);
  Box box{};
  box.left = std::ceil(16 + (chart.ylabel.empty() ? 0 : 18) + widest_label(y));
  box.width = width - box.left - 26;
  box.top = chart.title.empty() ? 16 : 52;
  const std::string keys = legend(chart, box.left, box.left + box.width, box.top);
  box.height = std::max(height - box.top - below, 60.0);  // a long legend makes the figure higher
  height = box.bottom() + below;
  // Side by side, labels need room of their own length.
  const Pair xs = range_of(chart, &Series::xs, x_log);
  Axis x = axis("xlim", chart.xlim, xs, 0, box.width, 60, x_log);
  const double room = widest_label(x) + 16;
  if (room > 44) x = axis("xlim", chart.xlim, xs, 0, box.width, room * 1.4, x_log);

  std::string out = svg::begin(width, height, chart.title.empty() ? chart.ylabel : chart.title,
                               text(kCss, kLineCss));
  if (!chart.title.empty())
    out += svg::label(box.left, 28, "start", chart.title, " class=\"title\"");
  out += keys + axes(chart, box, x, y);
  // An inner svg clips what the limits leave out.
  out += text("<svg x=\"", box.left, "\" y=\"", box.top, "\" width=\"", box.width, "\" height=\"",
              box.height, "\" overflow=\"hidden\">\n");
  for (size_t i = 0; i < chart.series.size(); ++i)
    out += curve(chart.series[i], line_attributes(chart.series[i].fmt, i), box, x, y);
  return out + "</svg>\n" + std::string(svg::kEnd);
}

}  // namespace weft::plot
