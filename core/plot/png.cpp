#include "core/plot/png.h"

#include <zlib.h>

#include "core/base/error.h"

namespace weft::plot {
namespace {

void append_word(std::string& out, unsigned long value) {
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(value >> shift & 0xff);
}

const Bytef* bytes_of(const std::string& s) { return reinterpret_cast<const Bytef*>(s.data()); }

void append_chunk(std::string& out, const char* type, const std::string& data) {
  const std::string body = type + data;
  append_word(out, static_cast<unsigned long>(data.size()));
  out += body;
  append_word(out, crc32(0, bytes_of(body), static_cast<uInt>(body.size())));
}

std::string compressed(const std::string& raw) {
  uLongf size = compressBound(static_cast<uLong>(raw.size()));
  std::string out(size, '\0');
  check(compress2(reinterpret_cast<Bytef*>(out.data()), &size, bytes_of(raw),
                  static_cast<uLong>(raw.size()), Z_BEST_COMPRESSION) == Z_OK,
        "png: out of memory for zlib");
  out.resize(size);
  return out;
}

}  // namespace

std::string png(std::span<const uint8_t> pixels, int64_t width, int64_t height) {
  constexpr int64_t kMost = 1 << 15;  // so that sizes stay 32-bit numbers
  check(width >= 1 && height >= 1 && width <= kMost && height <= kMost,
        "png: sizes must be from 1 to ", kMost, ", got ", width, " x ", height);
  check(static_cast<int64_t>(pixels.size()) == width * height, "png: ", width, " x ", height,
        " pixels are needed, got ", pixels.size());
  std::string header;
  append_word(header, static_cast<unsigned long>(width));
  append_word(header, static_cast<unsigned long>(height));
  header += {8, 0, 0, 0, 0};  // bits, grey, and the only methods that there are

  std::string rows;
  const auto row = static_cast<size_t>(width);
  for (size_t at = 0; at < pixels.size(); at += row) {
    rows += '\0';  // no filter
    rows.append(reinterpret_cast<const char*>(pixels.data() + at), row);
  }

  std::string out = "\x89PNG\r\n\x1a\n";
  append_chunk(out, "IHDR", header);
  append_chunk(out, "IDAT", compressed(rows));
  append_chunk(out, "IEND", "");
  return out;
}

}  // namespace weft::plot
