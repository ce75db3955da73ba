// Charts, computational graphs (weft::weft) and images (weft::files) as SVG texts.
#pragma once
#include "core/plot/chart.h"
#include "core/plot/graph.h"
#include "core/plot/images.h"
