// Eigen: products, pointwise rows, softmax and cross-entropy, written as its documentation asks for
// speed: maps of what is there, noalias(), whole expressions in one statement.
#include <Eigen/Core>

#include "bench/rows/contender.h"
#include "bench/rows/pointwise.h"
#include "bench/rows/products.h"
#include "bench/rows/softmax.h"

namespace {

using weft::bench::Logits;
using weft::bench::Pointwise;
using weft::bench::Product;
using weft::bench::Range;

using ByRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ByColumns = Eigen::MatrixXf;
using In = Eigen::Map<const Eigen::ArrayXf, Eigen::Aligned64>;
using Out = Eigen::Map<Eigen::ArrayXf, Eigen::Aligned64>;
using Columns = Eigen::Map<const Eigen::ArrayXXf, Eigen::Aligned64>;

void set_threads(int threads) { Eigen::setNbThreads(threads); }

template <class A, class B>
void multiply(const Product& p, const float* a, const float* b, float* c) {
  Eigen::Map<ByRows, Eigen::Aligned64>(c, p.m, p.n).noalias() =
      Eigen::Map<const A, Eigen::Aligned64>(a, p.m, p.k) *
      Eigen::Map<const B, Eigen::Aligned64>(b, p.k, p.n);
}

void gemm(const Product& p, const float* a, const float* b, float* c) {
  if (p.a_turned)
    (p.b_turned ? multiply<ByColumns, ByColumns> : multiply<ByColumns, ByRows>)(p, a, b, c);
  else
    (p.b_turned ? multiply<ByRows, ByColumns> : multiply<ByRows, ByRows>)(p, a, b, c);
}

/// Eigen has no broadcast between arrays of one dimension: a matrix of columns, plus one column.
auto matrix(const float* x, int64_t n) {
  return Columns(x, weft::bench::kColumns, n / weft::bench::kColumns);
}

/// f(x, y) is an expression, evaluated into memory that is there and into a fresh array.
template <class F>
void add(const char* name, F f) {
  const Pointwise& op = *weft::bench::find_pointwise(name);
  weft::bench::add_pointwise(op, [f](const float* x, const float* y, float* z, int64_t n) {
    Out(z, n) = f(In(x, n), In(y, n));
  });
  weft::bench::add_fresh(
      op, {1}, set_threads,
      [f](const Range& range) {
        return [f, &range] {
          const int64_t n = range.x.size();
          return Eigen::ArrayXf(f(In(range.x.data(), n), In(range.y.data(), n)));
        };
      },
      [](const Eigen::ArrayXf& values) { return values.data(); });
}

void add_row() {
  const Pointwise& op = *weft::bench::find_pointwise("add_row");
  weft::bench::add_pointwise(op, [](const float* x, const float* y, float* z, int64_t n) {
    const auto columns = matrix(x, n);
    Eigen::Map<Eigen::ArrayXXf, Eigen::Aligned64>(z, columns.rows(), columns.cols()) =
        columns.colwise() + In(y, weft::bench::kColumns);
  });
  weft::bench::add_fresh(
      op, {1}, set_threads,
      [](const Range& range) {
        return [&range] {
          return Eigen::ArrayXXf(matrix(range.x.data(), range.x.size()).colwise() +
                                 In(range.y.data(), weft::bench::kColumns));
        };
      },
      [](const Eigen::ArrayXXf& values) { return values.data(); });
}

void add_sum() {
  weft::bench::add_pointwise(
      *weft::bench::find_pointwise("sum"),
      [](const float* x, const float*, float* z, int64_t n) { *z = In(x, n).sum(); });
}

/// One column a row of logits. A fixed height lets Eigen unroll what happens along it.
template <int kHeight>
void softmax(Logits& data, bool gradient, double* loss) {
  using Block = Eigen::Array<float, kHeight, Eigen::Dynamic>;
  const Eigen::Map<const Block, Eigen::Aligned64> x(data.x.data(), data.n, data.rows);
  Eigen::Map<Block, Eigen::Aligned64> y(data.y.data(), data.n, data.rows);
  static Eigen::Array<float, 1, Eigen::Dynamic> high, sum;
  high = x.colwise().maxCoeff();
  y = (x.rowwise() - high).exp();
  sum = y.colwise().sum();
  if (!gradient) {
    y.rowwise() *= sum.inverse();
    return;
  }
  const float scale = 1 / static_cast<float>(data.rows);
  y.rowwise() *= sum.inverse() * scale;
  *loss = static_cast<double>((sum.log() + high).sum());
  for (int64_t r = 0; r < data.rows; ++r) {
    const int64_t label = data.labels[static_cast<size_t>(r)];
    *loss -= static_cast<double>(x(label, r));
    y(label, r) -= scale;
  }
  *loss /= static_cast<double>(data.rows);
}

void softmax(Logits& data, bool gradient, double* loss) {
  if (data.n == 10)
    softmax<10>(data, gradient, loss);
  else
    softmax<Eigen::Dynamic>(data, gradient, loss);
}

}  // namespace

int main(int argc, char** argv) {
  weft::bench::add_products(set_threads, gemm);
  add("exp", [](const In& x, const In&) { return x.exp(); });
  add("tanh", [](const In& x, const In&) { return x.tanh(); });
  add("sigmoid", [](const In& x, const In&) { return x.logistic(); });
  add("relu", [](const In& x, const In&) { return x.max(0.0f); });
  add("add", [](const In& x, const In& y) { return x + y; });
  add_row();
  add_sum();
  weft::bench::add_logits("softmax", [](Logits& data) -> std::optional<double> {
    softmax(data, false, nullptr);
    return {};
  });
  weft::bench::add_logits("cross_entropy_grad", [](Logits& data) -> std::optional<double> {
    double loss = 0;
    softmax(data, true, &loss);
    return loss;
  });
  return weft::bench::contend(argc, argv,
                              "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." +
                                  std::to_string(EIGEN_MAJOR_VERSION) + "." +
                                  std::to_string(EIGEN_MINOR_VERSION));
}
