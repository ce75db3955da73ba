// Matrix products after BLIS (Van Zee and van de Geijn, 2015): operands are packed into panels that
// a register tile reads from end to end, in blocks that fit the caches.
//
// M, N, K: rows of C, columns of C, inner size. Threads split the tiles of C, never a sum over K,
// and K is cut by its length alone: the bits do not depend on threads.
#include "core/ops/gemm.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/storage.h"

namespace weft {
namespace {

constexpr int64_t ceil_div(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}
constexpr int64_t round_up(int64_t a, int64_t b) {
  return ceil_div(a, b) * b;
}

// Work that pays for a thread.
constexpr int64_t kFlopsPerThread = 1'000'000;
constexpr int64_t kPackedPerThread = 50'000;
// Limits of the scratch memory: elements of packed A and of packed B.
constexpr int64_t kPackedA = 1 << 20, kPackedB = 1 << 22;
// Products whose panels fit here need no scratch memory.
constexpr int64_t kSmall = 4096;

/// Panels of `width` vectors each of one operand, for the depth [k0, k0 + depth) cut into `parts`
/// equal parts; part by part, panel by panel.
template <class T>
struct Panels {
  T* data;
  int64_t width, count,
      padded;  // a panel's vectors; panels; vectors of all panels, padding included
  int64_t depth, part;

  Panels(int64_t vectors, int64_t panel, int64_t least, int64_t k, int64_t part_depth)
      : data(nullptr),
        width(panel),
        count(ceil_div(vectors, panel)),
        padded((count - 1) * panel + round_up(vectors - (count - 1) * panel, least)),
        depth(k),
        part(part_depth) {}

