// Matrix products. M, N, K: rows and columns of the result, inner size.
#pragma once
#include "tests/cases/case.h"

namespace weft::test {

/// The matrices in the last two dimensions, one for each position of those before them.
inline Array naive_matmul(const Array& a, const Array& b, const Shape& shape) {
  const int64_t k = a.shape.back();
  return build(shape, [&](Position at) {
    const int row = at.size() - 2;
    const Position left = with(at, row + 1, 0);
    const Position right = with(at, row, 0);
    return total(k, [&](int64_t p) { return a(with(left, row + 1, p)) * b(with(right, row, p)); });
  });
}

/// x W^T + b, then maybe max(., 0).
inline Array naive_linear(const Arrays& x, bool relu) {
  return build({x[0].shape[0], x[1].shape[0]}, [&](const Position& at) {
    const double sum = total(x[0].shape[1],
                             [&](int64_t i) {
                               return x[0]({at[0], i}) * x[1]({at[1], i});
                             }) +
                       x[2]({at[1]});
    return relu && sum < 0 ? 0 : sum;
  });
}

inline Cases product_cases() {
  const auto mm_naive = [](const Arrays& x) {
    return naive_matmul(x[0], x[1], {x[0].shape[0], x[1].shape[1]});
  };
  const auto mm_call = [](const Tensors& x) { return mm(x[0], x[1]); };
  return {
      {"mm, K",
       [](int64_t n) {
         return Shapes{{3, n}, {n, 5}};
       },
       mm_call,
       mm_naive,
       [](double n) { return 30 * n; },
       -1,
       1,
       {},
       64},
      {"mm, M and N",
       [](int64_t n) {
         return Shapes{{n, 4}, {4, n}};
       },
       mm_call,
       mm_naive,
       [](double n) { return 8 * n * n; },
       -1,
       1,
       {},
       8},
      {"matmul, a vector and a matrix",
       [](int64_t n) {
         return Shapes{{4}, {4, n}};
       },
       [](const Tensors& x) { return matmul(x[0], x[1]); },
       [](const Arrays& x) {
         return build({x[1].shape[1]}, [&](const Position& at) {
           return total(4, [&](int64_t i) { return x[0]({i}) * x[1]({i, at[0]}); });
         });
       },
       [](double n) { return 8 * n; }, -1, 1},
      {"matmul, batches",
       [](int64_t n) {
         return Shapes{{2, 1, 2, n}, {3, n, 2}};
       },
       [](const Tensors& x) { return matmul(x[0], x[1]); },
       [](const Arrays& x) {
         return naive_matmul(x[0], x[1], {2, 3, 2, 2});
       },
       [](double n) { return 48 * n; },
       -1,
       1,
       {},
       64},
      {"matmul, a batch and a matrix",
       [](int64_t n) {
         return Shapes{{2, n, 3}, {3, 4}};
       },
       [](const Tensors& x) { return matmul(x[0], x[1]); },
       [](const Arrays& x) {
         return naive_matmul(x[0], x[1], {2, x[0].shape[1], 4});
       },
       [](double n) { return 48 * n; },
       -1,
       1,
       {},
       8},
      {"mv",
       [](int64_t n) {
         return Shapes{{3, n}, {n}};
       },
       [](const Tensors& x) { return mv(x[0], x[1]); },
       [](const Arrays& x) {
         return build({3}, [&](const Position& at) {
           return total(x[1].shape[0], [&](int64_t i) { return x[0]({at[0], i}) * x[1]({i}); });
         });
       },
       [](double n) { return 6 * n; },
       -1,
       1,
       {},
       64},
      {"dot",
       [](int64_t n) {
         return Shapes{{n}, {n}};
       },
       [](const Tensors& x) { return dot(x[0], x[1]); },
       [](const Arrays& x) {
         const double sum = total(x[0].shape[0], [&](int64_t i) { return x[0]({i}) * x[1]({i}); });
         return Array{{}, {sum}};
       },
       [](double n) { return 2 * n; },
       -1,
       1,
       {},
       64},
      {"linear",
       [](int64_t n) {
         return Shapes{{n, 3}, {5, 3}, {5}};
       },
       [](const Tensors& x) { return linear(x[0], x[1], x[2]); },
       [](const Arrays& x) { return naive_linear(x, false); },
       [](double n) { return 35 * n; },
       -1,
       1,
       {},
       8},
      {"linear with relu",
       [](int64_t n) {
         return Shapes{{3, 4}, {n, 4}, {n}};
       },
       [](const Tensors& x) { return linear(x[0], x[1], x[2], Activation::relu); },
       [](const Arrays& x) { return naive_linear(x, true); },
       [](double n) { return 30 * n; },
       -1,
       1,
       {},
       8},
  };
}

}  // namespace weft::test
