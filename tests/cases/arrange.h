// Operations that choose, order, cut and repeat elements: where each of them comes from.
#pragma once
#include "tests/cases/products.h"
#include "tests/cases/shapes.h"

namespace weft::test {

/// A position for element k of an index; with repetitions, in no order.
inline int64_t position_of(int64_t k, int64_t size) { return (5 * k + 1) % size; }
inline Tensor positions_for(const Shape& shape, int64_t size) {
  Tensor index = empty(shape, int64);
  for (int64_t k = 0; k < index.numel(); ++k) index.data<int64_t>()[k] = position_of(k, size);
  return index;
}

/// The first `count` elements of each row in order.
inline Array sorted_rows(const Array& x, bool descending, int64_t count) {
  Array y{{x.shape[0], count}, {}};
  for (int64_t r = 0; r < x.shape[0]; ++r) {
    std::vector<double> row;
    for (int64_t i = 0; i < x.shape[1]; ++i) row.push_back(x({r, i}));
    std::sort(row.begin(), row.end());
    if (descending) std::reverse(row.begin(), row.end());
    y.values.insert(y.values.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return y;
}
inline Array turned(const Array& x) {
  return build({x.shape[1], x.shape[0]}, [&](const Position& i) { return x({i[1], i[0]}); });
}

inline Tensor joined_backwards(std::vector<Tensor> parts, int64_t dim) {
  std::reverse(parts.begin(), parts.end());
  return cat(parts, dim);
}

inline Cases arrange_cases() {
  const auto rows = [](int64_t n) { return Shapes{{3, n}}; };
  const auto columns = [](int64_t n) { return Shapes{{n, 3}}; };
  const auto two = [](int64_t n) { return Shapes{{n, 3}, {n, 3}}; };
  const auto batch = [](int64_t n) { return Shapes{{2, n, 3}}; };
  const auto row = [&](const char* name, auto shapes, auto call, auto naive) {
    return Case{name, shapes, call, naive, [](double n) { return 3 * n; }};
  };
#define CALL(expression) [](const Tensors& x) -> Tensor { return expression; }
#define NAIVE(expression) [](const Arrays& x) -> Array { return expression; }
#define BUILD(shape, expression) \
  NAIVE(build(Shape shape, [&](const Position& i) { return expression; }))
#define N(d) x[0].shape[d]
  return {
      row("gather", columns, CALL(x[0].gather(0, positions_for(x[0].shape(), x[0].len()))),
          BUILD((x[0].shape), x[0]({position_of(3 * i[0] + i[1], N(0)), i[1]}))),
      row("gather along 1", columns, CALL(x[0].gather(1, positions_for({x[0].len(), 5}, 3))),
          BUILD(({N(0), 5}), x[0]({i[0], position_of(5 * i[0] + i[1], 3)}))),
      row("scatter_add", two,
          CALL(x[0].scatter_add(0, positions_for(x[0].shape(), x[0].len()), x[1])),
          BUILD((x[0].shape), x[0](i) + total(N(0),
                                              [&](int64_t k) {
                                                const bool here =
                                                    position_of(3 * k + i[1], N(0)) == i[0];
                                                return here ? x[1]({k, i[1]}) : 0;
                                              }))),
      row("scatter_add of a part", two,
          CALL(x[0].scatter_add(1, positions_for({x[0].len(), 2}, 3), x[1])),
          BUILD((x[0].shape), x[0](i) + total(2,
                                              [&](int64_t k) {
                                                const bool here =
                                                    position_of(2 * i[0] + k, 3) == i[1];
                                                return here ? x[1]({i[0], k}) : 0;
                                              }))),
      row("index_select", columns, CALL(x[0].index_select(-1, tensor({2, 0, 2, 1}))),
          BUILD(({N(0), 4}), x[0]({i[0], i[1] == 1   ? 0
                                         : i[1] == 3 ? 1
                                                     : 2}))),
      row("index_select of rows", columns,
          CALL(x[0].index_select(0, positions_for({2 * x[0].len()}, x[0].len()))),
          BUILD(({2 * N(0), 3}), x[0]({position_of(i[0], N(0)), i[1]}))),
      row("masked_fill", rows, CALL(x[0].masked_fill(mask_of(x[0].shape()), 7)),
          BUILD((x[0].shape), (i[0] * N(1) + i[1]) % 3 == 0 ? 7 : x[0](i))),
      row("masked_fill that broadcasts", columns, CALL(x[0].masked_fill(mask_of({2, 1, 3}), -0.5)),
          BUILD(({2, N(0), 3}), (i[0] * 3 + i[2]) % 3 == 0 ? -0.5 : x[0]({i[1], i[2]}))),
      row("masked_fill_", columns, CALL(x[0].clone().masked_fill_(mask_of({3}), 2)),
          BUILD((x[0].shape), i[1] == 0 ? 2 : x[0](i))),
      row("masked_select", columns, CALL(x[0].masked_select(mask_of({3}))),
          BUILD(({N(0)}), x[0]({i[0], 0}))),
      row("sort of rows", rows, CALL(x[0].sort().values), NAIVE(sorted_rows(x[0], false, N(1)))),
      row("sort of columns, descending", columns, CALL(x[0].sort(0, true).values),
          NAIVE(turned(sorted_rows(turned(x[0]), true, N(0))))),
      row("topk", rows, CALL(x[0].topk(std::min<int64_t>(2, x[0].shape()[1])).values),
          NAIVE(sorted_rows(x[0], true, std::min<int64_t>(2, N(1))))),
      row("repeat", rows, CALL(x[0].repeat({2, 3})),
          BUILD(({6, 3 * N(1)}), x[0]({i[0] % 3, i[1] % N(1)}))),
      row("repeat in a new dimension", columns, CALL(x[0].repeat({2, 2, 1})),
          BUILD(({2, 2 * N(0), 3}), x[0]({i[1] % N(0), i[2]}))),
      row("flip", batch, CALL(x[0].flip({1, -1})),
          BUILD((x[0].shape), x[0]({i[0], N(1) - 1 - i[1], 2 - i[2]}))),
      row("split", columns, CALL(joined_backwards(x[0].split(2, 1), 1)),
          BUILD((x[0].shape), x[0]({i[0], (i[1] + 2) % 3}))),
      row("split_with_sizes", batch, CALL(joined_backwards(x[0].split({2, 0, 1}, -1), 2)),
          BUILD((x[0].shape), x[0]({i[0], i[1], (i[2] + 2) % 3}))),
      row("chunk, the second of two", batch, CALL(x[0].chunk(2)[1]),
          BUILD(({1, N(1), 3}), x[0]({1, i[1], i[2]}))),
      row("tril", batch, CALL(x[0].tril()), BUILD((x[0].shape), i[2] <= i[1] ? x[0](i) : 0)),
      row("triu", rows, CALL(x[0].triu(-1)), BUILD((x[0].shape), i[1] >= i[0] - 1 ? x[0](i) : 0)),
      row("view", batch, CALL(x[0].contiguous().view({6, x[0].shape()[1]})),
          NAIVE(reshaped(x[0], {6, N(1)}))),
      row("t", rows, CALL(x[0].t()), NAIVE(turned(x[0]))),
      row(
          "squeeze of all", [](int64_t n) { return Shapes{{1, n + 2, 1}}; }, CALL(x[0].squeeze()),
          NAIVE(reshaped(x[0], {N(1)}))),
      row(
          "outer", [](int64_t n) { return Shapes{{n}, {3}}; }, CALL(outer(x[0], x[1])),
          BUILD(({N(0), 3}), x[0]({i[0]}) * x[1]({i[1]}))),
      {"bmm",
       [](int64_t n) {
         return Shapes{{2, 2, n}, {2, n, 3}};
       },
       CALL(bmm(x[0], x[1])),
       NAIVE(naive_matmul(x[0], x[1], {2, 2, 3})),
       [](double n) { return 24 * n; },
       -1,
       1,
       {},
       64},
  };
#undef CALL
#undef NAIVE
#undef BUILD
#undef N
}

}  // namespace weft::test
