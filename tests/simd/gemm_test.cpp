// gemm against a triple loop in float64: all transposes, edges of the tile, strides, epilogues; and
// the same bits whatever the number of threads.
#include "core/ops/gemm.h"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "ranges.h"

namespace weft::test {
namespace {

enum class Layout { plain, transposed, padded, spread };
constexpr Layout kLayouts[] = {Layout::plain, Layout::transposed, Layout::padded, Layout::spread};

/// A matrix of samples in one of several layouts in memory.
template <class T>
struct Matrix {
  Range<T> values;
  MatrixView<T> view;

  Matrix(int64_t rows, int64_t cols, Layout layout, unsigned seed)
      : values(layout == Layout::spread ? rows * cols * 6 : (rows + 3) * (cols + 3), -1, 1, seed) {
    view = {values.data(), rows, cols, cols, 1};
    if (layout == Layout::transposed) view.row_stride = 1, view.col_stride = rows;
    if (layout == Layout::padded) view.row_stride = cols + 3;
    if (layout == Layout::spread) view.row_stride = 2, view.col_stride = 2 * rows + 1;
  }
  [[nodiscard]] double at(int64_t i, int64_t j) const {
    return view.data[i * view.row_stride + j * view.col_stride];
  }
};

/// Runs gemm into a guarded c whose rows are ldc = N + gap apart, and compares.
template <class T>
void check_gemm(const Matrix<T>& a, const Matrix<T>& b, const simd::Epilogue<T>& epilogue = {},
                int64_t gap = 5) {
  const int64_t m = a.view.rows, n = b.view.cols, k = a.view.cols, ldc = n + gap;
  const Range<T> before(m * ldc, -1, 1, 9);
  Range<T> c = before;
  gemm(a.view, b.view, c.data(), ldc, epilogue);
  double worst = 0;
  bool gaps_intact = true;
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < ldc; ++j) {
      if (j >= n) {
        gaps_intact &= c[i * ldc + j] == before[i * ldc + j];
        continue;
      }
      double truth = epilogue.accumulate ? before[i * ldc + j] : 0;
      for (int64_t p = 0; p < k; ++p) truth += a.at(i, p) * b.at(p, j);
      if (epilogue.bias) truth += epilogue.bias[j];
      if (epilogue.relu) truth = std::max(truth, 0.0);
      worst = std::max(worst, std::abs(c[i * ldc + j] - truth));
    }
  }
  INFO(m << " x " << n << " x " << k);
  REQUIRE(worst <= epsilon<T>() * static_cast<double>(8 + k));
  REQUIRE((gaps_intact && c.intact()));
}

}  // namespace

TEMPLATE_TEST_CASE("gemm at the edges of tiles and blocks", "[simd][gemm]", float, double) {
  using T = TestType;
  const simd::Gemm<T>& kernel = kernels<T>().gemm;
  const int64_t mr = kernel.rows[kernel.vectors - 1], nr = kernel.vectors * kernel.lanes,
                lanes = kernel.lanes, kc = kernel.kc;
  for (const int64_t m : {int64_t{0}, int64_t{1}, mr - 1, mr, mr + 1, 3 * mr + 2}) {
    for (const int64_t n :
         {int64_t{0}, int64_t{1}, lanes - 1, lanes + 1, nr - 1, nr, nr + 1, 2 * nr + lanes + 3}) {
      for (const int64_t k : {int64_t{0}, int64_t{1}, int64_t{7}, kc + 1}) {
        for (const Layout left : {Layout::plain, Layout::transposed}) {
          for (const Layout right : {Layout::plain, Layout::transposed}) {
            check_gemm(Matrix<T>(m, k, left, 1), Matrix<T>(k, n, right, 2));
          }
        }
      }
    }
  }
}

TEMPLATE_TEST_CASE("every tile of gemm, whole and in part, at once and by plan", "[simd][gemm]",
                   float, double) {
  using T = TestType;
  const simd::Gemm<T>& kernel = kernels<T>().gemm;
  for (int v = 1; v <= simd::Gemm<T>::kMaxVectors; ++v) {
    for (int m = 1; m <= kernel.rows[v - 1]; ++m) {
      for (const int64_t n : {(v - 1) * kernel.lanes + 1, v * kernel.lanes}) {
        for (const int64_t k : {9, 513}) {
          for (const Layout left : {Layout::plain, Layout::transposed})
            check_gemm(Matrix<T>(m, k, left, 1), Matrix<T>(k, n, Layout::padded, 2));
        }
      }
    }
  }
}

