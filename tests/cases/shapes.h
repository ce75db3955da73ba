// Views, copies, indexing and writing in place: where each element comes from.
#pragma once
#include "tests/cases/case.h"

namespace weft::test {

/// 0, 2, 4, ... modulo size: with repetitions.
inline Tensor every_other(int64_t count, int64_t size) {
  Tensor index = empty({count}, int64);
  for (int64_t i = 0; i < count; ++i) index.data<int64_t>()[i] = 2 * i % size;
  return index;
}
/// True at every third element.
inline Tensor mask_of(const Shape& shape) {
  Tensor mask = empty(shape, boolean);
  for (int64_t i = 0; i < mask.numel(); ++i) mask.data<bool>()[i] = i % 3 == 0;
  return mask;
}

inline Array reshaped(const Array& x, const Shape& shape) { return {shape, x.values}; }

inline Cases shape_cases() {
  const auto rows = [](int64_t n) { return Shapes{{3, n}}; };
  const auto columns = [](int64_t n) { return Shapes{{n, 3}}; };
  const auto two = [](int64_t n) { return Shapes{{3, n}, {3, n}}; };
  const auto row = [&](const char* name, auto shapes, auto call, auto naive) {
    return Case{name, shapes, call, naive, [](double n) { return 3 * n; }};
  };
#define CALL(expression) [](const Tensors& x) -> Tensor { return expression; }
#define NAIVE(expression) [](const Arrays& x) -> Array { return expression; }
#define BUILD(shape, expression) \
  NAIVE(build(Shape shape, [&](const Position& i) { return expression; }))
#define N(d) x[0].shape[d]
  return {
      row("clone", rows, CALL(x[0].clone()), NAIVE(x[0])),
      row("contiguous", rows, CALL(x[0].contiguous()), NAIVE(x[0])),
      row("reshape", rows, CALL(x[0].reshape({x[0].shape()[1], 3})),
          NAIVE(reshaped(x[0], {N(1), 3}))),
      row("T", rows, CALL(x[0].T()), BUILD(({N(1), 3}), x[0]({i[1], i[0]}))),
      row(
          "permute",
          [](int64_t n) {
            return Shapes{{2, n, 3}};
          },
          CALL(x[0].permute({2, 0, 1})), BUILD(({3, 2, N(1)}), x[0]({i[1], i[2], i[0]}))),
      row(
          "transpose",
          [](int64_t n) {
            return Shapes{{2, n, 3}};
          },
          CALL(x[0].transpose(1, -1)), BUILD(({2, 3, N(1)}), x[0]({i[0], i[2], i[1]}))),
      row("unsqueeze", rows, CALL(x[0].unsqueeze(1)), NAIVE(reshaped(x[0], {3, 1, N(1)}))),
      row(
          "squeeze",
          [](int64_t n) {
            return Shapes{{n, 1, 3}};
          },
          CALL(x[0].squeeze(1)), NAIVE(reshaped(x[0], {N(0), 3}))),
      row(
          "flatten",
          [](int64_t n) {
            return Shapes{{2, n, 3}};
          },
          CALL(x[0].flatten(1)), NAIVE(reshaped(x[0], {2, 3 * N(1)}))),
      row(
          "expand",
          [](int64_t n) {
            return Shapes{{n, 1}};
          },
          CALL(x[0].expand({2, -1, 3})), BUILD(({2, N(0), 3}), x[0]({i[1], 0}))),
      row("slice", rows, CALL((x[0][{Slice(1), Slice(0, Slice::kEnd, 2)}])),
          BUILD(({2, (N(1) + 1) / 2}), x[0]({i[0] + 1, 2 * i[1]}))),
      row("select", rows, CALL((x[0][{-1}])), BUILD(({N(1)}), x[0]({2, i[0]}))),
      row("new axes", rows, CALL((x[0][{None, Dots, None}])),
          NAIVE(reshaped(x[0], {1, 3, N(1), 1}))),
      row("index an array", columns, CALL((x[0][{every_other(5 * (x[0].len() > 0), x[0].len())}])),
          BUILD(({N(0) ? 5 : 0, 3}), x[0]({2 * i[0] % N(0), i[1]}))),
      row("index columns by an array", columns, CALL((x[0][{Slice(), tensor({2, 0})}])),
          BUILD(({N(0), 2}), x[0]({i[0], i[1] ? 0 : 2}))),
      row("index pairs", rows,
          CALL((x[0][{every_other(x[0].shape()[1], 3),
                      every_other(x[0].shape()[1], x[0].shape()[1])}])),
          BUILD(({N(1)}), x[0]({2 * i[0] % 3, 2 * i[0] % N(1)}))),
      row("index a mask", columns, CALL((x[0][{mask_of({x[0].len()})}])),
          BUILD(({(N(0) + 2) / 3, 3}), x[0]({3 * i[0], i[1]}))),
      row("where", two, CALL(where(mask_of(x[0].shape()), x[0], x[1])),
          BUILD((x[0].shape), (i[0] * N(1) + i[1]) % 3 == 0 ? x[0](i) : x[1](i))),
      row("cat", two, CALL(cat({x[0], x[1], x[0]}, 1)),
          BUILD(({3, 3 * N(1)}), x[i[1] / N(1) == 1]({i[0], i[1] % N(1)}))),
      row("stack", two, CALL(stack({x[0], x[1]}, 1)),
          BUILD(({3, 2, N(1)}), x[size_t(i[1])]({i[0], i[2]}))),
      row("add_", two, CALL(x[0].clone().add_(x[1], 2)),
          BUILD((x[0].shape), x[0](i) + 2 * x[1](i))),
      row(
          "add_ a row", [](int64_t n) { return Shapes{{3, n}, {n}}; },
          CALL(x[0].clone().add_(x[1])), BUILD((x[0].shape), x[0](i) + x[1](i))),
      row("mul_", two, CALL(x[0].clone().mul_(x[1])), BUILD((x[0].shape), x[0](i) * x[1](i))),
      row("copy_", two, CALL((x[0] * 1).copy_(x[1])), NAIVE(x[1])),
      row(
          "write a slice", [](int64_t n) { return Shapes{{3, n}, {n}}; }, CALL([&] {
            Tensor y = x[0].clone();
            y[Slice(0, 2)] = x[1];
            return y;
          }()),
          BUILD((x[0].shape), i[0] < 2 ? x[1](i) : x[0](i))),
      row("write a mask", columns, CALL([&] {
            Tensor y = x[0].clone();
            y[mask_of(y.shape())] = 7;
            return y;
          }()),
          BUILD((x[0].shape), (i[0] * 3 + i[1]) % 3 == 0 ? 7 : x[0](i))),
  };
#undef CALL
#undef NAIVE
#undef BUILD
#undef N
}

}  // namespace weft::test
