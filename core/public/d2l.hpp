// The classes of the book: data modules, models and the trainer. d2l::show_images and visualize()
// are in weft::files.
#pragma once
#include "core/d2l/d2l.h"
