// A shuffled minibatch of uint8 images as numbers in [0, 1], in one pass.
#pragma once
#include "simd/vec.h"

namespace weft::simd {
namespace {

/// 1/255 in two pieces: a pixel times the first is exact, so that the sum of both products is the
/// quotient rounded once. (A division takes twice as long, a product with 1/255 rounds some of the
/// 256 twice.)
template <class T>
inline constexpr T kHigh = sizeof(T) == 4 ? T(0x1.01p-8) : T(0x1.01010101p-8);
template <class T>
inline constexpr T kLow = T(1.0L / 255 - static_cast<long double>(kHigh<T>));

template <class V, class T = typename V::Value>
WEFT_INLINE V numbers(Native<uint8_t, V::width> bytes) {
#ifdef __wasm__
  // V8 makes ten instructions of converting unsigned numbers. 2^23 and a byte is a float whose last
  // bits are the byte.
  if constexpr (sizeof(T) == 4) {
    const auto last = __builtin_convertvector(bytes, Native<int32_t, V::width>);
    return from_native<V>(last | 0x4B000000) - V(0x1p23f);
  }
#endif
  return from_native<V>(__builtin_convertvector(bytes, Native<T, V::width>));
}

template <class V, class T = typename V::Value>
WEFT_INLINE V pixels(const uint8_t* p) {
  Native<uint8_t, V::width> bytes;
  std::memcpy(&bytes, p, sizeof bytes);
  const V value = numbers<V>(bytes);
  return fma(value, V(kHigh<T>), value * V(kLow<T>));
}

// Shuffled images are in no cache: each is asked for while those before it are converted. Eight
// ahead instead of four: no gain.
constexpr int64_t kAhead = 4, kCacheLine = 64;

template <class V, class T = typename V::Value>
void gather_images(const uint8_t* images, const int64_t* index, T* y, int64_t rows, int64_t size) {
  for (int64_t r = -kAhead; r < rows; ++r) {
    if (r + kAhead < rows)
      for (int64_t p = 0; p < size; p += kCacheLine)
        __builtin_prefetch(images + index[r + kAhead] * size + p);
    if (r < 0) continue;
    const uint8_t* const image = images + index[r] * size;
    T* const out = y + r * size;
    int64_t i = 0;
    for (; i + V::width <= size; i += V::width) pixels<V>(image + i).store(out + i);
    if (i < size) {
      uint8_t padded[V::width] = {};
      for (int64_t j = i; j < size; ++j) padded[j - i] = image[j];
      pixels<V>(padded).store_part(out + i, size - i);
    }
  }
}

}  // namespace
}  // namespace weft::simd
