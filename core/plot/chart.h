// Curves as an SVG text that stands alone: title, legend, axes, lines in the book's styles. It
// follows the reader's light or dark preference, its colours are told apart by colour-blind people
// (Okabe and Ito), and the line styles tell them apart without any colour.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft::plot {

/// Two sizes or two limits: (width, height), (low, high).
using Pair = std::pair<double, double>;

/// Points that are not finite, or not above 0 on a logarithmic axis, interrupt the line.
struct Series {
  std::string label = {};  ///< in the legend; none without
  std::vector<double> xs = {}, ys = {};
  /// As in the book: a colour of b g r c m y k, then a line style of - -- -. : ("m--"). Without a
  /// colour it is that of the series' number; without anything the style is, too.
  std::string fmt = {};
};

struct Chart {
  std::string title = {}, xlabel = {}, ylabel = {};
  std::optional<Pair> xlim = {}, ylim = {};          ///< without them: what the points need
  std::string xscale = "linear", yscale = "linear";  ///< or "log"
  Pair figsize = {6.4, 4};                           ///< in inches of 100 pixels
  std::vector<Series> series = {};
};

std::string to_svg(const Chart& chart);

}  // namespace weft::plot
