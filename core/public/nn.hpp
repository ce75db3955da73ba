// Layers, and how their parameters start.
#pragma once
#include "core/nn/init.h"
#include "core/nn/layers.h"
