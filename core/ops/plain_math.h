// The vocabulary of simd/pointwise.def for plain numbers: what the rows compute for integers and
// bools.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace weft::plain {

template <class T>
constexpr T one(T) {
  return T(1);
}
template <class T>
constexpr T zero(T) {
  return T(0);
}
template <class T>
constexpr T select(bool condition, T then, T otherwise) {
  return condition ? then : otherwise;
}
template <class T>
T abs(T x) {
  return x < T(0) ? static_cast<T>(-x) : x;
}
template <class T>
constexpr T max(T a, T b) {
  return a < b ? b : a;
}
template <class T>
constexpr T min(T a, T b) {
  return b < a ? b : a;
}
// Integers never get here (they become floating first), but the rows are compiled for them.
#define WEFT_FLOATING(name)                                   \
  template <class T>                                          \
  T name(T x) {                                               \
    return static_cast<T>(std::name(static_cast<double>(x))); \
  }
WEFT_FLOATING(exp)
WEFT_FLOATING(log)
WEFT_FLOATING(sqrt)
WEFT_FLOATING(tanh)
#undef WEFT_FLOATING
template <class T>
T sigmoid(T x) {
  return static_cast<T>(1 / (1 + std::exp(-static_cast<double>(x))));
}

}  // namespace weft::plain
