// What is worn on top: t-shirt, pullover, dress, coat and shirt are one construction with different
// measures, so that a model has to look at details, which may be faint.
#pragma once
#include "core/data/tailor.h"

namespace weft {

/// `label` is 0, 2, 3, 4 or 6.
void paint_top(int label, Tailor& tailor);

}  // namespace weft
