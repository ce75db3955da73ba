#include "core/random/distributions.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace weft {
namespace {

constexpr int64_t kBlock = 16;         // normal values that are made together
constexpr int64_t kBlocksApart = 128;  // of those, what pays for a thread

// In [0, 1), with as many random bits as T's significand holds.
template <class T>
T draw_unit(Generator& generator) {
  if constexpr (sizeof(T) == 4) {
    return static_cast<float>(generator.random() & 0xffffffU) * 0x1p-24F;
  } else {
    return static_cast<double>(generator.random64() & ((uint64_t{1} << 53) - 1)) * 0x1p-53;
  }
}

// x * scale + shift, rounded once for float whatever the machine: a product of two floats is exact
// in double, so that it makes no difference whether a compiler fuses the addition.
float scaled(float x, float scale, float shift) {
  return static_cast<float>(static_cast<double>(x) * scale + shift);
}
double scaled(double x, double scale, double shift) { return x * scale + shift; }

template <class T>
void fill_uniform(Generator& generator, T* out, int64_t n, double from, double to) {
  check(from <= to, "uniform: from must not exceed to, got from = ", from, " and to = ", to);
  check(to - from <= static_cast<double>(std::numeric_limits<T>::max()),
        "uniform: to - from must be finite in ", sizeof(T) == 4 ? "float32" : "float64",
        ", got from = ", from, " and to = ", to);
  const T first = static_cast<T>(from);
  const T width = static_cast<T>(to) - first;
  for (int64_t i = 0; i < n; ++i) out[i] = scaled(draw_unit<T>(generator), width, first);
}

// Box-Muller in place on 16 uniform values: value j and value j + 8 make a pair. PyTorch rounds to
// float after each step; log, sin and cos go through double because float ones differ between C
// libraries.
void block_to_normal(float* x, float mean, float std) {
  constexpr auto two_pi = static_cast<float>(2 * std::numbers::pi);
  for (int j = 0; j < 8; ++j) {
    const float u = 1 - x[j];  // (0, 1]: its logarithm is finite
    const float angle = two_pi * x[j + 8];
    const float radius = std::sqrt(-2 * static_cast<float>(std::log(static_cast<double>(u))));
    const double wide = angle;
    x[j] = scaled(radius * static_cast<float>(std::cos(wide)), std, mean);
    x[j + 8] = scaled(radius * static_cast<float>(std::sin(wide)), std, mean);
  }
}

void block_to_normal(double* x, double mean, double std) {
  for (int j = 0; j < 8; ++j) {
    const double radius = std::sqrt(-2 * std::log(1 - x[j]));
    const double angle = 2 * std::numbers::pi * x[j + 8];
    x[j] = scaled(radius * std::cos(angle), std, mean);
    x[j + 8] = scaled(radius * std::sin(angle), std, mean);
  }
}

double draw_normal(Generator& generator) {
  if (const auto spare = generator.take_spare_normal()) return *spare;
  const auto angle = 2 * std::numbers::pi * draw_unit<double>(generator);
  const double radius = std::sqrt(-2 * std::log1p(-draw_unit<double>(generator)));
  generator.keep_spare_normal(radius * std::sin(angle));
  return radius * std::cos(angle);
}

template <class T>
void fill_normal(Generator& generator, T* out, int64_t n, double mean, double std) {
  check(std >= 0, "normal: std must not be negative, got std = ", std);
  if (n < kBlock) {
    for (int64_t i = 0; i < n; ++i) {
      out[i] = static_cast<T>(draw_normal(generator) * std + mean);
    }
    return;
  }
  const auto m = static_cast<T>(mean);
  const auto s = static_cast<T>(std);
  for (int64_t i = 0; i < n; ++i) out[i] = draw_unit<T>(generator);
  parallel_for(n / kBlock, kBlocksApart, [=](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) block_to_normal(out + b * kBlock, m, s);
  });
  if (n % kBlock != 0) {  // the last 16 values are drawn again as a block
    T* const last = out + n - kBlock;
    for (int64_t i = 0; i < kBlock; ++i) last[i] = draw_unit<T>(generator);
    block_to_normal(last, m, s);
  }
}

}  // namespace

void uniform(Generator& generator, float* out, int64_t n, double from, double to) {
  fill_uniform(generator, out, n, from, to);
}
void uniform(Generator& generator, double* out, int64_t n, double from, double to) {
  fill_uniform(generator, out, n, from, to);
}

void normal(Generator& generator, float* out, int64_t n, double mean, double std) {
  fill_normal(generator, out, n, mean, std);
}
void normal(Generator& generator, double* out, int64_t n, double mean, double std) {
  fill_normal(generator, out, n, mean, std);
}

template <class T>
void bernoulli(Generator& generator, T* out, int64_t n, double p) {
  check(p >= 0 && p <= 1, "bernoulli: p must be in [0, 1], got p = ", p);
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<T>(draw_unit<double>(generator) < p);
}
template void bernoulli(Generator&, float*, int64_t, double);
template void bernoulli(Generator&, double*, int64_t, double);
template void bernoulli(Generator&, int64_t*, int64_t, double);
template void bernoulli(Generator&, int32_t*, int64_t, double);
template void bernoulli(Generator&, uint8_t*, int64_t, double);
template void bernoulli(Generator&, bool*, int64_t, double);

template <class T>
void bernoulli(Generator& generator, T* out, const T* p, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    check(p[i] >= 0 && p[i] <= 1, "bernoulli: p must be in [0, 1], got ", p[i], " at index ", i);
    out[i] = static_cast<T>(draw_unit<T>(generator) < p[i]);
  }
}
template void bernoulli(Generator&, float*, const float*, int64_t);
template void bernoulli(Generator&, double*, const double*, int64_t);

void randint(Generator& generator, int64_t* out, int64_t n, int64_t low, int64_t high) {
  check(high > low, "randint: high must be greater than low, got low = ", low,
        " and high = ", high);
  const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  const bool wide = range >> 32 != 0;
  for (int64_t i = 0; i < n; ++i) {
    const uint64_t draw = wide ? generator.random64() : generator.random();
    out[i] = static_cast<int64_t>(draw % range + static_cast<uint64_t>(low));
  }
}

void randperm(Generator& generator, int64_t* out, int64_t n) {
  check(n >= 0, "randperm: n must not be negative, got n = ", n);
  // From here on PyTorch draws 64 bits, since the remainder of 32 would favour low numbers by 5 %.
  constexpr int64_t kLarge = std::numeric_limits<uint32_t>::max() / 20;
  if (n < kLarge) {
    std::iota(out, out + n, int64_t{0});
    for (int64_t i = 0; i < n - 1; ++i) {
      std::swap(out[i], out[i + generator.random() % static_cast<uint32_t>(n - i)]);
    }
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    const auto j = static_cast<int64_t>(generator.random64() % static_cast<uint64_t>(i + 1));
    out[i] = out[j];
    out[j] = i;
  }
}

}  // namespace weft
