#include "core/d2l/progress_board.h"

#include <algorithm>
#include <tuple>

#include "core/ops/ops.h"

namespace weft::d2l {

void ProgressBoard::add_label(const std::string& label, std::vector<plot::Series>& series,
                              std::vector<Waiting>& waiting) {
  constexpr const char* styles[] = {"-", "--", "-.", ":"};
  series.push_back({label, {}, {}, styles[series.size() % 4]});
  waiting.emplace_back();
}

void ProgressBoard::draw(double x, double y, const std::string& label, int64_t every_n) {
  check(every_n >= 1, "draw: every_n must be at least 1, got ", every_n);
  const auto known = std::find_if(series_.begin(), series_.end(),
                                  [&](const plot::Series& s) { return s.label == label; });
  const auto i = static_cast<size_t>(known - series_.begin());
  if (known == series_.end()) add_label(label, series_, waiting_);
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

NamedTensors ProgressBoard::state_dict() const {
  NamedTensors result;
  for (size_t i = 0; i < series_.size(); ++i) {
    const auto& [xs, ys] = std::tie(series_[i].xs, series_[i].ys);
    std::vector<double> rows;
    for (size_t k = 0; k < xs.size(); ++k) rows.insert(rows.end(), {xs[k], ys[k], 1});
    const Waiting& w = waiting_[i];
    rows.insert(rows.end(), {w.x, w.y, static_cast<double>(w.count)});
    result.emplace_back(series_[i].label, tensor(rows).reshape({-1, 3}));
  }
  return result;
}

void ProgressBoard::load_state_dict(const NamedTensors& state) {
  std::vector<plot::Series> series;
  std::vector<Waiting> waiting;
  for (const auto& [label, rows] : state) {
    check(rows.dtype() == float64 && rows.dim() == 2 && rows.shape(1) == 3 && rows.len() >= 1,
          "board: load_state_dict: ", label, " must be float64 of shape (n + 1, 3), got ",
          rows.dtype(), " of shape ", rows.shape());
    add_label(label, series, waiting);
    const std::vector<double> values = rows.to_vector<double>();
    size_t i = 0;
    for (; i + 3 < values.size(); i += 3) {
      series.back().xs.push_back(values[i]);
      series.back().ys.push_back(values[i + 1]);
    }
    const double count = values[i + 2];
    check(count >= 0 && count <= 1e15, "board: load_state_dict: ", label,
          " must end with how many points wait, got ", count);
    waiting.back() = {values[i], values[i + 1], static_cast<int64_t>(count)};
  }
  series_ = std::move(series);
  waiting_ = std::move(waiting);
}

}  // namespace weft::d2l
