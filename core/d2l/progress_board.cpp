#include "core/d2l/progress_board.h"

#include <algorithm>

namespace weft::d2l {

void ProgressBoard::draw(double x, double y, const std::string& label, int64_t every_n) {
  check(every_n >= 1, "draw: every_n must be at least 1, got ", every_n);
  constexpr const char* styles[] = {"-", "--", "-.", ":"};
  const auto known = std::find_if(series_.begin(), series_.end(),
                                  [&](const plot::Series& s) { return s.label == label; });
  const auto i = static_cast<size_t>(known - series_.begin());
  if (known == series_.end()) {
    series_.push_back({label, {}, {}, styles[i % 4]});
    waiting_.emplace_back();
  }
  Waiting& w = waiting_[i];
  w.x += x;
  w.y += y;
  if (++w.count < every_n) return;
  const double n = static_cast<double>(w.count);
  series_[i].xs.push_back(w.x / n);
  series_[i].ys.push_back(w.y / n);
  w = {};
  if (on_point) on_point(label, series_[i].xs.back(), series_[i].ys.back());
}

plot::Chart ProgressBoard::chart() const {
  return {.xlabel = xlabel,
          .ylabel = ylabel,
          .xlim = xlim,
          .ylim = ylim,
          .xscale = xscale,
          .yscale = yscale,
          .figsize = figsize,
          .series = series_};
}

void ProgressBoard::clear() {
  series_.clear();
  waiting_.clear();
}

}  // namespace weft::d2l
