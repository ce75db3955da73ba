// Random choices for one picture. The stream is a function of (seed, split, index) alone,
// SplitMix64 (Steele, Lea and Flood, 2014), so that pictures can be made in any order on any number
// of threads, and everything is integers, so that every compiler and machine makes the same ones.
#pragma once
#include <cstdint>

namespace weft {

class Draws {
 public:
  Draws(uint64_t seed, uint64_t split, uint64_t index)
      : state_(mixed(mixed(mixed(seed) + split) + index)) {}

  uint64_t bits() { return mixed(state_ += kStep); }

  /// An integer in [low, high].
  int between(int low, int high) {
    const auto width = static_cast<uint64_t>(high - low + 1);
    return low + static_cast<int>(((bits() >> 32) * width) >> 32);
  }

  /// The same, the middle more often than the ends.
  int around(int low, int high) {
    const uint64_t b = bits();
    const auto width = static_cast<uint64_t>(high - low + 1);
    const uint64_t sum = (b >> 32) + (b & 0xffffffffU);  // a triangle over [0, 2^33)
    return low + static_cast<int>((sum * width) >> 33);
  }

  /// In [low, high] or in [-high, -low]. A detail that is now lighter, now darker than what is
  /// around it is hard to see for a linear model.
  int either_way(int low, int high) {
    const int size = between(low, high);
    return chance(50) ? -size : size;
  }

  bool chance(int percent) { return between(0, 99) < percent; }

 private:
  static constexpr uint64_t kStep = 0x9e3779b97f4a7c15;
  static constexpr uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  uint64_t state_;
};

}  // namespace weft
