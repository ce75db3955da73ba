// The classes of Dive into Deep Learning, chapters 2 to 5, by the names of its package d2l 1.0.
#pragma once
#include "core/d2l/data_module.h"
#include "core/d2l/linear_regression.h"
#include "core/d2l/mlp.h"
#include "core/d2l/plot.h"
#include "core/d2l/softmax_regression.h"
#include "core/d2l/trainer.h"
