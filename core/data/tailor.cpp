#include "core/data/tailor.h"

#include <algorithm>
#include <cstdlib>

namespace weft {
namespace {

constexpr int kOne = 4096;
constexpr size_t kMostPoints = 32;

// Stripes of a width and a gap between them, from some phase on.
void stripe(Draws& draws, int16_t* line, int contrast) {
  const int period = draws.between(2, 7);
  const int dark = draws.between(1, period - 1);
  const int phase = draws.between(0, period - 1);
  for (int i = 0; i < kSide; ++i) {
    if ((i + phase) % period < dark) line[i] = static_cast<int16_t>(line[i] - contrast);
  }
}

}  // namespace

Tailor::Tailor(Draws& d, Picture& picture) : draws(d), shade(0), picture_(picture) {
  weave();
  const int size = draws.around(84, 108);  // percent
  const int wide = draws.around(90, 114);
  xx_ = kOne * size / 100 * wide / 100 * (draws.chance(50) ? -1 : 1);
  yy_ = kOne * size / 100;
  xy_ = draws.around(-300, 300);
  yx_ = draws.around(-260, 260);
  const int x = draws.around(-360, 360);
  const int y = draws.around(-360, 360);
  middle_ = {kSide * 128 + x, kSide * 128 + y};
}

void Tailor::weave() {
  // Most clothes are light; dark ones still stand out from the black behind them.
  shade = draws.chance(30) ? draws.between(56, 120) : draws.around(130, 290);
  const int kind = draws.between(0, 99);
  const int contrast = draws.between(20, 130);
  if (kind < 14) stripe(draws, pattern_.rows, contrast);
  if (kind >= 10 && kind < 20) stripe(draws, pattern_.columns, contrast);
  // Folds and light: darker towards the sides, lighter towards the top or the bottom.
  const int fold = draws.between(-10, 60);
  const int light = draws.between(-36, 36);
  for (int i = 0; i < kSide; ++i) {
    const int away = std::abs(2 * i - (kSide - 1));
    pattern_.columns[i] = static_cast<int16_t>(pattern_.columns[i] - fold * away / kSide);
    pattern_.rows[i] = static_cast<int16_t>(pattern_.rows[i] + light * (2 * i - kSide) / kSide);
  }
}

Point Tailor::placed(Point p) const {
  // 1/16 of a pixel times 1/4096 is 1/65536: 8 bits less make 1/256 of a pixel.
  return {middle_.x + ((p.x * xx_ + p.y * xy_) >> 8), middle_.y + ((p.x * yx_ + p.y * yy_) >> 8)};
}

void Tailor::move_about(int x, int y) {
  middle_.x += 16 * draws.between(-x, x);
  middle_.y += 16 * draws.between(-y, y);
}

void Tailor::cut(std::initializer_list<Point> outline) {
  Point points[kMostPoints];
  size_t n = 0;
  for (const Point p : outline) points[n++] = placed(p);
  picture_.add({points, n});
}

void Tailor::cut_mirrored(std::initializer_list<Point> half) {
  Point points[kMostPoints];
  size_t n = 0;
  for (const Point p : half) points[n++] = placed(p);
  for (auto p = half.end(); p-- != half.begin();) points[n++] = placed({-p->x, p->y});
  picture_.add({points, n});
}

void Tailor::cut(const Bar& bar) {
  // Across the longer side of the bar: near enough to a right angle for a picture of this size.
  const auto [from, to, width, end_width] = bar;
  const bool steep = std::abs(to.y - from.y) > std::abs(to.x - from.x);
  const Point a = steep ? Point{width / 2, 0} : Point{0, width / 2};
  const Point b = steep ? Point{end_width / 2, 0} : Point{0, end_width / 2};
  cut({{from.x - a.x, from.y - a.y},
       {from.x + a.x, from.y + a.y},
       {to.x + b.x, to.y + b.y},
       {to.x - b.x, to.y - b.y}});
}

void Tailor::sew(int lighter, int weight) {
  picture_.paint(std::clamp(shade + lighter, 0, 280), pattern_, weight);
}

}  // namespace weft
