// All of weft. The other headers beside this one are parts of it.
#pragma once
#include "core/public/d2l.hpp"
#include "core/public/data.hpp"
#include "core/public/nn.hpp"
#include "core/public/optim.hpp"
#include "core/public/plot.hpp"
#include "core/public/tensor.hpp"
