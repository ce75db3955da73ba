#include "core/data/garments.h"

#include <algorithm>

#include "core/data/shoes.h"
#include "core/data/tailor.h"
#include "core/data/tops.h"

namespace weft {
namespace {

void paint_trouser(Tailor& t) {
  Draws& d = t.draws;
  t.move_about(40, 0);
  const int waist = d.around(54, 96);
  const int hip = waist + d.around(6, 36);
  const int hem_out = d.around(56, 128);
  const int hem_in = std::min(hem_out - d.around(36, 70), 60);
  const int crotch = d.around(-110, -30);
  const int length = d.chance(10) ? d.around(20, 160) : d.around(190, 222);
  t.cut_mirrored({{0, -212},
                  {waist, -214},
                  {hip, -110},
                  {std::max(hem_out, hem_in + 16), length},
                  {std::max(hem_in, 3), length},
                  {3, crotch}});
  t.sew();
  if (d.chance(50)) {
    t.cut({{-waist, -212}, {waist, -212}, {waist, -194}, {-waist, -194}});
    t.sew(d.either_way(10, 60), 64);
  }
}

void paint_bag(Tailor& t) {
  Draws& d = t.draws;
  t.move_about(24, 24);
  const int half = d.around(130, 216);
  const int narrow = half - d.around(-10, 50);
  const int bottom = d.around(120, 212);
  const int top = bottom - d.around(160, 320);
  if (d.chance(80)) {
    const int rise = std::min(d.around(30, 190), std::max(top + 216, 20));
    const int spread = half * d.between(30, 80) / 100;
    const int width = d.around(18, 40);
    const int peak = top - rise;
    const int bend = spread * 3 / 4;
    for (const int side : {-1, 1}) {
      t.cut(Bar{{side * spread, top + 8}, {side * bend, peak + rise / 4}, width, width});
      t.cut(Bar{{side * bend, peak + rise / 4}, {0, peak + width / 2}, width, width});
    }
    t.sew(d.between(-40, 20), 64);
  }
  t.cut_mirrored(
      {{0, top}, {narrow - 12, top}, {narrow, top + 14}, {half, bottom - 16}, {half - 16, bottom}});
  t.sew();
  if (d.chance(55)) {
    const int flap = top + d.around(30, 120);
    t.cut(Bar{{-narrow, flap}, {narrow, flap}, 12, 12});
    t.cut(Bar{{0, flap - 14}, {0, flap + 20}, 26, 26});
    t.sew(d.either_way(20, 90), 64);
  }
}

// Something dark in front of the garment, or a part of it that is folded away.
void hide_part(Tailor& t) {
  Draws& d = t.draws;
  const int x = d.between(-180, 180);
  const int y = d.between(-180, 180);
  const int width = d.between(24, 72);
  if (d.chance(50)) {
    t.cut(Bar{{x, -260}, {x + d.between(-120, 120), 260}, width, width});
  } else {
    t.cut(Bar{{-260, y}, {260, y + d.between(-120, 120)}, width, width});
  }
  t.sew(-280);
}

}  // namespace

void paint_garment(int label, Draws& draws, Picture& picture) {
  Tailor t(draws, picture);
  switch (label) {
    case 1:
      paint_trouser(t);
      break;
    case 5:
      paint_sandal(t);
      break;
    case 7:
      paint_sneaker(t);
      break;
    case 8:
      paint_bag(t);
      break;
    case 9:
      paint_boot(t);
      break;
    default:
      paint_top(label, t);
      break;
  }
  if (draws.chance(8)) hide_part(t);
}

}  // namespace weft
