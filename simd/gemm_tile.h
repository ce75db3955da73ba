// The register tile of gemm: an outer product at each step along K, its sums in registers until the
// end. Prefetching C before the loop: no gain (Zen 5).
#pragma once
#include "simd/pointwise.h"

namespace weft::simd {
namespace {

// Keeps a pointer apart from the sum it was made of: rows are addressed as one of few pointers plus
// 0, 1 or 2 strides, which x86 adds for nothing. Left alone, the compiler makes a pointer a row,
// more than there are registers.
#if defined(__x86_64__)
#define WEFT_KEEP(pointer) asm("" : "+r"(pointer))
#else
#define WEFT_KEEP(pointer) (void)0
#endif

/// The epilogue for a tile that is not whole, from its sums in memory (rows `width` apart).
template <class V, class T = typename V::Value>
[[gnu::noinline]] void finish_part(const T* sums, int width, int rows, T* c, int64_t ldc, int n,
                                   const Epilogue<T>& epilogue) {
  for (int i = 0; i < rows; ++i, sums += width, c += ldc) {
    for_each_register<V>(n, [&](auto load, auto store) {
      V value = load(sums);
      if (epilogue.accumulate) value = load(c) + value;
      if (epilogue.bias) value = value + load(epilogue.bias);
      if (epilogue.relu) value = select(value <= V(T(0)), V(T(0)), value);
      store(value, c);
    });
  }
}

template <class V, int kRows, int kVectors, bool kAnyRowStride, class T = typename V::Value>
void gemm_tile(int64_t k, const T* a, int64_t a_row, int64_t a_step, const T* b, int64_t b_step,
               T* c, int64_t ldc, int n, const Epilogue<T>& epilogue) {
  constexpr int W = V::width, kGroups = (kRows + 2) / 3;
  if constexpr (!kAnyRowStride) a_row = 1;
  V sums[kRows][kVectors];
  WEFT_UNROLL for (auto& row : sums) { WEFT_UNROLL for (V& sum : row) sum = T(0); }
  const T* group[kGroups];
  WEFT_UNROLL for (int g = 0; g < kGroups; ++g) {
    group[g] = a + 3 * g * a_row;
    if constexpr (kAnyRowStride) WEFT_KEEP(group[g]);
  }
  for (int64_t p = 0; p < k; ++p) {
    V row[kVectors];
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) row[j] = V::load(b + j * W);
    WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
      const V factor = group[i / 3][(i % 3) * a_row];
      WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j] = fma(factor, row[j], sums[i][j]);
    }
    WEFT_UNROLL for (const T*& pointer : group) {
      pointer += a_step;
      if constexpr (kAnyRowStride) WEFT_KEEP(pointer);
    }
    b += b_step;
  }

  if constexpr (!V::kMasksMemory) {
    if (n < kVectors * W) {
      T part[kRows * kVectors * W];
      WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
        WEFT_UNROLL for (int j = 0; j < kVectors; ++j) {
          sums[i][j].store(part + (i * kVectors + j) * W);
        }
      }
      finish_part<V>(part, kVectors * W, kRows, c, ldc, n, epilogue);
      return;
    }
  }
  // Where a mask costs nothing, the last register of a row always has one.
  const auto masked = [](int j) { return V::kMasksMemory && j == kVectors - 1; };
  const int rest = n - (kVectors - 1) * W;
  const auto load = [&](const T* p, int j) {
    return masked(j) ? V::load_part(p + j * W, rest) : V::load(p + j * W);
  };
  if (epilogue.accumulate) {
    WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
      WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j] = load(c + i * ldc, j) + sums[i][j];
    }
  }
  if (epilogue.bias) {
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) {
      const V bias = load(epilogue.bias, j);
      WEFT_UNROLL for (int i = 0; i < kRows; ++i) sums[i][j] = sums[i][j] + bias;
    }
  }
  if (epilogue.relu) {
    WEFT_UNROLL for (auto& row : sums) {
      WEFT_UNROLL for (V& sum : row) sum = select(sum <= V(T(0)), V(T(0)), sum);
    }
  }
  WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) {
      if (masked(j))
        sums[i][j].store_part(c + i * ldc + j * W, rest);
      else
        sums[i][j].store(c + i * ldc + j * W);
    }
  }
}

#undef WEFT_KEEP

}  // namespace
}  // namespace weft::simd
