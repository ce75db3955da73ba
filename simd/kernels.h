// What one core does: arithmetic on ranges of numbers, compiled once per instruction set.
//
// This is the one header of simd/ that others include. Only the table crosses it: kernels know no
// tensors and no shapes, allocate nothing, throw nothing and start no threads. Pointers need the
// alignment of their type; ranges may be empty. Sizes count elements.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace weft::simd {

// The rows of pointwise.def, by name.
enum class Unary {
#define WEFT_UNARY(name, ...) name,
#include "simd/pointwise.def"
  count
};
enum class Binary {
#define WEFT_BINARY(name, ...) name,
#include "simd/pointwise.def"
  count
};
enum class Parametric {
#define WEFT_PARAMETRIC(name, ...) name,
#include "simd/pointwise.def"
  count
};
inline constexpr int kUnaryCount = static_cast<int>(Unary::count);
inline constexpr int kBinaryCount = static_cast<int>(Binary::count);
inline constexpr int kParametricCount = static_cast<int>(Parametric::count);

/// What a register tile does with its sums before it stores them:
///   C = (accumulate ? C : 0) + A B, then + bias[column], then max(., 0).
template <class T>
struct Epilogue {
  bool accumulate = false;
  const T* bias = nullptr;  ///< one value a column of the tile, or none
  bool relu = false;
};

/// The tiles and the block sizes of C (M x N) = A (M x K) B (K x N), after BLIS (Van Zee and van de
/// Geijn, 2015). A tile keeps rows x registers of C in registers and walks along K; it reads A
/// element by element and B a row of registers at a time, so that operands whose layout suits need
/// no packing.
template <class T>
struct Gemm {
  static constexpr int kMaxVectors = 4, kMaxRows = 14;

  int lanes;              ///< columns in a register
  int vectors;            ///< registers in a row of the tile that suits large products
  int rows[kMaxVectors];  ///< the tallest tile of v + 1 registers a row; 0: there is none
  bool any_width;         ///< tiles read n columns of B; otherwise whole registers
  int pack_columns;       ///< A whose rows are adjacent is packed where so many columns pass by
  int packed_vectors;     ///< registers in a row of the tile for that
  int in_place;           ///< the most tiles that read a panel of B where it lies
  int kc;                 ///< the longest stretch of K to add up at a time
  int block;              ///< elements of an operand that stay in the cache while the other passes

  /// C tile = epilogue(sum over p < k of A(i, p) * b[p * b_step + j]). Of c (row stride ldc,
  /// columns adjacent) the first n columns are read and written, (v - 1) * lanes < n <= v * lanes.
  using Tile = void (*)(int64_t k, const T* a, int64_t a_stride, const T* b, int64_t b_step, T* c,
                        int64_t ldc, int n, const Epilogue<T>& epilogue);
  /// [v - 1][rows - 1]: A(i, p) = a[p * a_stride + i], and a[i * a_stride + p]; null where the
  /// machine has none, as some have no tile_along at all.
  Tile tile[kMaxVectors][kMaxRows], tile_along[kMaxVectors][kMaxRows];

  /// n columns of C as scalar products: epilogue(sum over p < k of a[i * a_stride + p] * b[j *
  /// b_stride + p]), i < rows. [n - 1]; null where the machine has none.
  using Dots = void (*)(int64_t k, const T* a, int64_t a_stride, int64_t rows, const T* b,
                        int64_t b_stride, T* c, int64_t ldc, const Epilogue<T>& epilogue);
  Dots dots[kMaxRows];

  /// Packs `count` <= width vectors of length k, vector i starting at src + i * stride with its
  /// elements step apart, to dst[p * width + i]; the rest of the width is zeros.
  void (*pack)(const T* src, int64_t stride, int64_t step, int count, int64_t k, int width, T* dst);
};

/// Value i of row r is data[r * row + i * step]; step is 0 or 1.
template <class T>
struct Operand {
  const T* data;
  int step = 1;
  int64_t row = 0;
};

