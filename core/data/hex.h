// Bytes in messages: "93 4e 55".
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace weft {

inline std::string hex(std::span<const uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const uint8_t byte : bytes) {
    if (!out.empty()) out += ' ';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

}  // namespace weft
