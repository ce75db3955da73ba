// Grey images as PNG bytes (ISO/IEC 15948), compressed by zlib. For programs, not for the module:
// a page draws on its canvas.
#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace weft::plot {

/// `pixels` row by row, 0 black to 255 white: width * height of them.
std::string png(std::span<const uint8_t> pixels, int64_t width, int64_t height);

}  // namespace weft::plot
