// The product of two matrices, C = A B, for any strides: a transpose is a view with its strides
// swapped. See gemm.cpp and gemm_plan.cpp for how; the arithmetic is in
// simd/gemm_tile.h.
#pragma once
#include <cstdint>

#include "simd/kernels.h"

namespace weft {

/// Work that pays for a thread.
inline constexpr int64_t kFlopsPerThread = 1'000'000;

/// rows x cols numbers at data[i * row_stride + j * col_stride]. Strides may be 0 or negative.
template <class T>
struct MatrixView {
  const T* data;
  int64_t rows, cols;
  int64_t row_stride, col_stride;
};

/// c[i * ldc + j] = sum over k of a(i, k) b(k, j), then the epilogue (accumulate, bias, ReLU). c
/// must not overlap a or b; ldc >= b.cols. An inner size of 0 gives zeros (and the epilogue). Runs
/// on the threads of parallel_for; the bits of the result do not depend on their number.
template <class T>
void gemm(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t ldc,
          const simd::Epilogue<T>& epilogue = {});

extern template void gemm(const MatrixView<float>&, const MatrixView<float>&, float*, int64_t,
                          const simd::Epilogue<float>&);
extern template void gemm(const MatrixView<double>&, const MatrixView<double>&, double*, int64_t,
                          const simd::Epilogue<double>&);

}  // namespace weft
