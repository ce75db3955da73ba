// Fills ranges with random values, drawing from the generator exactly what PyTorch's CPU functions
// draw for a contiguous tensor of the same type and size: integers are equal to PyTorch's,
// floating-point values within a few units in the last place (PyTorch's own differ so between
// processors).
#pragma once
#include <cstdint>

#include "core/random/generator.h"

namespace weft {

/// n values, uniform in [from, to).
void uniform(Generator& generator, float* out, int64_t n, double from, double to);
void uniform(Generator& generator, double* out, int64_t n, double from, double to);

/// n normal values. From 16 values on they come in blocks of 16, below that in pairs of which the
/// second may be left for the next call: 16 values are not what two calls for 8 give.
void normal(Generator& generator, float* out, int64_t n, double mean, double std);
void normal(Generator& generator, double* out, int64_t n, double mean, double std);

/// n times 1 with probability p, else 0. T is one of the six element types.
template <class T>
void bernoulli(Generator& generator, T* out, int64_t n, double p);

/// out[i] is 1 with probability p[i], else 0; T is float or double. It draws at T's precision, so
/// that it differs from the function above for float, in PyTorch too.
template <class T>
void bernoulli(Generator& generator, T* out, const T* p, int64_t n);

/// n integers, uniform in [low, high).
void randint(Generator& generator, int64_t* out, int64_t n, int64_t low, int64_t high);

/// The numbers 0 to n - 1 in random order.
void randperm(Generator& generator, int64_t* out, int64_t n);

}  // namespace weft
