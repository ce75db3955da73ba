// Matrix products after BLIS (Van Zee and van de Geijn, 2015), with one difference: an operand is
// packed only where its layout makes the register tile stumble. Reading A and B in place costs less
// than packing on the shapes of a training step: that takes 4 to 20 % of it, and the copies push
// what was there before out of the cache.
//
// M, N, K: rows of C, columns of C, inner size. What is packed, each number once:
//   B where its columns are not adjacent, or its rows are a multiple of 4 KiB apart (and M > 2
//     tiles); the last panel alone where the tiles need whole registers and N is no multiple;
//   A where neither its rows nor its steps are adjacent, or where there is no tile for these; where
//     they crowd the cache (see crowds_cache) while N > 2 panels pass by; and rows that are
//     adjacent, where N >= Gemm::pack_columns;
//   B for scalar products (gemm.cpp) where its steps are not adjacent, by each thread.
// Tiles and panels are packed by the thread that meets them if they are used in one go, and so
// twice if two threads meet there, or else before the tiles begin.
// Threads split the tiles of C, never a sum over K, and K is cut by its length alone: the bits
// depend on shapes and strides, not on threads.
#include "core/ops/gemm_plan.h"

#include <algorithm>
#include <atomic>
#include <optional>

#include "core/base/parallel.h"
#include "core/base/storage.h"
#include "core/base/work.h"

namespace weft::detail {
namespace {

// Elements to pack that pay for a thread.
constexpr int64_t kPackedPerThread = 50'000;
// The most elements of A and of B that are packed at a time.
constexpr int64_t kPackedA = 1 << 20, kPackedB = 1 << 22;
// A panel of this size is packed on the stack.
constexpr int64_t kOnStack = 2048;

/// Numbers that lie a power of two of pages apart meet in one set of the cache, which holds this
/// many of them for certain.
constexpr int64_t kSameSet = 6;
template <class T>
bool crowds_cache(int64_t stride) {
  return stride != 0 && stride * static_cast<int64_t>(sizeof(T)) % 4096 == 0;
}

/// One stretch of K: C = epilogue(A B). Rows of C go by tiles of `height` rows, columns by panels
/// of `width`; the last panel takes `moved` columns from the one before, to be no single register.
template <class T>
struct Product {
  const simd::Gemm<T>& kernel;
  MatrixView<T> a, b;
  T* c = nullptr;
  int64_t ldc;
  simd::Epilogue<T> epilogue;

  int64_t height = 1, tiles = 0, block = 1, width = 0, moved = 0, panels = 0;
  bool along = false, pack_a = false, pack_b = false, by_tiles = false;
  // Packed panels, where the whole operand is packed before the tiles begin.
  T* packed_a = nullptr;
  T* packed_b = nullptr;

  /// The panel of B and the tile of A that a thread packs for itself.
  struct Scratch {
    T *right, *left;
    int64_t panel = -1;
  };

  [[nodiscard]] int64_t depth() const { return a.cols; }
  [[nodiscard]] int64_t rows_of(int64_t tile) const {
    return std::min(height, a.rows - tile * height);
  }
  [[nodiscard]] int64_t first_col(int64_t panel) const {
    return panel * width - (panel == panels - 1 ? moved : 0);
  }
  [[nodiscard]] int64_t cols_of(int64_t panel) const {
    return (panel == panels - 1 ? b.cols : first_col(panel + 1)) - first_col(panel);
  }
  /// Columns of a packed panel: whole registers.
  [[nodiscard]] int64_t padded(int64_t panel) const {
    return ceil_div(cols_of(panel), kernel.lanes) * kernel.lanes;
  }
  [[nodiscard]] bool ragged(int64_t panel) const {
    return !kernel.any_width && cols_of(panel) < padded(panel);
  }
  [[nodiscard]] int64_t size_b() const {
    return (first_col(panels - 1) + padded(panels - 1)) * depth();
  }

  void pack_tile(int64_t tile, T* to) const {
    const auto rows = static_cast<int>(rows_of(tile));
    count_packed(rows * depth() * static_cast<int64_t>(sizeof(T)));
    kernel.pack(a.data + tile * height * a.row_stride, a.row_stride, a.col_stride, rows, depth(),
                rows, to);
  }
  void pack_panel(int64_t panel, T* to) const {
    count_packed(padded(panel) * depth() * static_cast<int64_t>(sizeof(T)));
    kernel.pack(b.data + first_col(panel) * b.col_stride, b.col_stride, b.row_stride,
                static_cast<int>(cols_of(panel)), depth(), static_cast<int>(padded(panel)), to);
  }

