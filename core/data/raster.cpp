#include "core/data/raster.h"

#include <algorithm>
#include <utility>

namespace weft {
namespace {

constexpr int kOne = 256;  // a pixel
constexpr int kLines = 4;  // sample lines a row; paint() divides by it with a shift
constexpr int kGap = kOne / kLines;
constexpr int kFraction = 16;

// The first sample line at or below y; lines lie in the middle of their quarter of a row.
int first_line(int y) { return (y - kGap / 2 + kGap - 1) >> 6; }
static_assert(kGap == 1 << 6);

}  // namespace

void Picture::add(std::span<const Point> outline) {
  int64_t area = 0;
  Point last = outline.back();
  for (const Point p : outline) {
    area += int64_t{last.x} * p.y - int64_t{p.x} * last.y;
    last = p;
  }
  const int sign = area < 0 ? -1 : 1;
  for (const Point p : outline) {
    add_edge(last, p, sign);
    last = p;
  }
}

void Picture::add_edge(Point from, Point to, int sign) {
  if (from.y < to.y) {
    std::swap(from, to);
    sign = -sign;
  }
  const int begin = std::max(first_line(to.y), 0);
  const int end = std::min(first_line(from.y), kSide * kLines);
  if (begin >= end) return;
  const int64_t slope = (int64_t{from.x - to.x} << kFraction) / (from.y - to.y);
  int64_t x = (int64_t{to.x} << kFraction) + slope * (begin * kGap + kGap / 2 - to.y);
  for (int line = begin; line < end; ++line, x += slope * kGap) {
    const int at = std::clamp(static_cast<int>(x >> kFraction), 0, kSide * kOne);
    int32_t* const cell = mask_ + line / kLines * kStride + at / kOne;
    const int beyond = at % kOne;
    cell[0] += sign * (kOne - beyond);
    cell[1] += sign * beyond;
  }
  top_ = std::min(top_, begin / kLines);
  bottom_ = std::max(bottom_, (end - 1) / kLines + 1);
}

void Picture::paint(int shade, const Pattern& pattern, int weight) {
  for (int row = top_; row < bottom_; ++row) {
    int32_t* const mask = mask_ + row * kStride;
    int16_t* const pixels = pixels_ + row * kSide;
    const int in_row = 256 * 256 + pattern.rows[row] * weight;
    int32_t sum = 0;
    for (int column = 0; column < kSide; ++column) {
      sum += mask[column];
      const int inside = std::clamp(sum >> 2, 0, kOne);
      const int light = in_row + pattern.columns[column] * weight;
      const int change = (shade * light >> 16) - pixels[column];
      pixels[column] = static_cast<int16_t>(pixels[column] + (change * inside >> 8));
    }
    std::fill_n(mask, kStride, 0);
  }
  top_ = kSide;
  bottom_ = 0;
}

}  // namespace weft
