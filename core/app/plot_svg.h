// Curves as an SVG file that stands alone: title, legend, axes, lines in the book's styles. It
// follows the reader's light or dark preference, its colours are told apart by colour-blind people
// (Okabe and Ito), and the line styles tell them apart without any colour.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft::app {

/// Points that are not finite interrupt the line.
struct Series {
  std::string label;
  std::vector<double> xs, ys;
};

struct Chart {
  std::string title, xlabel, ylabel;
  std::optional<std::pair<double, double>> xlim, ylim;  ///< without them: what the points need
  std::vector<Series> series;
};

std::string plot_svg(const Chart& chart);

}  // namespace weft::app
