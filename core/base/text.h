// Text for people: joins values into one string without iostreams (they cost a browser 100 kB).
// Numbers print as the shortest text that reads back as the same value.
#pragma once
#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>

namespace weft {

void append(std::string& out, std::string_view s);
void append(std::string& out, double value);
void append(std::string& out, long long value);
/// A template, so that pointers do not become bools.
template <std::same_as<bool> T>
void append(std::string& out, T value) {
  append(out, std::string_view(value ? "true" : "false"));
}
template <std::integral T>
requires(!std::same_as<T, bool>) void append(std::string& out, T value) {
  append(out, static_cast<long long>(value));
}

/// All arguments one after the other: `text("got ", shape, " and ", 3)`.
template <class... Args>
std::string text(const Args&... args) {
  std::string out;
  (append(out, args), ...);
  return out;
}

/// Streams print what text() does: `stream << x << x.shape()`. A template, so that the library
/// itself needs no iostreams.
template <class Traits, class T>
requires(std::is_class_v<T> || std::is_enum_v<T>) &&
    (!std::convertible_to<const T&, std::string_view>)&&requires(std::string& out, const T& x) {
  append(out, x);
}
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const T& x) {
  return out << text(x);
}

}  // namespace weft