  [[nodiscard]] int64_t parts() const { return ceil_div(depth, part); }
  [[nodiscard]] int64_t size() const { return padded * depth; }
  [[nodiscard]] int64_t part_size(int64_t p) const { return std::min(part, depth - p * part); }
  [[nodiscard]] int64_t panel_width(int64_t i) const { return std::min(width, padded - i * width); }
  [[nodiscard]] T* at(int64_t p, int64_t i) const {
    return data + p * part * padded + i * width * part_size(p);
  }
  /// Packs panel i of all parts, of `vectors` vectors that start at src.
  void pack(const simd::Gemm<T>& kernel, int64_t i, const T* src, int64_t stride, int64_t step,
            int64_t vectors) const {
    for (int64_t p = 0; p < parts(); ++p) {
      kernel.pack(src + i * width * stride + p * part * step, stride, step,
                  static_cast<int>(std::min(width, vectors - i * width)), part_size(p),
                  static_cast<int>(panel_width(i)), at(p, i));
    }
  }
};

/// Tiles [begin, end) of a block of C, numbered block of rows by block of rows, in each column by
/// column.
template <class T>
void multiply(const simd::Gemm<T>& kernel, const Panels<T>& a, const Panels<T>& b, int64_t rows,
              int64_t cols, T* c, int64_t ldc, const simd::Epilogue<T>& epilogue, int64_t begin,
              int64_t end) {
  const int64_t block = std::max<int64_t>(1, kernel.mc / kernel.mr);
  while (begin < end) {
    const int64_t first_row = begin / (block * b.count) * block;
    const int64_t height = std::min(block, a.count - first_row);
    const int64_t first = first_row * b.count;
    const int64_t stop = std::min(end, first + height * b.count);
    for (int64_t p = 0; p < std::max<int64_t>(1, a.parts()); ++p) {
      simd::Epilogue<T> after = epilogue;
      if (p > 0) after.accumulate = true;
      const bool last = p + 1 >= a.parts();
      if (!last) after.bias = nullptr, after.relu = false;
      for (int64_t t = begin; t < stop; ++t) {
        const int64_t j = (t - first) / height, i = first_row + (t - first) % height;
        const int64_t row = i * a.width, col = j * b.width;
        if (last && epilogue.bias) after.bias = epilogue.bias + col;
        kernel.tile[b.panel_width(j) / kernel.lanes - 1](
            a.part_size(p), a.at(p, i), b.at(p, j), c + row * ldc + col, ldc,
            static_cast<int>(std::min(a.width, rows - row)),
            static_cast<int>(std::min(b.width, cols - col)), after);
      }
    }
    begin = stop;
  }
}

/// One block of C: `a` is rows x k, `b` is k x cols.
template <class T>
void block(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
           int64_t part, T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  const int64_t k = a.cols, mr = kernel.mr;
  Panels<T> right(b.cols, kernel.nr, kernel.lanes, k, part);
  const int64_t chunk = std::min(
      a.rows, round_up(std::max<int64_t>(kernel.mc, kPackedA / std::max<int64_t>(k, 1)), mr));
  Panels<T> left(chunk, mr, mr, k, part);

  alignas(64) T small[kSmall];
  const bool fits = left.size() + right.size() <= kSmall;
  Workspace<T> scratch(fits ? 0 : left.size() + right.size());
  right.data = fits ? small : scratch.data();
  left.data = right.data + right.size();

  for (int64_t row = 0; row < a.rows; row += chunk) {
    const int64_t rows = std::min(chunk, a.rows - row);
    T* const packed = left.data;
    left = Panels<T>(rows, mr, mr, k, part);
    left.data = packed;
    const int64_t from_b = row == 0 ? right.count : 0;
    const int64_t panel = std::max<int64_t>(1, k * std::max<int64_t>(mr, kernel.nr));
    parallel_for(from_b + left.count, std::max<int64_t>(1, kPackedPerThread / panel),
                 [&](int64_t begin, int64_t end) {
                   for (int64_t i = begin; i < end; ++i) {
                     if (i < from_b)
                       right.pack(kernel, i, b.data, b.col_stride, b.row_stride, b.cols);
                     else
                       left.pack(kernel, i - from_b, a.data + row * a.row_stride, a.row_stride,
                                 a.col_stride, rows);
                   }
                 });
    const int64_t flops = std::max<int64_t>(1, 2 * mr * kernel.nr * k);
    parallel_for(left.count * right.count, std::max<int64_t>(1, kFlopsPerThread / flops),
                 [&](int64_t begin, int64_t end) {
                   multiply(kernel, left, right, rows, b.cols, c + row * ldc, ldc, epilogue, begin,
                            end);
                 });
  }
}

}  // namespace

template <class T>
void gemm(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t ldc,
          const simd::Epilogue<T>& epilogue) {
  check(a.cols == b.rows, "gemm: inner sizes must match, got ", a.cols, " and ", b.rows);
  if (a.rows == 0 || b.cols == 0) return;
  const simd::Gemm<T>& kernel = simd::machine().of<T>().gemm;
  const int64_t k = a.cols;
  // K in equal parts of at most kc; as many parts as 4096 steps hold are packed at a time.
  const int64_t part =
      std::max<int64_t>(1, ceil_div(k, std::max<int64_t>(1, ceil_div(k, kernel.kc))));
  const int64_t depth = std::min(k, std::max<int64_t>(1, 4096 / part) * part);
  const int64_t width =
      std::max<int64_t>(kernel.nc, kPackedB / std::max<int64_t>(depth, 1)) / kernel.nr * kernel.nr;
  for (int64_t col = 0; col < b.cols; col += width) {
    int64_t p = 0;
    do {
      const int64_t steps = std::min(depth, k - p);
      simd::Epilogue<T> after = epilogue;
      if (p > 0) after.accumulate = true;
      if (p + steps < k) after.bias = nullptr, after.relu = false;
      if (after.bias) after.bias += col;
      block<T>(kernel, {a.data + p * a.col_stride, a.rows, steps, a.row_stride, a.col_stride},
               {b.data + p * b.row_stride + col * b.col_stride, steps,
                std::min(width, b.cols - col), b.row_stride, b.col_stride},
               part, c + col, ldc, after);
      p += steps;
    } while (p < k);
  }
}

template void gemm(const MatrixView<float>&, const MatrixView<float>&, float*, int64_t,
                   const simd::Epilogue<float>&);
template void gemm(const MatrixView<double>&, const MatrixView<double>&, double*, int64_t,
                   const simd::Epilogue<double>&);

}  // namespace weft
