// Which way a product goes: those that are small, or have few columns or few rows, have ways of
// their own, here; the rest is planned. A way returns false, with nothing done, where the shape is
// not for it.
#include "core/ops/gemm.h"

#include <algorithm>
#include <atomic>
#include <optional>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/storage.h"
#include "core/base/work.h"
#include "core/ops/gemm_plan.h"

namespace weft {
namespace {

using detail::ceil_div;

// Products of so many steps in all need no plan.
constexpr int64_t kAtOnce = 64 * 64 * 64;

// With few rows the product is one pass over B: the gradient of a classifier's weight. It is cut
// along K, by its length alone, so that a thread reads whole rows of B, those that it wrote itself
// when the batch was gathered. Cut along B's columns, half of each row lies in another core's
// cache, and 10 x 784 x 256 takes twice as long on two threads as on one.
constexpr int64_t kFewRows = 32, kLeastPart = 128, kMostParts = 8, kMostSums = 1 << 16;

template <class T>
bool is_plain(const simd::Epilogue<T>& epilogue) {
  return !epilogue.accumulate && !epilogue.bias && !epilogue.relu;
}

/// Small products of operands that lie right: at 8 x 8 x 8 a plan takes longer than the product.
template <class T>
bool multiply_at_once(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                      T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  constexpr int64_t most = 512;
  if (a.rows > most || b.cols > most || a.cols > most || a.rows * b.cols * a.cols > kAtOnce)
    return false;
  const bool along = detail::goes_along(kernel, a);
  if (b.col_stride != 1 || (a.row_stride != 1 && !along)) return false;
  const auto lanes = static_cast<unsigned>(kernel.lanes), n = static_cast<unsigned>(b.cols);
  if (n % lanes != 0 && !kernel.any_width) return false;
  const auto vectors = static_cast<unsigned>(kernel.vectors);
  const auto m = static_cast<unsigned>(a.rows);
  for (unsigned col = 0; col < n; col += vectors * lanes) {
    const unsigned cols = std::min(n - col, vectors * lanes), v = (cols - 1) / lanes;
    const unsigned tiles = (m - 1) / static_cast<unsigned>(kernel.rows[v]) + 1;
    const unsigned height = (m - 1) / tiles + 1;
    simd::Epilogue<T> after = epilogue;
    if (after.bias) after.bias += col;
    for (unsigned row = 0; row < m; row += height) {
      const unsigned rows = std::min(height, m - row);
      (along ? kernel.tile_along : kernel.tile)[v][rows - 1](
          a.cols, a.data + row * a.row_stride, along ? a.row_stride : a.col_stride, b.data + col,
          b.row_stride, c + row * ldc + col, ldc, static_cast<int>(cols), after);
    }
  }
  return true;
}

/// Few columns and A's steps adjacent: scalar products.
template <class T>
bool multiply_dots(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                   T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  const int64_t n = b.cols, k = a.cols;
  if (n > kernel.kMaxRows || k < 8 * kernel.lanes || k > kernel.kc || a.col_stride != 1 ||
      !kernel.dots[n - 1])
    return false;
  const int64_t work = ceil_div(a.rows, 2);
  const int64_t grain = std::max<int64_t>(1, kFlopsPerThread / (4 * n * k));
  // Each thread packs a copy of its own: to fetch what another core wrote takes longer.
  const bool pack_b = b.row_stride != 1;
  std::optional<Workspace<T>> copies;
  if (pack_b) copies.emplace(n * k * (detail::runs_serially(work, grain) ? 1 : num_threads()));
  std::atomic<int64_t> taken{0};
  parallel_for(work, grain, [&](int64_t begin, int64_t end) {
    const T* right = b.data;
    if (pack_b) {
      T* const copy = copies->data() + n * k * taken.fetch_add(1);
      detail::count_packed(n * k * static_cast<int64_t>(sizeof(T)));
      kernel.pack(b.data, b.row_stride, b.col_stride, static_cast<int>(k), n, static_cast<int>(k),
                  copy);
      right = copy;
    }
    const int64_t row = 2 * begin;
    kernel.dots[n - 1](k, a.data + row * a.row_stride, a.row_stride,
                       std::min(2 * end, a.rows) - row, right, pack_b ? k : b.col_stride,
                       c + row * ldc, ldc, epilogue);
  });
  return true;
}

/// Few columns and A's rows adjacent: C^T = B^T A^T fills whole registers where C would fill a
/// part, and C is small to turn round.
template <class T>
bool multiply_turned(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                     T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  const int64_t n = b.cols, lanes = kernel.lanes;
  const bool adjacent = b.col_stride == 1;
  if (n > kernel.rows[0] || ldc != n || 4 * n >= 3 * ceil_div(n, lanes) * lanes ||
      a.row_stride != 1 || a.rows < 2 * lanes || (a.rows % lanes != 0 && !kernel.any_width) ||
      a.cols > kernel.kc || !(adjacent || (b.row_stride == 1 && kernel.tile_along[0][0])) ||
      !is_plain(epilogue))
    return false;
  int vectors = 4;
  while (kernel.rows[vectors - 1] < n) --vectors;
  const int64_t width = vectors * lanes, panels = ceil_div(a.rows, width);
  const int64_t flops = std::max<int64_t>(1, 2 * width * n * a.cols);
  parallel_for(
      panels, std::max<int64_t>(1, kFlopsPerThread / flops), [&](int64_t begin, int64_t end) {
        alignas(64) T sums[simd::Gemm<T>::kMaxRows * simd::Gemm<T>::kMaxVectors * 16];
        for (int64_t i = begin * width; i < std::min(end * width, a.rows); i += width) {
          const auto rows = static_cast<int>(std::min(width, a.rows - i));
          const auto& tiles = adjacent ? kernel.tile : kernel.tile_along;
          tiles[(rows - 1) / lanes][n - 1](a.cols, b.data, adjacent ? b.row_stride : b.col_stride,
                                           a.data + i, a.col_stride, sums, width, rows, {});
          kernel.pack(sums, width, 1, static_cast<int>(n), rows, static_cast<int>(n), c + i * n);
        }
      });
  return true;
}

template <class T>
void multiply_whole(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                    T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  if (!multiply_dots(kernel, a, b, c, ldc, epilogue) &&
      !multiply_at_once(kernel, a, b, c, ldc, epilogue) &&
      !multiply_turned(kernel, a, b, c, ldc, epilogue))
    detail::multiply_planned(kernel, a, b, c, ldc, epilogue);
}

/// Few rows and many steps: parts of K, whose sums are added up.
template <class T>
bool multiply_parts(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                    T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  const int64_t k = a.cols, size = a.rows * b.cols;
  if (a.rows > kFewRows || k < 2 * kLeastPart || b.col_stride != 1 || b.cols < 128 ||
      size > kMostSums || ldc != b.cols || !is_plain(epilogue))
    return false;
  const int64_t part = std::max(kLeastPart, ceil_div(k, kMostParts)), parts = ceil_div(k, part);
  Workspace<T> sums((parts - 1) * size);
  const int64_t grain = std::max<int64_t>(1, kFlopsPerThread / (2 * size * part));
  parallel_for(parts, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t at = i * part, n = std::min(part, k - at);
      multiply_whole<T>(kernel, {a.data + at * a.col_stride, a.rows, n, a.row_stride, a.col_stride},
                        {b.data + at * b.row_stride, n, b.cols, b.row_stride, b.col_stride},
                        i == 0 ? c : sums.data() + (i - 1) * size, ldc, {});
    }
  });
  for (int64_t i = 1; i < parts; ++i)
    simd::machine().of<T>().axpy(T(1), sums.data() + (i - 1) * size, c, size);
  return true;
}

}  // namespace

template <class T>
void gemm(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t ldc,
          const simd::Epilogue<T>& epilogue) {
  check(a.cols == b.rows, "gemm: inner sizes must match, got ", a.cols, " and ", b.rows);
  if (a.rows == 0 || b.cols == 0) return;
  detail::count_flops(2 * a.rows * b.cols * a.cols);
  const simd::Gemm<T>& kernel = simd::machine().of<T>().gemm;
  if (!multiply_parts(kernel, a, b, c, ldc, epilogue))
    multiply_whole(kernel, a, b, c, ldc, epilogue);
}

template void gemm(const MatrixView<float>&, const MatrixView<float>&, float*, int64_t,
                   const simd::Epilogue<float>&);
template void gemm(const MatrixView<double>&, const MatrixView<double>&, double*, int64_t,
                   const simd::Epilogue<double>&);

}  // namespace weft
