// Small IDX files in memory, right ones and ones to spoil.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace weft::test {

using Bytes = std::vector<uint8_t>;

inline void append_word(Bytes& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(value >> shift));
}

/// Pixel i is i % 251.
inline Bytes image_file(uint32_t count, uint32_t rows, uint32_t columns) {
  Bytes out;
  for (const uint32_t word : {0x803U, count, rows, columns}) append_word(out, word);
  for (uint32_t i = 0; i < count * rows * columns; ++i)
    out.push_back(static_cast<uint8_t>(i % 251));
  return out;
}

/// Label i is i % 10.
inline Bytes label_file(uint32_t count) {
  Bytes out;
  for (const uint32_t word : {0x801U, count}) append_word(out, word);
  for (uint32_t i = 0; i < count; ++i) out.push_back(static_cast<uint8_t>(i % 10));
  return out;
}

/// An image file's header alone.
inline Bytes image_header(uint32_t count, uint32_t rows, uint32_t columns) {
  Bytes out;
  for (const uint32_t word : {0x803U, count, rows, columns}) append_word(out, word);
  return out;
}

/// The first n bytes.
inline Bytes head(const Bytes& bytes, size_t n) { return {bytes.data(), bytes.data() + n}; }

}  // namespace weft::test
