// The ten kinds of garment as outlines whose measures vary from picture to picture. What is worn on
// top differs in details that may be faint, and 3 of 20 shirts are drawn as a t-shirt, pullover or
// coat: no model can name more than 98.5 % of the pictures.
#pragma once
#include "core/data/draws.h"
#include "core/data/raster.h"

namespace weft {

/// Paints a garment of the class `label`, in the order of Fashion-MNIST's classes.
void paint_garment(int label, Draws& draws, Picture& picture);

}  // namespace weft