  /// Tiles [begin, end). The operand that stays in the cache passes by in the inner loop: B where
  /// it fits, or else a block of A while a panel of B waits.
  void multiply(int64_t begin, int64_t end, T* memory) const {
    alignas(64) T stack[kOnStack];
    if (!memory) memory = stack;
    Scratch scratch{memory, memory + scratch_right()};
    while (by_tiles && begin < end) {
      const int64_t tile = begin / panels, stop = std::min(end, (tile + 1) * panels);
      if (pack_a) pack_tile(tile, scratch.left);
      for (int64_t panel = begin - tile * panels; begin < stop; ++begin, ++panel)
        multiply_panel(panel, tile, tile + 1, scratch);
    }
    while (begin < end) {
      const int64_t first = begin / (block * panels) * block;
      const int64_t in_block = std::min(block, tiles - first);
      const int64_t panel = (begin - first * panels) / in_block;
      const int64_t stop = std::min(end, first * panels + (panel + 1) * in_block);
      const int64_t tile = first + (begin - first * panels) % in_block;
      multiply_panel(panel, tile, tile + stop - begin, scratch);
      begin = stop;
    }
  }
  [[nodiscard]] int64_t scratch_right() const {
    const bool packs = !packed_b && (pack_b || ragged(panels - 1));
    return packs ? std::max(padded(0), padded(panels - 1)) * depth() : 0;
  }
  [[nodiscard]] int64_t scratch_left() const { return pack_a && by_tiles ? height * depth() : 0; }

  void multiply_panel(int64_t panel, int64_t tile, int64_t tile_end, Scratch& scratch) const {
    const int64_t cols = cols_of(panel), wide = padded(panel), col = first_col(panel);
    const T* right = b.data + col * b.col_stride;
    int64_t right_step = b.row_stride;
    if (packed_b) {
      right = packed_b + col * depth();
      right_step = wide;
    } else if (pack_b || ragged(panel)) {
      if (scratch.panel != panel) pack_panel(panel, scratch.right);
      scratch.panel = panel;
      right = scratch.right;
      right_step = wide;
    }
    simd::Epilogue<T> after = epilogue;
    if (after.bias) after.bias += col;
    const auto& kernels = (along ? kernel.tile_along : kernel.tile)[wide / kernel.lanes - 1];
    const int64_t stride = along ? a.row_stride : a.col_stride;
    for (; tile < tile_end; ++tile) {
      const int64_t row = tile * height, rows = rows_of(tile);
      const T* const left = packed_a ? packed_a + row * depth()
                            : pack_a ? scratch.left
                                     : a.data + row * a.row_stride;
      kernels[rows - 1](depth(), left, pack_a ? rows : stride, right, right_step,
                        c + row * ldc + col, ldc, static_cast<int>(cols), after);
    }
  }

