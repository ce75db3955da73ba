// Optimizers and schedules of learning rates.
#pragma once
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"