// Where the whole of a panel would leave the last one a single register, two share the columns.
TEMPLATE_TEST_CASE("gemm's last panels", "[simd][gemm]", float, double) {
  using T = TestType;
  const int64_t lanes = kernels<T>().gemm.lanes;
  for (const int64_t registers : {5, 8, 9, 13}) {
    for (const int64_t n : {registers * lanes - 1, registers * lanes}) {
      const Range<T> bias(n, -3, 3, 7);
      for (const Layout right : {Layout::plain, Layout::transposed})
        check_gemm(Matrix<T>(70, 530, Layout::plain, 1), Matrix<T>(530, n, right, 2),
                   {.bias = bias.data(), .relu = true});
    }
  }
}

// A transposed, few columns, and no gap between the rows of C: it is computed turned round.
TEMPLATE_TEST_CASE("gemm of few columns", "[simd][gemm]", float, double) {
  using T = TestType;
  const Range<T> bias(17, -3, 3, 7);
  for (int64_t n = 1; n <= 17; ++n) {
    for (const int64_t m : {31, 32, 33, 64, 127, 160}) {
      for (const Layout right : kLayouts) {
        const Matrix<T> a(m, 300, Layout::transposed, 1), b(300, n, right, 2);
        check_gemm(a, b, {}, 0);
        check_gemm(a, b, {.accumulate = true, .bias = bias.data()}, 0);
      }
    }
  }
  check_gemm(Matrix<T>(64, 0, Layout::transposed, 1), Matrix<T>(0, 10, Layout::plain, 2), {}, 0);
}

// A plain, few columns and many steps: scalar products.
TEMPLATE_TEST_CASE("gemm of few columns and many steps", "[simd][gemm]", float, double) {
  using T = TestType;
  const Range<T> bias(17, -3, 3, 7);
  for (int64_t n = 1; n <= 17; ++n) {
    for (const int64_t m : {1, 2, 7}) {
      for (const int64_t k : {127, 128, 129, 500}) {
        for (const Layout right : kLayouts) {
          const Matrix<T> a(m, k, Layout::padded, 1), b(k, n, right, 2);
          check_gemm(a, b);
          check_gemm(a, b, {.accumulate = true, .bias = bias.data(), .relu = true});
        }
      }
    }
  }
}

// Few rows and no gap between the rows of C: K goes by parts.
TEMPLATE_TEST_CASE("gemm of few rows and many steps", "[simd][gemm]", float, double) {
  using T = TestType;
  const Range<T> bias(150, -3, 3, 7);
  for (const int64_t m : {1, 10, 32, 33}) {
    for (const int64_t k : {255, 256, 300, 1023, 1025, 2600}) {
      for (const Layout left : kLayouts) {
        const Matrix<T> a(m, k, left, 1), b(k, 150, Layout::padded, 2);
        check_gemm(a, b, {}, 0);
        check_gemm(a, b, {.accumulate = true, .bias = bias.data(), .relu = true}, 0);
      }
    }
  }
}

// Rows adjacent, many columns: A is packed tile by tile.
TEMPLATE_TEST_CASE("gemm of many columns", "[simd][gemm]", float, double) {
  using T = TestType;
  for (const int64_t m : {6, 15, 40}) {
    for (const int64_t n : {511, 512, 520}) {
      for (const Layout right : {Layout::plain, Layout::transposed}) {
        check_gemm(Matrix<T>(m, 300, Layout::transposed, 1), Matrix<T>(300, n, right, 2));
        check_gemm(Matrix<T>(m, 700, Layout::transposed, 1), Matrix<T>(700, n, right, 2));
      }
    }
  }
}

TEMPLATE_TEST_CASE("gemm with any strides", "[simd][gemm]", float, double) {
  using T = TestType;
  for (const Layout left : kLayouts) {
    for (const Layout right : kLayouts) {
      check_gemm(Matrix<T>(37, 45, left, 1), Matrix<T>(45, 83, right, 2));
      check_gemm(Matrix<T>(130, 33, left, 3), Matrix<T>(33, 10, right, 4));
      check_gemm(Matrix<T>(10, 33, left, 5), Matrix<T>(33, 130, right, 6));
    }
  }
  // One row or column for all (a broadcast), and a reversed operand.
  Matrix<T> a(20, 30, Layout::plain, 1), b(30, 40, Layout::plain, 2);
  a.view.row_stride = 0;
  b.view.col_stride = 0;
  check_gemm(a, b);
  a.view.data += 29;
  a.view.col_stride = -1;
  check_gemm(a, b);
  // In place, backwards, with tiles of adjacent steps and of adjacent rows.
  for (const int64_t k : {30, 700}) {
    Matrix<T> up(k, 40, Layout::plain, 2);
    up.view.data += (k - 1) * 40;
    up.view.row_stride = -40;
    for (const Layout left : kLayouts) {
      Matrix<T> turned(20, k, left, 1);
      check_gemm(turned, up);
      turned.view.data += 19 * turned.view.row_stride;
      turned.view.row_stride = -turned.view.row_stride;
      check_gemm(turned, up);
      turned.view.row_stride = 0;
      check_gemm(turned, up);
    }
  }
}

