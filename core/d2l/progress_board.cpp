#include "core/d2l/progress_board.h"

#include <algorithm>

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
    const plot::Series& s = series_[i];
    const Waiting& w = waiting_[i];
    const Tensor rows = empty({std::ssize(s.xs) + 1, 3}, float64);
    double* at = rows.data<double>();
    const auto put = [&at](double x, double y, double count) {
      *at++ = x;
      *at++ = y;
      *at++ = count;
    };
    for (size_t k = 0; k < s.xs.size(); ++k) put(s.xs[k], s.ys[k], 1);
    put(w.x, w.y, static_cast<double>(w.count));
    append(result, "", s.label, rows);
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
    const double* at = rows.data<double>();
    for (int64_t n = rows.len() - 1; n > 0; --n, at += 3) {
      series.back().xs.push_back(at[0]);
      series.back().ys.push_back(at[1]);
    }
    check(at[2] >= 0 && at[2] <= 1e15, "board: load_state_dict: ", label,
          " must end with how many points wait, got ", at[2]);
    waiting.back() = {at[0], at[1], static_cast<int64_t>(at[2])};
  }
  series_ = std::move(series);
  waiting_ = std::move(waiting);
}

void ProgressBoard::swap_curves(ProgressBoard& other) {
  series_.swap(other.series_);
  waiting_.swap(other.waiting_);
}

}  // namespace weft::d2l
