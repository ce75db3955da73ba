// Tensors, their operations and gradients, and how many threads they use.
#pragma once
#include "core/autograd/autograd.h"
#include "core/base/parallel.h"
#include "core/ops/gradcheck.h"
#include "core/ops/index.h"
#include "core/ops/ops.h"
