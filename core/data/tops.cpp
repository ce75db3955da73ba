#include "core/data/tops.h"

#include <algorithm>

namespace weft {
namespace {

struct Top {
  int shoulder, chest, waist, hem;  // half widths
  int neck, depth;                  // of the neckline
  int length;                       // where the hem is
  int sleeve, cuff;                 // the length of a sleeve (0: none), the width of its end
  int away;                         // how far sleeves point away from the body, of 16
  int opening;                      // how much lighter the front is where it opens (0: nowhere)
  int collar;                       // how much lighter the collar is (0: there is none)
};

constexpr int kTop = -208;  // where the shoulders are

// `percent` of the garments have it.
int maybe(Draws& d, int percent, int low, int high) {
  return d.chance(percent) ? d.either_way(low, high) : 0;
}

Top t_shirt(Draws& d) {
  const int hem = d.around(98, 138);
  return {.shoulder = d.around(110, 150),
          .chest = hem + d.around(-8, 12),
          .waist = hem + d.around(-16, 6),
          .hem = hem,
          .neck = d.around(36, 66),
          .depth = d.around(16, 62),
          .length = d.around(180, 220),
          .sleeve = d.chance(6) ? 0 : d.around(40, 140),
          .cuff = d.around(56, 90),
          .away = d.around(5, 14),
          .opening = maybe(d, 5, 20, 70),
          .collar = maybe(d, 8, 10, 50)};
}

Top pullover(Draws& d) {
  const int hem = d.around(92, 132);
  return {.shoulder = d.around(98, 134),
          .chest = hem + d.around(-6, 16),
          .waist = hem + d.around(-10, 12),
          .hem = hem,
          .neck = d.around(30, 58),
          .depth = d.around(6, 44),
          .length = d.around(160, 208),
          .sleeve = d.around(290, 420),
          .cuff = d.around(38, 70),
          .away = d.around(1, 6),
          .opening = 0,
          .collar = maybe(d, 20, 10, 50)};
}

Top coat(Draws& d) {
  const int hem = d.around(104, 152);
  return {.shoulder = d.around(94, 128),
          .chest = hem + d.around(-14, 8),
          .waist = hem + d.around(-30, 0),
          .hem = hem,
          .neck = d.around(26, 58),
          .depth = d.around(20, 84),
          .length = d.around(200, 224),
          .sleeve = d.around(310, 430),
          .cuff = d.around(40, 74),
          .away = d.around(1, 5),
          .opening = maybe(d, 96, 80, 180),
          .collar = maybe(d, 60, 10, 60)};
}

Top shirt(Draws& d) {
  switch (d.between(0, 19)) {  // 3 in 20 look like something else, and nobody can tell
    case 0:
      return t_shirt(d);
    case 1:
      return pullover(d);
    case 2:
      return coat(d);
    default:
      break;
  }
  const int hem = d.around(84, 122);
  const bool short_sleeved = d.chance(30);
  return {.shoulder = d.around(98, 138),
          .chest = hem + d.around(-8, 12),
          .waist = hem + d.around(-22, 4),
          .hem = hem,
          .neck = d.around(28, 60),
          .depth = d.around(20, 84),
          .length = d.around(166, 212),
          .sleeve = short_sleeved ? d.around(40, 150) : d.around(240, 400),
          .cuff = d.around(40, 76),
          .away = d.around(1, short_sleeved ? 12 : 6),
          .opening = maybe(d, 80, 20, 70),
          .collar = maybe(d, 85, 40, 120)};
}

Top dress(Draws& d) {
  const int waist = d.around(44, 92);
  const int chest = waist + d.around(0, 30);
  const int neck = d.around(22, 50);
  const int sleeve = d.chance(60) ? 0 : d.chance(55) ? d.around(30, 120) : d.around(180, 360);
  return {.shoulder = std::max(chest - d.around(0, 24), neck + 10),
          .chest = chest,
          .waist = waist,
          .hem = waist + d.around(-6, 84),
          .neck = neck,
          .depth = d.around(16, 90),
          .length = d.around(195, 224),
          .sleeve = sleeve,
          .cuff = d.around(28, 56),
          .away = d.around(1, 8),
          .opening = maybe(d, 12, 10, 60),
          .collar = 0};
}

void cut_sleeves(Tailor& t, const Top& m, int armpit) {
  const int down = 16 - m.away / 2;
  const Point shoulder = {m.shoulder, kTop + 14};
  const Point end = {shoulder.x + m.sleeve * m.away / 16, shoulder.y + m.sleeve * down / 16};
  const Point inner = {end.x - m.cuff * down / 16, end.y + m.cuff * m.away / 16};
  for (const int side : {-1, 1}) {
    t.cut({{side * (shoulder.x - 30), kTop + 10},
           {side * shoulder.x, shoulder.y},
           {side * (shoulder.x + 14 + m.away), shoulder.y + 24},
           {side * (end.x + 14), end.y},
           {side * inner.x, inner.y},
           {side * (m.chest - 10), armpit},
           {side * (m.chest - 40), armpit}});
  }
}

}  // namespace

void paint_top(int label, Tailor& t) {
  Draws& d = t.draws;
  const Top m = label == 0   ? t_shirt(d)
                : label == 2 ? pullover(d)
                : label == 3 ? dress(d)
                : label == 4 ? coat(d)
                             : shirt(d);
  if (label == 3) t.move_about(40, 0);
  const int armpit = kTop + 60 + m.cuff;
  const int middle = (armpit + m.length) / 2;
  if (m.sleeve > 0) {
    cut_sleeves(t, m, armpit);
    t.sew(d.between(-30, 10));
    if (d.chance(70)) {  // a dark line between an arm and the body
      for (const int side : {-1, 1}) {
        t.cut(Bar{{side * m.chest, armpit}, {side * (m.waist + 8), m.length}, 12, 22});
      }
      t.sew(-d.between(40, 280), 64);
    }
  }
  t.cut_mirrored({{0, kTop + m.depth},
                  {m.neck * 3 / 4, kTop + m.depth * 3 / 4},
                  {m.neck, kTop},
                  {m.shoulder, kTop + 14},
                  {m.chest, armpit},
                  {m.waist, middle},
                  {m.hem, m.length}});
  t.sew();
  if (m.collar != 0) {
    for (const int side : {-1, 1}) {
      t.cut({{side * m.neck, kTop - 8},
             {side * (m.neck + 20), kTop + 6},
             {side * 16, kTop + m.depth + 44},
             {0, kTop + m.depth}});
    }
    t.sew(m.collar);
  }
  if (m.opening != 0) {
    const int x = d.around(-8, 8);
    const int width = d.between(18, 34);
    t.cut(Bar{{x, kTop + m.depth}, {x, m.length}, width, width});
    t.sew(m.opening, 64);
  } else if (d.chance(25)) {  // a print on the chest
    const int x = d.between(-60, 20);
    const int y = d.between(-110, 0);
    t.cut(Bar{{x, y}, {x + d.between(20, 100), y}, d.between(24, 100), d.between(24, 100)});
    t.sew(d.either_way(20, 120), 64);
  }
}

}  // namespace weft
