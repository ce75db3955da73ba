#include "core/app/plot_svg.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/app/plot_axis.h"
#include "core/base/error.h"

namespace weft::app {
namespace {

constexpr double kWidth = 640, kHeight = 400;
constexpr double kLeft = 64, kRight = 20, kTop = 72, kBottom = 52;
constexpr double kInnerWidth = kWidth - kLeft - kRight;
constexpr double kInnerHeight = kHeight - kTop - kBottom;
constexpr double kLetter = 7.2;  // about what a letter of 13 pixels is wide
constexpr int kStyles = 4;
constexpr const char* kDashes[kStyles] = {"", "7 4", "9 4 2 4", "2 4"};  // "-", "--", "-.", ":"

constexpr std::string_view kCss = R"(
.weft text{font:13px system-ui,sans-serif;fill:#333}
.weft .title{font-size:15px;font-weight:600}
.weft .paper{fill:#fff}
.weft .grid{stroke:#e4e4e4}
.weft .frame{fill:none;stroke:#888}
.weft .line{fill:none;stroke-width:2;stroke-linejoin:round}
.weft .c0{stroke:#0072b2}.weft .c1{stroke:#d55e00}.weft .c2{stroke:#007f5c}.weft .c3{stroke:#b2589a}
@media (prefers-color-scheme:dark){
.weft text{fill:#ddd}
.weft .paper{fill:#16181d}
.weft .grid{stroke:#31343c}
.weft .c0{stroke:#56b4e9}.weft .c1{stroke:#f09030}.weft .c2{stroke:#2fc497}.weft .c3{stroke:#e39ac8}
}
)";

std::string escaped(std::string_view s) {
  std::string out;
  for (const char c : s) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Finite, with room for the arithmetic of axes.
bool drawable(double v) { return std::abs(v) < 1e300; }

double rounded(double v) { return std::round(v * 100) / 100 + 0.0; }

std::string label(double x, double y, std::string_view anchor, std::string_view content,
                  std::string_view more = "") {
  return text("<text x=\"", rounded(x), "\" y=\"", rounded(y), "\" text-anchor=\"", anchor, "\"",
              more, ">", escaped(content), "</text>\n");
}

std::string line(double x1, double y1, double x2, double y2, std::string_view attributes) {
  return text("<line x1=\"", rounded(x1), "\" y1=\"", rounded(y1), "\" x2=\"", rounded(x2),
              "\" y2=\"", rounded(y2), "\" ", attributes, "/>\n");
}

std::string stroke(size_t i) {
  const char* const dash = kDashes[i % kStyles];
  return text("class=\"line c", i % kStyles, "\"",
              *dash ? text(" stroke-dasharray=\"", dash, "\"") : std::string());
}

using Range = std::pair<double, double>;

Range range_of(const Chart& chart, std::vector<double> Series::*values) {
  Range range(INFINITY, -INFINITY);
  for (const Series& s : chart.series) {
    for (const double v : s.*values) {
      if (!drawable(v)) continue;
      range = {std::min(range.first, v), std::max(range.second, v)};
    }
  }
  return range.first <= range.second ? range : Range(0, 1);
}

Range checked(const char* name, const Range& limits) {
  check(drawable(limits.first) && drawable(limits.second) && limits.first < limits.second,
        "plot_svg: ", name, " must be two finite numbers that grow, got ", limits.first, " and ",
        limits.second);
  return limits;
}

Range x_range(const Chart& chart) {
  return chart.xlim ? checked("xlim", *chart.xlim) : range_of(chart, &Series::xs);
}

Range y_range(const Chart& chart) {
  if (chart.ylim) return checked("ylim", *chart.ylim);
  const auto [low, high] = range_of(chart, &Series::ys);
  const double room = (high - low) * 0.05;
  return {low - room, high + room};
}

std::string axes(const Chart& chart, const Axis& x, const Axis& y) {
  std::string out;
  const double bottom = kTop + kInnerHeight;
  for (const double tick : x.ticks()) {
    const double at = kLeft + x.at(tick) * kInnerWidth;
    out += line(at, kTop, at, bottom, "class=\"grid\"");
    out += label(at, bottom + 18, "middle", x.label(tick));
  }
  for (const double tick : y.ticks()) {
    const double at = bottom - y.at(tick) * kInnerHeight;
    out += line(kLeft, at, kLeft + kInnerWidth, at, "class=\"grid\"");
    out += label(kLeft - 8, at + 4.5, "end", y.label(tick));
  }
  out += text("<rect class=\"frame\" x=\"", kLeft, "\" y=\"", kTop, "\" width=\"", kInnerWidth,
              "\" height=\"", kInnerHeight, "\"/>\n");
  if (!chart.xlabel.empty()) {
    out += label(kLeft + kInnerWidth / 2, kHeight - 12, "middle", chart.xlabel);
  }
  if (!chart.ylabel.empty()) {
    const double middle = kTop + kInnerHeight / 2;
    out += label(16, middle, "middle", chart.ylabel,
                 text(" transform=\"rotate(-90 16 ", middle, ")\""));
  }
  return out;
}

std::string legend(const Chart& chart) {
  std::string out;
  double x = kLeft;
  for (size_t i = 0; i < chart.series.size(); ++i) {
    const std::string& name = chart.series[i].label;
    out += line(x, 52, x + 30, 52, stroke(i));
    out += label(x + 36, 56.5, "start", name);
    x += 36 + kLetter * static_cast<double>(name.size()) + 22;
  }
  return out;
}

// A run of one point would be invisible as a line: it is drawn as a dot.
std::string run(const std::vector<Range>& points, size_t series) {
  if (points.empty()) return "";
  if (points.size() == 1) {
    return text("<circle ", stroke(series), " cx=\"", points[0].first, "\" cy=\"", points[0].second,
                "\" r=\"2\"/>\n");
  }
  std::string out = text("<polyline ", stroke(series), " points=\"");
  for (const auto& [x, y] : points) out += text(x, ",", y, " ");
  out.back() = '"';
  return out + "/>\n";
}

// Far outside of the limits, all places are alike; viewers have trouble with very large numbers.
double place(const Axis& axis, double value) { return std::clamp(axis.at(value), -100.0, 100.0); }

std::string curve(const Series& s, size_t i, const Axis& x, const Axis& y) {
  check(s.xs.size() == s.ys.size(), "plot_svg: xs and ys of ", s.label,
        " must have the same size, got ", s.xs.size(), " and ", s.ys.size());
  std::string out;
  std::vector<Range> points;
  for (size_t k = 0; k < s.xs.size(); ++k) {
    if (drawable(s.xs[k]) && drawable(s.ys[k])) {
      points.emplace_back(rounded(place(x, s.xs[k]) * kInnerWidth),
                          rounded((1 - place(y, s.ys[k])) * kInnerHeight));
    } else {
      out += run(points, i);
      points.clear();
    }
  }
  return out + run(points, i);
}

}  // namespace

std::string plot_svg(const Chart& chart) {
  const auto [x_low, x_high] = x_range(chart);
  const auto [y_low, y_high] = y_range(chart);
  const Axis x(x_low, x_high, 6);
  const Axis y(y_low, y_high, 6);
  std::string out =
      text("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"weft\" role=\"img\" viewBox=\"0 0 ",
           kWidth, " ", kHeight, "\" width=\"", kWidth, "\" height=\"", kHeight, "\">\n<title>",
           escaped(chart.title), "</title>\n<style>", kCss,
           "</style>\n<rect class=\"paper\" width=\"", kWidth, "\" height=\"", kHeight, "\"/>\n");
  out += label(kLeft, 28, "start", chart.title, " class=\"title\"");
  out += axes(chart, x, y) + legend(chart);
  // An inner svg clips what the limits leave out.
  out += text("<svg x=\"", kLeft, "\" y=\"", kTop, "\" width=\"", kInnerWidth, "\" height=\"",
              kInnerHeight, "\" overflow=\"hidden\">\n");
  for (size_t i = 0; i < chart.series.size(); ++i) out += curve(chart.series[i], i, x, y);
  return out + "</svg>\n</svg>\n";
}

}  // namespace weft::app
