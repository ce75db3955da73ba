// Text for people: joins values into one string without iostreams (they cost a browser 100 kB).
// Numbers print as the shortest text that reads back as the same value.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace weft
