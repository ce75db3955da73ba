#include "core/plot/axis.h"

#include <algorithm>
#include <cmath>

#include "core/base/number.h"

namespace weft::plot {
namespace {

// 1, 2 or 5 times a power of ten: whichever gives about as many ticks.
double round_step(double span, int ticks) {
  const double rough = span / ticks;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    const double next = factor == 2 ? 5 : 2 * factor;
    if (rough < std::sqrt(factor * next) * power) return factor * power;
  }
  return 10 * power;
}

}  // namespace

Axis::Axis(double low, double high, double room, int ticks, bool logarithmic)
    : logarithmic_(logarithmic),
      low_(logarithmic ? std::log10(low) : low),
      high_(logarithmic ? std::log10(high) : high) {
  const double more = (high_ - low_) * room;
  low_ -= more;
  high_ += more;
  const double size = std::max(std::abs(low_), std::abs(high_));
  if (!(high_ - low_ > std::max(size * 1e-9, 1e-300))) {
    const double margin = logarithmic ? 0.5 : std::max(size * 0.1, 1e-3);
    low_ -= margin;
    high_ += margin;
  }
  if (logarithmic) place_powers(ticks);
  if (!by_powers_) place_ticks(ticks);
}

void Axis::place_ticks(int ticks) {
  const double low = logarithmic_ ? std::pow(10, low_) : low_;
  const double high = logarithmic_ ? std::pow(10, high_) : high_;
  step_ = round_step(high - low, ticks);
  const double slack = (high - low) * 1e-9;
  for (double i = std::ceil((low - slack) / step_); i * step_ <= high + slack; ++i) {
    const double tick = i * step_ + 0.0;  // no -0
    if (!logarithmic_ || tick > 0) ticks_.push_back(tick);
  }
}

// Powers of ten, with 2 and 5 times them where that does not crowd the axis. Less than a decade is
// better off with steps of one size.
void Axis::place_powers(int ticks) {
  by_powers_ = high_ - low_ >= 0.999;
  if (!by_powers_) return;
  constexpr double slack = 1e-9;
  const bool fine = (high_ - low_) * 3 <= ticks;
  const double stride = std::max(1.0, std::ceil((high_ - low_) / ticks));
  for (double power = std::floor(low_ / stride) * stride; power <= high_ + slack; power += stride) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double exponent = power + std::log10(factor);
      if (factor > 1 && !fine) break;
      if (exponent >= low_ - slack && exponent <= high_ + slack)
        ticks_.push_back(factor * std::pow(10, power));
    }
  }
}

double Axis::at(double value) const {
  return ((logarithmic_ ? std::log10(value) : value) - low_) / (high_ - low_);
}

std::string Axis::label(double tick) const {
  const double largest = std::max(std::abs(ticks_.front()), std::abs(ticks_.back()));
  if (by_powers_) return significant(tick, 6);
  if (largest >= 1e6 || largest < 1e-4) return significant(tick, 3);
  const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(step_) + 1e-9)));
  return fixed(tick, digits);
}

}  // namespace weft::plot
