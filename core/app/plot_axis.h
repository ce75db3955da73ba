// The numbers beside an axis: round ones, about as many as asked for.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace weft::app {

class Axis {
 public:
  /// Covers [low, high], or a little more where they are as good as equal.
  Axis(double low, double high, int ticks);

  [[nodiscard]] const std::vector<double>& ticks() const { return ticks_; }
  /// With as many digits as the distance between ticks needs.
  [[nodiscard]] std::string label(double tick) const;
  /// 0 at the low end, 1 at the high one.
  [[nodiscard]] double at(double value) const { return (value - low_) / (high_ - low_); }

 private:
  double low_, high_, step_;
  std::vector<double> ticks_;
};

}  // namespace weft::app
