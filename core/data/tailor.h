// What all garments have in common: a cloth, a place in the picture, and ways to cut pieces of it.
// Measures are in 1/16 of a pixel around the middle of the picture, x to the right, y down: the
// picture reaches from -224 to 224.
//
// Calls that draw more than one measure take them in braces, which are evaluated from left to
// right: the arguments of a call are not, and compilers would disagree about the picture.
#pragma once
#include <initializer_list>

#include "core/data/draws.h"
#include "core/data/raster.h"

namespace weft {

struct Bar {
  Point from, to;
  int width, end_width;
};

class Tailor {
 public:
  /// Chooses the cloth, the size, the place, the slant, and whether it is seen in a mirror.
  Tailor(Draws& draws, Picture& picture);

  /// Moves what is cut from now on by up to so much in each direction: small things lie anywhere.
  void move_about(int x, int y);

  /// Pieces are cut first, then sewn on together in one shade: they may overlap.
  void cut(std::initializer_list<Point> outline);
  /// Given the right half of an outline from top to bottom: that and its mirror image.
  void cut_mirrored(std::initializer_list<Point> half);
  void cut(const Bar& bar);
  /// `lighter` is added to the shade of the cloth; `weight` of 256 shows its pattern in full.
  void sew(int lighter = 0, int weight = 256);

  Draws& draws;
  int shade;

 private:
  [[nodiscard]] Point placed(Point p) const;
  void weave();

  Picture& picture_;
  Pattern pattern_;
  int xx_, xy_, yx_, yy_;  // the affine map, in 1/4096
  Point middle_;
};

}  // namespace weft
