#include "core/d2l/plot.h"

#include "core/base/error.h"

namespace weft::d2l {
namespace {

std::vector<std::vector<double>> values_of(const Curves& curves) {
  std::vector<std::vector<double>> all;
  for (const Tensor& t : curves.tensors) {
    check(t.dim() == 1 || t.dim() == 2,
          "plot: a curve must have one dimension, or two for several, "
          "got shape ",
          t.shape());
    if (t.dim() == 1) {
      all.push_back(t.to_vector<double>());
    } else {
      for (int64_t i = 0; i < t.len(); ++i) all.push_back(t.select(0, i).to_vector<double>());
    }
  }
  return all;
}

std::vector<double> counting(size_t n) {
  std::vector<double> numbers(n);
  for (size_t i = 0; i < n; ++i) numbers[i] = static_cast<double>(i);
  return numbers;
}

// `xs` may be empty: then each curve counts its points.
std::string draw(const std::vector<std::vector<double>>& xs,
                 const std::vector<std::vector<double>>& ys, const PlotOptions& o) {
  check(o.legend.empty() || o.legend.size() == ys.size(),
        "plot: legend must have a name for each curve, got ", o.legend.size(), " names and ",
        ys.size(), " curves");
  plot::Chart chart{.xlabel = o.xlabel,
                    .ylabel = o.ylabel,
                    .xlim = o.xlim,
                    .ylim = o.ylim,
                    .xscale = o.xscale,
                    .yscale = o.yscale,
                    .figsize = o.figsize};
  for (size_t i = 0; i < ys.size(); ++i)
    chart.series.push_back({o.legend.empty() ? std::string() : o.legend[i],
                            xs.empty() ? counting(ys[i].size()) : xs[xs.size() == 1 ? 0 : i], ys[i],
                            o.fmts.empty() ? std::string() : o.fmts[i % o.fmts.size()]});
  return plot::to_svg(chart);
}

}  // namespace

std::string plot(const Curves& X, const Curves& Y, const PlotOptions& options) {
  const auto xs = values_of(X);
  const auto ys = values_of(Y);
  check(xs.size() == 1 || xs.size() == ys.size(), "plot: X must be one curve or as many as Y, got ",
        xs.size(), " and ", ys.size());
  return draw(xs, ys, options);
}

std::string plot(const Curves& Y, const PlotOptions& options) {
  return draw({}, values_of(Y), options);
}

}  // namespace weft::d2l
