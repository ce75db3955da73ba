#include "core/data/shoes.h"

#include <algorithm>

namespace weft {

void paint_sneaker(Tailor& t) {
  Draws& d = t.draws;
  t.move_about(0, 64);
  const int sole = d.around(50, 104);
  const int thick = d.around(18, 46);
  const int collar = d.chance(16) ? d.around(-180, -70) : d.around(-96, -24);
  const int tongue = collar + d.around(-40, 20);
  const int throat = d.around(-60, 40);
  t.cut({{-212, sole - thick},
         {-196, sole - thick - d.around(20, 50)},
         {-136, sole - thick - d.around(40, 70)},
         {throat, tongue},
         {throat + 34, tongue - 8},
         {130, collar + d.around(0, 30)},
         {194, collar - 10},
         {212, sole - thick},
         {204, sole},
         {-200, sole}});
  t.sew();
  t.cut({{-214, sole - thick}, {214, sole - thick}, {208, sole}, {-202, sole}});
  t.sew(d.either_way(20, 120), 64);
  if (d.chance(70)) {
    const int step = d.between(24, 36);
    const int laces = d.between(2, 4);
    for (int i = 0; i < laces; ++i) {
      const int x = throat - 16 - i * step;
      t.cut(Bar{{x, tongue + 24 + i * 12}, {x + 26, tongue + 50 + i * 12}, 14, 14});
    }
    t.sew(d.either_way(30, 120), 64);
  }
}

void paint_boot(Tailor& t) {
  Draws& d = t.draws;
  t.move_about(10, 24);
  const int sole = d.around(140, 212);
  const int heel = d.around(10, 90);
  const int shaft = sole - d.around(180, 400);
  const int front = d.around(-30, 60);
  const int back = d.around(160, 210);
  const int ankle = sole - d.around(110, 180);
  const int thick = d.around(12, 34);
  t.cut({{front, shaft},
         {back, shaft + d.around(-16, 16)},
         {back + d.around(-20, 10), ankle},
         {208, sole - heel},
         {-40, sole - thick},
         {-206, sole - thick},
         {-202, sole - thick - d.around(30, 66)},
         {-116, sole - thick - d.around(66, 104)},
         {front - 20, ankle}});
  t.sew();
  t.cut({{-210, sole - thick},
         {-40, sole - thick},
         {210, sole - heel},
         {208, sole},
         {d.around(90, 140), sole},
         {d.around(70, 100), sole - heel / 2},
         {-60, sole},
         {-202, sole}});
  t.sew(d.either_way(10, 80), 64);
}

// A sole that may rise to the heel, and straps that lie where the foot would be.
void paint_sandal(Tailor& t) {
  Draws& d = t.draws;
  const int lift = d.chance(50) ? d.around(70, 230) : d.around(0, 30);  // of the heel
  t.move_about(0, 56 - lift / 6);
  const int sole = d.around(50, 100) + lift / 3;
  const int thick = d.around(22, 54);
  const int middle = sole - lift * 9 / 16;
  const int heel = sole - lift;
  t.cut({{-214, sole - thick},
         {-90, sole - thick},
         {50, middle - thick},
         {204, heel - thick - 6},
         {212, heel - thick / 2},
         {200, heel},
         {60, middle + 6},
         {-90, sole},
         {-204, sole}});
  if (lift > 60) {
    const int block = d.chance(40) ? d.around(120, 260) : d.around(24, 60);
    t.cut({{206 - block, heel + block / 2 - 20},
           {206, heel - 8},
           {200, sole},
           {186 - block / 2, sole}});
  }
  t.sew(d.either_way(0, 44), 64);
  // Bands over the toes and the instep, from the sole up to the line of the foot.
  const int bands = d.between(1, 4);
  const int width = d.around(24, 80);
  const int step = d.between(44, 76);
  for (int i = 0; i < bands; ++i) {
    const int x = -176 + i * step;
    const int floor = sole - thick + 8 - std::max(0, lift * (x + 90) / 290);
    const int top = floor - 34 - i * d.between(14, 30);
    t.cut(Bar{{x, floor}, {x + d.around(16, 60), top}, width, width * 3 / 4});
  }
  if (d.chance(75)) {  // round the ankle
    const int top = heel - thick - d.around(50, 130);
    const int wide = d.around(22, 50);
    const int front = d.around(-20, 70);
    t.cut(Bar{{190, heel - thick}, {186, top}, wide, wide});
    t.cut(Bar{{198, top}, {front, top + d.around(-6, 50)}, d.around(20, 40), 30});
    if (d.chance(50)) t.cut(Bar{{front, top + 20}, {d.around(-130, -40), middle - thick}, 30, 40});
  }
  t.sew();
}

}  // namespace weft