// Rows a power of two of pages apart are packed, and large operands piece by piece.
TEMPLATE_TEST_CASE("gemm of more than is packed at a time", "[simd][gemm]", float, double) {
  using T = TestType;
  check_gemm(Matrix<T>(1500, 1024, Layout::plain, 1), Matrix<T>(1024, 70, Layout::plain, 2));
  check_gemm(Matrix<T>(15, 1024, Layout::plain, 1), Matrix<T>(1024, 4500, Layout::transposed, 2));
}

TEMPLATE_TEST_CASE("vectors and outer products", "[simd][gemm]", float, double) {
  using T = TestType;
  for (const Layout left : {Layout::plain, Layout::transposed}) {
    for (const Layout right : {Layout::plain, Layout::transposed}) {
      check_gemm(Matrix<T>(1, 500, left, 1), Matrix<T>(500, 1, right, 2));
      check_gemm(Matrix<T>(1, 500, left, 1), Matrix<T>(500, 300, right, 2));
      check_gemm(Matrix<T>(300, 500, left, 1), Matrix<T>(500, 1, right, 2));
      check_gemm(Matrix<T>(300, 1, left, 1), Matrix<T>(1, 200, right, 2));
    }
  }
}

TEMPLATE_TEST_CASE("gemm's epilogues", "[simd][gemm]", float, double) {
  using T = TestType;
  const int64_t long_k = 2 * kernels<T>().gemm.kc + 3;
  for (const int64_t n : {10, 64, 100}) {
    const Range<T> bias(n, -3, 3, 7);
    for (const int64_t k : {int64_t{0}, int64_t{20}, long_k}) {
      for (const int flags : {0, 1, 2, 3, 4, 5, 6, 7}) {
        const simd::Epilogue<T> epilogue{(flags & 1) != 0, flags & 2 ? bias.data() : nullptr,
                                         (flags & 4) != 0};
        INFO("flags " << flags);
        check_gemm(Matrix<T>(50, k, Layout::plain, 1), Matrix<T>(k, n, Layout::transposed, 2),
                   epilogue);
      }
    }
  }
}

TEST_CASE("gemm passes NaN on, through ReLU as well", "[simd][gemm]") {
  Matrix<float> a(20, 30, Layout::plain, 1), b(30, 40, Layout::plain, 2);
  a.values[3 * 30 + 4] = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> c(20 * 40);
  gemm(a.view, b.view, c.data(), 40, {.relu = true});
  for (size_t i = 0; i < c.size(); ++i) REQUIRE(std::isnan(c[i]) == (i / 40 == 3));
}

TEST_CASE("inner sizes must match", "[simd][gemm]") {
  const Matrix<float> a(2, 3, Layout::plain, 1), b(4, 5, Layout::plain, 2);
  std::vector<float> c(10);
  try {
    gemm(a.view, b.view, c.data(), 5);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "gemm: inner sizes must match, got 3 and 4");
  }
}

#ifndef WEFT_SERIAL
TEMPLATE_TEST_CASE("gemm has the same bits for any number of threads", "[simd][gemm]", float,
                   double) {
  using T = TestType;
  struct Sizes {
    int64_t m, n, k;
  };
  const int threads = num_threads();
  for (const Sizes s : {Sizes{256, 256, 784},
                        {256, 784, 256},
                        {256, 10, 784},
                        {784, 10, 1000},
                        {500, 208, 600},
                        {10, 300, 500},
                        {257, 129, 1000},
                        {2500, 70, 300}}) {
    for (const Layout left : {Layout::plain, Layout::transposed}) {
      for (const Layout right : {Layout::plain, Layout::transposed}) {
        const Matrix<T> a(s.m, s.k, left, 1), b(s.k, s.n, right, 2);
        Range<T> alone(s.m * s.n), together(s.m * s.n);
        set_num_threads(1);
        gemm(a.view, b.view, alone.data(), s.n);
        for (const int count : {2, 3, 7}) {
          set_num_threads(count);
          gemm(a.view, b.view, together.data(), s.n);
          CHECK(std::equal(alone.begin(), alone.end(), together.begin()));
        }
      }
    }
  }
  set_num_threads(threads);
}
#endif

TEST_CASE("small products pay for no threads", "[simd][gemm]") {
  const Matrix<float> a(32, 32, Layout::plain, 1), b(32, 32, Layout::plain, 2);
  std::vector<float> c(32 * 32);
  const int64_t regions = parallel_regions();
  gemm(a.view, b.view, c.data(), 32);
  CHECK(parallel_regions() == regions);
}

}  // namespace weft::test
