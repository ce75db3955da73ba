// Values as the notebook shows them below a cell, without the `torch.` prefixes.
#pragma once
#include <cstdio>
#include <string>
#include <vector>

#include "core/d2l/d2l.h"

namespace weft::examples {

inline std::string shown(const Tensor& x) { return x.to_string(); }
inline std::string shown(const Shape& shape) { return d2l::size_text(shape); }
inline std::string shown(DType dtype) { return name(dtype); }
template <class T>
requires std::integral<T> || std::floating_point<T> std::string shown(T value) {
  if constexpr (std::same_as<T, bool>) return value ? "True" : "False";
  return text(value);
}

/// One value as it prints; several as a tuple, on one line of 79 characters if they fit, else each
/// on lines of its own.
template <class... Values>
void show(const Values&... values) {
  const std::vector<std::string> parts{shown(values)...};
  if (parts.size() == 1) {
    std::puts(parts[0].c_str());
    return;
  }
  std::string line, block;
  for (const std::string& part : parts) {
    line += (line.empty() ? "(" : ", ") + part;
    block += block.empty() ? "(" : ",\n ";
    for (const char c : part) block += c == '\n' ? std::string("\n ") : std::string(1, c);
  }
  const bool fits = line.find('\n') == std::string::npos && line.size() < 79;
  std::printf("%s)\n", (fits ? line : block).c_str());
}

}  // namespace weft::examples
