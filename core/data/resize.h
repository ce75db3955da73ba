// Images of another size, as Pillow's bilinear resize makes them (and so torchvision's Resize).
#pragma once
#include "core/data/image_set.h"

namespace weft {

/// Each output pixel is an average over a triangle around its place, two pixels of the larger grid
/// wide at half height: interpolation when images grow, no aliasing when they shrink. Rows first,
/// then columns, with values rounded to whole ones after each pass. Labels are shared.
ImageSet resize_images(const ImageSet& images, int64_t rows, int64_t columns);

}  // namespace weft
