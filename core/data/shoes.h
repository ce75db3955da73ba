// Shoes from the side, pointing to the left until the picture is mirrored.
#pragma once
#include "core/data/tailor.h"

namespace weft {

void paint_sandal(Tailor& tailor);
void paint_sneaker(Tailor& tailor);
void paint_boot(Tailor& tailor);

}  // namespace weft
