// A 28 x 28 grey picture on which filled outlines are painted, with soft edges, in integers.
//
// An outline is sampled on four lines a pixel row. Where it crosses a line, the crossing is noted
// as a difference of coverage between neighbouring pixels; a running sum along the row then gives
// how much of each pixel lies inside. No sorting, no lists of edges: the cost is that of the
// outline's height.
#pragma once
#include <cstdint>
#include <span>

namespace weft {

inline constexpr int kSide = 28;

/// In 1/256 of a pixel, from the top left corner.
struct Point {
  int32_t x;
  int32_t y;
};

/// What is woven into a cloth: how much lighter it is, in 1/256 of its shade, by column and by row.
struct Pattern {
  int16_t columns[kSide] = {};
  int16_t rows[kSide] = {};
};

class Picture {
 public:
  /// Adds the inside of a closed outline, of either orientation, to the mask.
  void add(std::span<const Point> outline);

  /// Paints what the mask covers and empties it. `weight` of 256 shows the pattern in full.
  void paint(int shade, const Pattern& pattern, int weight);

  [[nodiscard]] int16_t* pixels() { return pixels_; }

 private:
  static constexpr int kStride = 32;
  void add_edge(Point from, Point to, int sign);

  int16_t pixels_[kSide * kSide] = {};
  int32_t mask_[kSide * kStride] = {};
  int top_ = kSide;  // the rows that the mask has anything in
  int bottom_ = 0;
};

}  // namespace weft