  void run() {
    const int64_t work = tiles * panels, flops = std::max<int64_t>(1, 2 * height * width * depth());
    // Where one block holds all rows, a panel of B is used in one go, and whoever does packs it.
    const bool whole_b = pack_b && tiles > block;
    by_tiles = (!pack_b || whole_b) && size_b() <= kernel.block;
    const bool whole_a = pack_a && !by_tiles;
    const int64_t tiles_to_pack = whole_a ? tiles : 0, panels_to_pack = whole_b ? panels : 0;
    std::optional<Workspace<T>> memory;
    if (whole_a || whole_b) {
      const int64_t before = whole_b ? size_b() : 0;
      memory.emplace(before + (whole_a ? a.rows * depth() : 0));
      if (whole_b) packed_b = memory->data();
      if (whole_a) packed_a = memory->data() + before;
      const int64_t each = std::max<int64_t>(1, depth() * width);
      parallel_for(tiles_to_pack + panels_to_pack, std::max<int64_t>(1, kPackedPerThread / each),
                   [&](int64_t begin, int64_t end) {
                     for (int64_t i = begin; i < end; ++i) {
                       if (i < panels_to_pack)
                         pack_panel(i, packed_b + first_col(i) * depth());
                       else
                         pack_tile(i - panels_to_pack,
                                   packed_a + (i - panels_to_pack) * height * depth());
                     }
                   });
    }
    const int64_t grain = std::max<int64_t>(1, kFlopsPerThread / flops);
    // A thread's share, asked for at once: the memory in use must not depend on who meets whom.
    const int64_t panel = scratch_right() + scratch_left();
    std::optional<Workspace<T>> scratch;
    if (panel > kOnStack) scratch.emplace(panel * (runs_serially(work, grain) ? 1 : num_threads()));
    std::atomic<int64_t> taken{0};
    parallel_for(work, grain, [&](int64_t begin, int64_t end) {
      multiply(begin, end, scratch ? scratch->data() + panel * taken.fetch_add(1) : nullptr);
    });
  }
};

/// One stretch of K, in pieces whose packed panels do not exceed the limits.
template <class T>
void multiply_part(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                   T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  // Few columns: few registers and tall tiles. Few rows: long ones.
  auto vectors =
      static_cast<int>(std::min<int64_t>(kernel.vectors, ceil_div(b.cols, kernel.lanes)));
  if (a.rows <= kernel.rows[3] && b.cols > 2 * kernel.lanes) vectors = 4;
  const bool passes_often =
      a.row_stride == 1 && a.rows > kernel.rows[3] && b.cols >= kernel.pack_columns;
  if (passes_often) vectors = kernel.packed_vectors;
  const int64_t most = kernel.rows[vectors - 1];
  const int64_t height = ceil_div(a.rows, ceil_div(a.rows, most));
  const int64_t width = int64_t{vectors} * kernel.lanes;

  const int64_t depth = std::max<int64_t>(1, a.cols);
  const int64_t tiles = ceil_div(a.rows, height), panels = ceil_div(b.cols, width);
  const bool along = goes_along(kernel, a);
  const bool pack_a =
      a.rows > 1 && ((a.row_stride != 1 && !along) || passes_often ||
                     (panels > 2 && crowds_cache<T>(along ? a.row_stride : a.col_stride) &&
                      (height > kSameSet || !along)));
  const bool pack_b =
      b.col_stride != 1 || tiles > kernel.in_place || (crowds_cache<T>(b.row_stride) && tiles > 2);
  const int64_t most_rows =
      pack_a ? std::max<int64_t>(1, kPackedA / depth / height) * height : a.rows;
  const int64_t most_cols =
      pack_b ? std::max<int64_t>(1, kPackedB / depth / width) * width : b.cols;

  for (int64_t col = 0; col < b.cols; col += most_cols) {
    for (int64_t row = 0; row < a.rows; row += most_rows) {
      Product<T> p{.kernel = kernel, .a = a, .b = b, .ldc = ldc, .epilogue = epilogue};
      p.a.data += row * a.row_stride;
      p.a.rows = std::min(most_rows, a.rows - row);
      p.b.data += col * b.col_stride;
      p.b.cols = std::min(most_cols, b.cols - col);
      p.c = c + row * ldc + col;
      if (p.epilogue.bias) p.epilogue.bias += col;
      p.height = height;
      p.tiles = ceil_div(p.a.rows, height);
      p.block = std::max<int64_t>(1, kernel.block / depth / height);
      p.width = width;
      p.panels = ceil_div(p.b.cols, width);
      const int64_t last = p.b.cols - (p.panels - 1) * width;
      if (p.panels > 1 && vectors > 2 && last <= kernel.lanes) p.moved = kernel.lanes;
      p.along = along && !pack_a;
      p.pack_a = pack_a;
      p.pack_b = pack_b;
      p.run();
    }
  }
}

}  // namespace

template <class T>
void multiply_planned(const simd::Gemm<T>& kernel, const MatrixView<T>& a, const MatrixView<T>& b,
                      T* c, int64_t ldc, const simd::Epilogue<T>& epilogue) {
  const int64_t k = a.cols;
  const int64_t part =
      std::max<int64_t>(1, ceil_div(k, std::max<int64_t>(1, ceil_div(k, kernel.kc))));
  int64_t p = 0;
  do {
    const int64_t steps = std::min(part, k - p);
    simd::Epilogue<T> after = epilogue;
    if (p > 0) after.accumulate = true;
    if (p + steps < k) after.bias = nullptr, after.relu = false;
    multiply_part<T>(kernel, {a.data + p * a.col_stride, a.rows, steps, a.row_stride, a.col_stride},
                     {b.data + p * b.row_stride, steps, b.cols, b.row_stride, b.col_stride}, c, ldc,
                     after);
    p += steps;
  } while (p < k);
}

template void multiply_planned(const simd::Gemm<float>&, const MatrixView<float>&,
                               const MatrixView<float>&, float*, int64_t,
                               const simd::Epilogue<float>&);
template void multiply_planned(const simd::Gemm<double>&, const MatrixView<double>&,
                               const MatrixView<double>&, double*, int64_t,
                               const simd::Epilogue<double>&);

}  // namespace weft::detail
