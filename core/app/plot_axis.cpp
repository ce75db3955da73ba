#include "core/app/plot_axis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace weft::app {
namespace {

// 1, 2 or 5 times a power of ten.
double round_step(double span, int ticks) {
  const double rough = span / ticks;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10 * power;
}

}  // namespace

Axis::Axis(double low, double high, int ticks) : low_(low), high_(high) {
  const double size = std::max(std::abs(low_), std::abs(high_));
  if (!(high_ - low_ > std::max(size * 1e-9, 1e-300))) {
    const double room = std::max(size * 0.1, 1e-3);
    low_ -= room;
    high_ += room;
  }
  step_ = round_step(high_ - low_, ticks);
  const double slack = (high_ - low_) * 1e-9;
  for (double i = std::ceil((low_ - slack) / step_); i * step_ <= high_ + slack; ++i) {
    ticks_.push_back(i * step_ + 0.0);  // no -0
  }
}

std::string Axis::label(double tick) const {
  const double largest = std::max(std::abs(low_), std::abs(high_));
  char buffer[40];
  if (largest >= 1e6 || largest < 1e-4) {
    std::snprintf(buffer, sizeof buffer, "%.3g", tick);
  } else {
    const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(step_) + 1e-9)));
    std::snprintf(buffer, sizeof buffer, "%.*f", digits, tick);
  }
  return buffer;
}

}  // namespace weft::app
