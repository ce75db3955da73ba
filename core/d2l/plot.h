// plot and show_images of the book: curves and images of tensors as SVG texts.
//
//   plot(x, {x, x * x}, {.xlabel = "x", .ylabel = "f(x)", .legend = {"x", "x^2"}});
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "core/plot/chart.h"
#include "core/plot/images.h"
#include "core/tensor/tensor.h"

namespace weft::d2l {

/// One curve, (n), or several: a list of them, or the rows of an (m, n) tensor.
struct Curves {
  Curves(const Tensor& one) : tensors{one} {}
  Curves(std::initializer_list<Tensor> several) : tensors(several) {}
  Curves(std::vector<Tensor> several) : tensors(std::move(several)) {}
  std::vector<Tensor> tensors;
};

struct PlotOptions {
  std::string xlabel = {}, ylabel = {};
  std::vector<std::string> legend = {};  ///< nothing, or a name for each curve
  std::optional<plot::Pair> xlim = {}, ylim = {};
  std::string xscale = "linear", yscale = "linear";           ///< or "log"
  std::vector<std::string> fmts = {"-", "m--", "g-.", "r:"};  ///< in turn; see plot::Series
  plot::Pair figsize = {3.5, 2.5};                            ///< in inches of 100 pixels
};

/// Y over X, where X is one for all or one for each.
std::string plot(const Curves& X, const Curves& Y, const PlotOptions& options = {});
/// Y over 0, 1, 2, ...
std::string plot(const Curves& Y, const PlotOptions& options = {});

using weft::plot::show_images;

}  // namespace weft::d2l
