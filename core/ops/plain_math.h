// The vocabulary of simd/pointwise.def for integers and bools, as far as rows that keep their type
// use it.
#pragma once

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
template <class T>
constexpr T sign(T x) {
  return x > T(0) ? T(1) : x < T(0) ? static_cast<T>(-1) : T(0);
}
template <class T>
constexpr T floor(T x) {
  return x;
}
template <class T>
constexpr T ceil(T x) {
  return x;
}
template <class T>
constexpr T round(T x) {
  return x;
}

}  // namespace weft::plain
