// What the tests of kernels share: ranges between guard values, samples, lengths worth trying, and
// distances between numbers.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "simd/kernels.h"

namespace weft::test {

/// n values between guards. `offset` moves them off the alignment of a register.
template <class T>
class Range {
 public:
  explicit Range(int64_t n, int64_t offset = 1)
      : n_(n),
        begin_(kGuards + offset),
        values_(static_cast<size_t>(begin_ + n + kGuards), kGuard) {}
  Range(int64_t n, double low, double high, unsigned seed = 1) : Range(n) {
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> uniform(low, high);
    for (T& value : *this) value = static_cast<T>(uniform(generator));
  }

  T* data() { return values_.data() + begin_; }
  [[nodiscard]] const T* data() const { return values_.data() + begin_; }
  T* begin() { return data(); }
  T* end() { return data() + n_; }
  [[nodiscard]] const T* begin() const { return data(); }
  [[nodiscard]] const T* end() const { return data() + n_; }
  T& operator[](int64_t i) { return data()[i]; }
  T operator[](int64_t i) const { return data()[i]; }
  [[nodiscard]] int64_t size() const { return n_; }

  /// Nothing was written outside of the range.
  [[nodiscard]] bool intact() const {
    const auto guard = [](T value) { return value == kGuard; };
    const T* const first = values_.data();
    return std::all_of(first, begin(), guard) && std::all_of(end(), first + values_.size(), guard);
  }

 private:
  static constexpr int64_t kGuards = 64;
  static constexpr T kGuard = T(-777);
  int64_t n_, begin_;
  std::vector<T> values_;
};

template <class T>
const simd::Kernels<T>& kernels() {
  return simd::machine().of<T>();
}

/// Numbers of T in a register.
template <class T>
int64_t width() {
  return simd::machine().register_bits / 8 / static_cast<int64_t>(sizeof(T));
}

/// Empty, part of a register, whole ones, and some with a rest.
template <class T>
std::vector<int64_t> lengths() {
  const int64_t w = width<T>();
  return {0, 1, w - 1, w, w + 1, 3 * w + 2, 16 * w + 3, 1000};
}

/// How many steps of T lie between the value and the truth. Two NaN are equal.
template <class T>
double ulps(T value, double truth) {
  if (std::isnan(value) || std::isnan(truth))
    return std::isnan(value) && std::isnan(truth) ? 0 : 1e9;
  const T rounded = static_cast<T>(truth);
  if (value == rounded) return 0;
  if (std::isinf(value) || std::isinf(rounded)) return 1e9;
  const T size = std::max(std::abs(rounded), std::numeric_limits<T>::min());
  const T step = std::nextafter(size, std::numeric_limits<T>::infinity()) - size;
  return std::abs(static_cast<double>(value) - truth) / static_cast<double>(step);
}

template <class T>
double epsilon() {
  return static_cast<double>(std::numeric_limits<T>::epsilon());
}

}  // namespace weft::test
