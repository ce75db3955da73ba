// Grids of grey images: with titles as an SVG text, without as a PNG picture. For programs, not for
// the module (see png.h).
//
// Images are (N, h, w) or (N, 1, h, w): floating, 0 black to 1 white, or uint8, 0 to 255. As in the
// book, images that find no place in the grid are left out, and cells without an image stay empty.
#pragma once
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft::plot {

/// A picture of 100 * scale pixels a cell. `titles` may have several lines each; none at all, or
/// one for each image that is shown.
std::string show_images(const Tensor& imgs, int64_t num_rows, int64_t num_cols,
                        const std::vector<std::string>& titles = {}, double scale = 1.5);

/// The bytes of a PNG file: pixel for pixel, a black pixel between images.
std::string images_png(const Tensor& imgs, int64_t num_rows, int64_t num_cols);

}  // namespace weft::plot
