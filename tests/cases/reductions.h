// Sums, softmax and losses. Sums of n numbers may be off by rounding n times.
#pragma once
#include <limits>

#include "tests/cases/case.h"

namespace weft::test {

/// The sum of f(element) of x over one dimension, which stays with size 1.
template <class F>
Array sum_along(const Array& x, int dim, F f) {
  Shape shape = x.shape;
  shape[dim] = 1;
  return build(shape, [&](const Position& at) {
    return total(x.shape[dim], [&](int64_t i) { return f(x(with(at, dim, i))); });
  });
}
inline double same(double x) { return x; }

inline Array scaled(Array x, double factor) {
  for (double& v : x.values) v *= factor;
  return x;
}
inline Array squeezed(Array x, int dim) {
  x.shape.erase(dim);
  return x;
}

inline Array naive_logsumexp(const Array& x, int dim) {
  Array y = sum_along(x, dim, [](double v) { return std::exp(v); });
  for (double& v : y.values) v = std::log(v);
  return y;
}

inline Array naive_log_softmax(const Array& x, int dim) {
  const Array sums = naive_logsumexp(x, dim);
  return build(x.shape, [&](const Position& at) { return x(at) - sums(at); });
}
inline Array naive_softmax(const Array& x, int dim) {
  Array y = naive_log_softmax(x, dim);
  for (double& v : y.values) v = std::exp(v);
  return y;
}

/// Labels 0, 3, 6, ... modulo the number of classes.
inline int64_t label_of(int64_t row, int64_t classes) { return 3 * row % classes; }
inline Tensor labels_for(const Tensor& logits) {
  Tensor labels = empty({logits.shape()[0]}, int64);
  for (int64_t i = 0; i < labels.numel(); ++i)
    labels.data<int64_t>()[i] = label_of(i, logits.shape()[1]);
  return labels;
}
inline Array naive_cross_entropy(const Array& x) {
  const Array y = naive_log_softmax(x, 1);
  return build({x.shape[0]}, [&](const Position& at) {
    return -y({at[0], label_of(at[0], x.shape[1])});
  });
}

/// All elements added up and divided by `count`.
inline Array summed(const Array& x, double count = 1) {
  return {{}, {total(x.shape.numel(), [&](int64_t i) { return x.values[size_t(i)]; }) / count}};
}

/// The product of x over one dimension, which goes.
inline Array naive_prod(const Array& x, int dim) {
  Shape shape = x.shape;
  shape[dim] = 1;
  return squeezed(build(shape,
                        [&](const Position& at) {
                          double product = 1;
                          for (int64_t i = 0; i < x.shape[dim]; ++i) product *= x(with(at, dim, i));
                          return product;
                        }),
                  dim);
}

/// The mean squared distance from the mean over one dimension, which goes.
inline Array naive_var(const Array& x, int dim, int64_t less) {
  const double n = static_cast<double>(x.shape[dim]);
  const Array mean = scaled(sum_along(x, dim, same), 1 / n);
  const Array squares = build(x.shape, [&](const Position& at) {
    return (x(at) - mean(with(at, dim, 0))) * (x(at) - mean(with(at, dim, 0)));
  });
  return squeezed(scaled(sum_along(squares, dim, same), 1 / (n - static_cast<double>(less))), dim);
}

inline Array roots(Array x, double p) {
  for (double& v : x.values) v = std::pow(v, 1 / p);
  return x;
}
inline Array naive_norm(const Array& x, int dim, double p) {
  return roots(sum_along(x, dim, [p](double v) { return std::pow(std::abs(v), p); }), p);
}

/// The largest element along a dimension, which goes, or the smallest; of absolute values where
/// `absolute`.
inline Array naive_extreme(const Array& x, int dim, bool largest, bool absolute = false) {
  Shape shape = x.shape;
  shape[dim] = 1;
  return squeezed(build(shape,
                        [&](const Position& at) {
                          const double sign = largest ? 1 : -1;
                          double top = -std::numeric_limits<double>::infinity();
                          for (int64_t i = 0; i < x.shape[dim]; ++i) {
                            const double v = x(with(at, dim, i));
                            top = std::max(top, sign * (absolute ? std::abs(v) : v));
                          }
                          return sign * top;
                        }),
                  dim);
}

inline Cases reduction_cases() {
  const auto vector = [](int64_t n) { return Shapes{{n}}; };
  const auto rows = [](int64_t n) { return Shapes{{3, n}}; };
  const auto more = [](int64_t n) { return Shapes{{3, n + 2}}; };
  const auto columns = [](int64_t n) { return Shapes{{n, 3}}; };
  const auto once = [](double n) { return n; };
  const auto thrice = [](double n) { return 3 * n; };
  const auto row = [&](const char* name, auto shapes, auto call, auto naive, auto flops,
                       int64_t least = 0, double limit = 2) {
    return Case{name, shapes, call, naive, flops, -limit, limit, {}, 64, least};
  };
#define CALL(expression) [](const Tensors& x) -> Tensor { return expression; }
#define NAIVE(expression) [](const Arrays& x) -> Array { return expression; }
  return {
      row("sum", vector, CALL(x[0].sum()), NAIVE(summed(x[0])), once),
      row("sum of rows", rows, CALL(x[0].sum({1}, true)), NAIVE(sum_along(x[0], 1, same)), thrice),
      row("sum of columns", columns, CALL(x[0].sum({0})),
          NAIVE(squeezed(sum_along(x[0], 0, same), 0)), thrice),
      row(
          "sum of two dimensions",
          [](int64_t n) {
            return Shapes{{2, n, 3}};
          },
          CALL(x[0].sum({0, -1})),
          NAIVE(squeezed(squeezed(sum_along(sum_along(x[0], 0, same), 2, same), 2), 0)),
          [](double n) { return 6 * n; }),
      row("sum_to", rows, CALL(sum_to(x[0], {1, x[0].shape()[1]})), NAIVE(sum_along(x[0], 0, same)),
          thrice),
      row("mean", vector, CALL(x[0].mean()), NAIVE(summed(x[0], double(x[0].values.size()))), once),
      row("mean of rows", rows, CALL(x[0].mean({1})),
          NAIVE(scaled(squeezed(sum_along(x[0], 1, same), 1), 1 / double(x[0].shape[1]))), thrice),
      row("max", vector, CALL(x[0].max()),
          NAIVE((Array{{}, {*std::max_element(x[0].values.begin(), x[0].values.end())}})), once, 1),
      row("min", vector, CALL(x[0].min()), NAIVE(naive_extreme(x[0], 0, false)), once, 1),
      row("max of rows", rows, CALL(x[0].max(1).values), NAIVE(naive_extreme(x[0], 1, true)),
          thrice, 1),
      row("min of columns", columns, CALL(x[0].min(0).values), NAIVE(naive_extreme(x[0], 0, false)),
          thrice, 1),
      row("prod", vector, CALL(x[0].prod()), NAIVE(naive_prod(x[0], 0)), once, 0, 1),
      row("prod of rows", rows, CALL(x[0].prod(-1)), NAIVE(naive_prod(x[0], 1)), thrice, 0, 1),
      row("prod of columns", columns, CALL(x[0].prod(0)), NAIVE(naive_prod(x[0], 0)), thrice, 0, 1),
      row("var", vector, CALL(x[0].var({}, false)), NAIVE(naive_var(x[0], 0, 0)), once, 1),
      row("var of rows", more, CALL(x[0].var(1)), NAIVE(naive_var(x[0], 1, 1)), thrice),
      row("std of rows", more, CALL(x[0].std(-1)), NAIVE(roots(naive_var(x[0], 1, 1), 2)), thrice),
      row("std of columns", columns, CALL(x[0].std(0, false)),
          NAIVE(roots(naive_var(x[0], 0, 0), 2)), thrice, 1),
      row(
          "trace",
          [](int64_t n) {
            return Shapes{{n, n + 1}};
          },
          CALL(x[0].trace()),
          NAIVE((Array{{},
                       {total(x[0].shape[0],
                              [&](int64_t i) {
                                return x[0]({i, i});
                              })}})),
          once),
      row("cumsum of rows", rows, CALL(x[0].cumsum(1)),
          NAIVE(build(x[0].shape,
                      [&](Position at) {
                        return total(at[1] + 1, [&](int64_t i) { return x[0](with(at, 1, i)); });
                      })),
          thrice),
      row("cumsum", columns, CALL(x[0].cumsum(0)),
          NAIVE(build(x[0].shape,
                      [&](Position at) {
                        return total(at[0] + 1, [&](int64_t i) { return x[0](with(at, 0, i)); });
                      })),
          thrice),
      row("norm", vector, CALL(x[0].norm()),
          NAIVE((Array{{},
                       {std::sqrt(total(x[0].shape[0],
                                        [&](int64_t i) { return x[0]({i}) * x[0]({i}); }))}})),
          once, 1),
      row("softmax of rows", rows, CALL(softmax(x[0], 1)), NAIVE(naive_softmax(x[0], 1)), thrice),
      row("softmax of columns", columns, CALL(softmax(x[0], 0)), NAIVE(naive_softmax(x[0], 0)),
          thrice),
      row("log_softmax", rows, CALL(log_softmax(x[0], 1)), NAIVE(naive_log_softmax(x[0], 1)),
          thrice),
      row("logsumexp", rows, CALL(logsumexp(x[0], 1)), NAIVE(squeezed(naive_logsumexp(x[0], 1), 1)),
          thrice),
      row("logsumexp of columns", columns, CALL(logsumexp(x[0], 0, true)),
          NAIVE(naive_logsumexp(x[0], 0)), thrice),
      row("cross_entropy", columns, CALL(cross_entropy(x[0], labels_for(x[0]))),
          NAIVE(summed(naive_cross_entropy(x[0]), double(x[0].shape[0]))), thrice),
      row("cross_entropy, sum", rows, CALL(cross_entropy(x[0], labels_for(x[0]), Reduction::sum)),
          NAIVE(summed(naive_cross_entropy(x[0]))), thrice, 1),
      row("cross_entropy, none", rows, CALL(cross_entropy(x[0], labels_for(x[0]), Reduction::none)),
          NAIVE(naive_cross_entropy(x[0])), thrice, 1),
      row(
          "mse_loss",
          [](int64_t n) {
            return Shapes{{n, 2}, {n, 2}};
          },
          CALL(mse_loss(x[0], x[1])),
          NAIVE(summed(build(x[0].shape,
                             [&](const Position& at) { return std::pow(x[0](at) - x[1](at), 2); }),
                       double(x[0].values.size()))),
          [](double n) { return 6 * n; }),
  };
#undef CALL
#undef NAIVE
}

inline Cases norm_cases() {
  Cases rows;
  const auto add = [&](double p, auto naive) {
    rows.push_back({"norm " + text(p),
                    [](int64_t n) {
                      return Shapes{{3, n}};
                    },
                    [p](const Tensors& x) { return x[0].norm(p, 1); },
                    naive,
                    [](double n) { return 3 * n; },
                    -2,
                    2,
                    {0},
                    256,
                    1});
  };
  for (const double p : {0.5, 1.0, 1.5, 2.0, 3.0, -1.0})
    add(p, [p](const Arrays& x) { return squeezed(naive_norm(x[0], 1, p), 1); });
  const double infinite = std::numeric_limits<double>::infinity();
  add(infinite, [](const Arrays& x) { return naive_extreme(x[0], 1, true, true); });
  add(-infinite, [](const Arrays& x) { return naive_extreme(x[0], 1, false, true); });
  return rows;
}

}  // namespace weft::test
