// The register tile of gemm: an outer product at each step along K, its sums in registers until the
// end; and scalar products for a few columns. Prefetching C before the loop: no gain (Zen 5).
#pragma once
#include <type_traits>

#include "simd/pack.h"
#include "simd/pointwise.h"

namespace weft::simd {
namespace {

// Keeps a pointer apart from the sum it was made of: rows are addressed as one of few pointers plus
// 0, 1 or 2 strides, which x86 adds for nothing. Left alone, the compiler makes a pointer a row,
// more than there are registers.
#ifdef __x86_64__
#define WEFT_KEEP(pointer) asm("" : "+r"(pointer))
#else
#define WEFT_KEEP(pointer) (void)0
#endif

// In WebAssembly a load adds a constant alone, so each row has a pointer; and what is downloaded
// has the epilogue once, not in each tile.
#ifdef __wasm__
constexpr int kTogether = 1;
constexpr bool kSharesEpilogue = true;
#else
constexpr int kTogether = 3;
constexpr bool kSharesEpilogue = false;
#endif

/// The epilogue for a tile that is not whole, or shares it, from its sums in memory (rows `width`
/// apart).
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

/// Which of A's strides is 1: the next row's number is adjacent (kAlong = false) or the next
/// step's.
template <class V, int kRows, int kVectors, bool kAlong, int kUnroll, class T = typename V::Value>
void gemm_tile(int64_t k, const T* a, int64_t a_stride, const T* b, int64_t b_step, T* c,
               int64_t ldc, int n, const Epilogue<T>& epilogue) {
  constexpr int W = V::width, kGroups = kAlong ? (kRows + kTogether - 1) / kTogether : 1;
  // Where a mask costs little, the last register of a row has one when it stores.
  const auto masked = [](int j) { return V::kMasksMemory && j == kVectors - 1; };
  const int rest = n - (kVectors - 1) * W;

  V sums[kRows][kVectors];
  WEFT_UNROLL for (auto& row : sums) { WEFT_UNROLL for (V& sum : row) sum = T(0); }
  const T* group[kGroups];
  WEFT_UNROLL for (int g = 0; g < kGroups; ++g) {
    group[g] = a + kTogether * g * a_stride;
    if constexpr (kAlong) WEFT_KEEP(group[g]);
  }
  // A masked load is two instructions, so whole registers have a loop of their own.
  const auto step = [&](auto whole, int u) {
    V row[kVectors];
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) {
      row[j] = whole || !masked(j) ? V::load(b + j * W) : V::load_part(b + j * W, rest);
    }
    WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
      const V factor = kAlong ? group[i / kTogether][(i % kTogether) * a_stride + u] : group[0][i];
      WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j] = fma(factor, row[j], sums[i][j]);
    }
    b += b_step;
    if constexpr (!kAlong) group[0] += a_stride;
  };
  const auto walk = [&](auto whole, auto unroll, int64_t steps) {
    for (; steps >= unroll; steps -= unroll) {
      WEFT_UNROLL for (int u = 0; u < unroll; ++u) step(whole, u);
      if constexpr (kAlong) {
        WEFT_UNROLL for (const T*& pointer : group) {
          pointer += unroll;
          WEFT_KEEP(pointer);
        }
      }
    }
    return steps;
  };
  constexpr std::integral_constant<int, 1> once;
  if (!V::kMasksMemory || rest == W)
    walk(std::true_type(), once, walk(std::true_type(), std::integral_constant<int, kUnroll>(), k));
  else
    walk(std::false_type(), once, k);

  if constexpr (!V::kMasksMemory) {
    if (n < kVectors * W ||
        (kSharesEpilogue && (epilogue.accumulate || epilogue.bias || epilogue.relu))) {
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
  const auto load = [&](const T* p, int j) {
    return masked(j) ? V::load_part(p + j * W, rest) : V::load(p + j * W);
  };
  if (!kSharesEpilogue && epilogue.accumulate) {
    WEFT_UNROLL for (int i = 0; i < kRows; ++i) {
      WEFT_UNROLL for (int j = 0; j < kVectors; ++j) sums[i][j] = load(c + i * ldc, j) + sums[i][j];
    }
  }
  if (!kSharesEpilogue && epilogue.bias) {
    WEFT_UNROLL for (int j = 0; j < kVectors; ++j) {
      const V bias = load(epilogue.bias, j);
      WEFT_UNROLL for (int i = 0; i < kRows; ++i) sums[i][j] = sums[i][j] + bias;
    }
  }
  if (!kSharesEpilogue && epilogue.relu) {
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

/// Lane i becomes the sum of r[i]'s lanes, i < 512 bits' worth: halves are added as they are
/// transposed.
template <class V, class N>
WEFT_INLINE V add_up(N (&r)[V::width]) {
  constexpr int W = V::width, kBlock = W / 4;
  constexpr auto lanes = std::make_integer_sequence<int, W>();
  constexpr auto first = [](int i) { return i / (W / 2) * W + i % (W / 2); };
  constexpr auto second = [](int i) { return i / (W / 2) * W + i % (W / 2) + W / 2; };
  constexpr auto even = [](int i) { return i / kBlock * 2 * kBlock + i % kBlock; };
  constexpr auto odd = [](int i) { return (i / kBlock * 2 + 1) * kBlock + i % kBlock; };
  WEFT_UNROLL for (int i = 0; i < W / 2; ++i) {
    r[i] = unpack<V, 1, false>(r[2 * i], r[2 * i + 1]) + unpack<V, 1, true>(r[2 * i], r[2 * i + 1]);
  }
  if constexpr (kBlock == 4) {
    WEFT_UNROLL for (int i = 0; i < 4; ++i) {
      r[i] =
          unpack<V, 2, false>(r[2 * i], r[2 * i + 1]) + unpack<V, 2, true>(r[2 * i], r[2 * i + 1]);
    }
  }
  const N left = shuffle<first>(r[0], r[1], lanes) + shuffle<second>(r[0], r[1], lanes);
  const N right = shuffle<first>(r[2], r[3], lanes) + shuffle<second>(r[2], r[3], lanes);
  return from_native<V>(shuffle<even>(left, right, lanes) + shuffle<odd>(left, right, lanes));
}

/// A few columns as scalar products, whose lanes lie along K: two rows at a time share what is read
/// of B.
template <class V, int kCols, class T = typename V::Value>
void gemm_dots(int64_t k, const T* a, int64_t a_stride, int64_t rows, const T* b, int64_t b_stride,
               T* c, int64_t ldc, const Epilogue<T>& epilogue) {
  constexpr int W = V::width, kGroups = (kCols + 2) / 3;
  for (int64_t i = 0; i < rows; i += 2) {
    const int here = i + 1 < rows ? 2 : 1;
    const T* const row[2] = {a + i * a_stride, a + (i + here - 1) * a_stride};
    V sums[2][kCols];
    WEFT_UNROLL for (auto& r : sums) { WEFT_UNROLL for (V& sum : r) sum = T(0); }
    const T* group[kGroups];
    WEFT_UNROLL for (int g = 0; g < kGroups; ++g) {
      group[g] = b + 3 * g * b_stride;
      WEFT_KEEP(group[g]);
    }
    const auto step = [&](int64_t p, const auto& load) {
      const V left = load(row[0] + p), right = load(row[1] + p);
      WEFT_UNROLL for (int j = 0; j < kCols; ++j) {
        const V column = load(group[j / 3] + (j % 3) * b_stride);
        sums[0][j] = fma(left, column, sums[0][j]);
        sums[1][j] = fma(right, column, sums[1][j]);
      }
    };
    int64_t p = 0;
    for (; p + W <= k; p += W) {
      step(p, [](const T* x) { return V::load(x); });
      WEFT_UNROLL for (const T*& pointer : group) {
        pointer += W;
        WEFT_KEEP(pointer);
      }
    }
    if (p < k) step(p, [&](const T* x) { return V::load_part(x, k - p); });
    const auto finish = [&](const V(&row_sums)[kCols], T* to) {
      Native<T, W> parts[W];
      WEFT_UNROLL for (int j = 0; j < W; ++j) {
        parts[j] = native(j < kCols ? row_sums[j < kCols ? j : 0] : V(T(0)));
      }
      V value = add_up<V>(parts);
      if (epilogue.accumulate) value = V::load_part(to, kCols) + value;
      if (epilogue.bias) value = value + V::load_part(epilogue.bias, kCols);
      if (epilogue.relu) value = select(value <= V(T(0)), V(T(0)), value);
      value.store_part(to, kCols);
    };
    finish(sums[0], c + i * ldc);
    if (here == 2) finish(sums[1], c + (i + 1) * ldc);
  }
}

#undef WEFT_KEEP

}  // namespace
}  // namespace weft::simd
