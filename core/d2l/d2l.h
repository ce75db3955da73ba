// The classes of Dive into Deep Learning, chapters 2 to 5, by the names of its package d2l 1.0, and
// with them all that the chapters use of the library.
#pragma once
#include "core/autograd/autograd.h"
#include "core/d2l/data_module.h"
#include "core/d2l/linear_regression.h"
#include "core/d2l/mlp.h"
#include "core/d2l/plot.h"
#include "core/d2l/softmax_regression.h"
#include "core/d2l/trainer.h"
#include "core/ops/gradcheck.h"
#include "core/optim/schedule.h"
