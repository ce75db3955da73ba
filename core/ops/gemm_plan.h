// The way of large products, and of all whose shape asks for no other (see gemm.cpp).
#pragma once
#include "core/ops/gemm.h"

namespace weft::detail {

constexpr int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

/// Whether A is read along its steps: these are adjacent, its rows are not, and there are tiles.
template <class T>
bool goes_along(const simd::Gemm<T>& kernel, const MatrixView<T>& a) {
  return a.row_stride != 1 && a.col_stride == 1 && kernel.tile_along[0][0];
}

/// The arguments are gemm's.
template <class T>
void multiply_planned(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                      T* c, int64_t ldc, const simd::Epilogue<T>& epilogue);

}  // namespace weft::detail
