// The numbers beside an axis, linear or logarithmic: round ones, about as many as asked for.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace weft::plot {

class Axis {
 public:
  /// Covers [low, high] and `room` of it at either end, or a little more where the two are as good
  /// as equal. Both are above 0 on a logarithmic axis.
  Axis(double low, double high, double room, int ticks, bool logarithmic);

  [[nodiscard]] bool logarithmic() const { return logarithmic_; }
  [[nodiscard]] const std::vector<double>& ticks() const { return ticks_; }
  /// With as many digits as the distance between ticks needs.
  [[nodiscard]] std::string label(double tick) const;
  /// 0 at the low end, 1 at the high one.
  [[nodiscard]] double at(double value) const;

 private:
  void place_ticks(int ticks);
  void place_powers(int ticks);

  bool logarithmic_, by_powers_ = false;  // by_powers_: the ticks, too, grow by factors
  double low_, high_;                     // of a logarithmic axis: their logarithms to base 10
  double step_ = 0;
  std::vector<double> ticks_;
};

}  // namespace weft::plot