/// The kernels for one element type.
template <class T>
struct Kernels {
  Gemm<T> gemm;

  /// y[i] = f(x[i]); x and y may be the same.
  void (*unary[kUnaryCount])(const T* x, T* y, int64_t n);
  /// gx[i] = the row's gradient of g[i] and x[i] or y[i] = f(x[i]). Unused pointers may be null.
  void (*unary_grad[kUnaryCount])(const T* g, const T* x, const T* y, T* gx, int64_t n);
  /// y = f(a, b) for `rows` adjacent rows of n values. y may be the data of a or b where those are
  /// adjacent rows, too.
  void (*binary[kBinaryCount])(Operand<T> a, Operand<T> b, T* y, int64_t n, int64_t rows);

  /// y[i] = f(x[i], p, q); x and y may be the same.
  void (*parametric[kParametricCount])(T p, T q, const T* x, T* y, int64_t n);
  /// gx[i] = the row's gradient of g[i], x[i], p and q.
  void (*parametric_grad[kParametricCount])(T p, T q, const T* g, const T* x, T* gx, int64_t n);

  /// The sum of n values in a fixed order that depends on n alone.
  T (*sum)(const T* x, int64_t n);
  /// The largest value, NaN if there is one; -inf for n = 0.
  T (*max)(const T* x, int64_t n);
  /// y += a * x.
  void (*axpy)(T a, const T* x, T* y, int64_t n);
  /// y = a * x + b.
  void (*scale)(T a, T b, const T* x, T* y, int64_t n);

  /// Softmax, or its logarithm, of each of `rows` adjacent rows of n values; y may be x.
  void (*softmax)(const T* x, T* y, int64_t rows, int64_t n, bool log);
  /// gx = y * (g - sum(g * y)) a row; with log: gx = g - exp(y) * sum(g).
  void (*softmax_grad)(const T* g, const T* y, T* gx, int64_t rows, int64_t n, bool log);
  /// Per row: loss[r] = logsumexp(x) - x[label]; where grad is not null, grad = (softmax(x) -
  /// e_label)
  /// * scale. Labels are in [0, n), checked by the caller.
  void (*cross_entropy)(const T* x, const int64_t* labels, T* loss, T* grad, int64_t rows,
                        int64_t n, T scale);

  /// Row r of y becomes images[index[r] * size ...] / 255 (exactly: the quotient rounded once).
  void (*gather_images)(const uint8_t* images, const int64_t* index, T* y, int64_t rows,
                        int64_t size);
};

/// Whether of<double>() gives kernels. A WebAssembly module may define it as false: the linker then
/// leaves them out, with everything that would call them. Elsewhere they are there.
#ifdef __wasm__
extern const bool kHasDoubles;
#else
inline constexpr bool kHasDoubles = true;
#endif
/// What of<double>() throws without them, a std::runtime_error.
[[noreturn]] void fail_without_doubles();

struct Machine {
  const char* name;  ///< "sse42", "avx2", "avx512", "neon64", "wasm", "wasm-relaxed"
  int register_bits;
#ifdef __wasm__  // one machine, whose tables can be linked one without the other
  static const Kernels<float> f32;
  static const Kernels<double> f64;
#else
  Kernels<float> f32;
  Kernels<double> f64;
#endif

  template <class T>
  [[nodiscard]] const Kernels<T>& of() const {
    if constexpr (sizeof(T) == sizeof(float)) {
      return f32;
    } else {
      if (!kHasDoubles) fail_without_doubles();
      return f64;
    }
  }
};

/// The machine in use: the best one this processor can run, or the one that WEFT_SIMD names. Chosen
/// once, at first use; a name that is unknown or cannot run here throws std::runtime_error with the
/// list of those that can.
const Machine& machine();

/// The names of the machines compiled in that this processor can run, best first.
std::vector<std::string_view> available_machines();

}  // namespace weft::simd
