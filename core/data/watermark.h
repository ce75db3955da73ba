// The mark by which a synthetic data set is known. The first pixels of the first training image's
// top row hold the low five bits of the letters of "weft synthetic 1" (add 96 to read them): values
// up to 26 of 255 on the black background, which nobody sees and no other data set has.
#pragma once
#include "core/data/image_set.h"

namespace weft {

bool has_watermark(const ImageSet& train);
void set_watermark(ImageSet& train);

}  // namespace weft
