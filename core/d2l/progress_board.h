// ProgressBoard of the book: points of curves, averaged as they come. Who shows them (a file, a
// terminal, a page) reads series() or listens to on_point.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/d2l/hyperparameters.h"

namespace weft::d2l {

class ProgressBoard : public HyperParameters {
 public:
  struct Series {
    std::string label;
    std::string line_style;  ///< "-", "--", "-." or ":", in turn
    std::vector<double> xs, ys;
  };

  std::string xlabel, ylabel;
  std::optional<std::pair<double, double>> xlim, ylim;
  /// Called for every point that is drawn.
  std::function<void(const std::string& label, double x, double y)> on_point;

  /// Once every_n points of that label are in, draws their mean and starts again.
  void draw(double x, double y, const std::string& label, int64_t every_n = 1);
  /// In the order in which their labels were first used.
  [[nodiscard]] const std::vector<Series>& series() const { return series_; }
  void clear();

 private:
  struct Waiting {
    double x = 0, y = 0;
    int64_t count = 0;
  };
  std::vector<Series> series_;
  std::vector<Waiting> waiting_;  // beside series_
};

}  // namespace weft::d2l
