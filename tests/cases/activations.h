// Rows of the case table: pointwise operations that are not rows of the pointwise table.
#pragma once
#include <cmath>

#include "tests/cases/case.h"

namespace weft::test {

inline Cases activation_cases() {
  const auto flops = [](double n) { return n; };
  return {
      {"prelu",
       [](int64_t n) {
         return Shapes{{n}, {1}};
       },
       [](const Tensors& x) { return prelu(x[0], x[1]); },
       [](const Arrays& x) {
         return build(x[0].shape, [&](const Position& i) {
           return x[0](i) > 0 ? x[0](i) : x[1].values[0] * x[0](i);
         });
       },
       flops,
       -2,
       2,
       {0}},
      {"gelu", [](int64_t n) { return Shapes{{n}}; }, [](const Tensors& x) { return gelu(x[0]); },
       [](const Arrays& x) {
         return build(x[0].shape, [&](const Position& i) {
           return x[0](i) / 2 * (1 + std::erf(x[0](i) / std::sqrt(2.0)));
         });
       },
       flops},
      {"remainder",
       [](int64_t n) {
         return Shapes{{n, 1}, {3}};
       },
       [](const Tensors& x) { return remainder(x[0], x[1]); },
       [](const Arrays& x) {
         return build({x[0].shape[0], 3}, [&](const Position& i) {
           return x[0](i) - std::floor(x[0](i) / x[1](i)) * x[1](i);
         });
       },
       flops, 0.5, 3},
      {"prelu by channels",
       [](int64_t n) {
         return Shapes{{2, n, 3}, {n}};
       },
       [](const Tensors& x) { return prelu(x[0], x[1]); },
       [](const Arrays& x) {
         return build(x[0].shape, [&](const Position& i) {
           return x[0](i) > 0 ? x[0](i) : x[1]({i[1]}) * x[0](i);
         });
       },
       flops,
       -2,
       2,
       {0},
       4,
       2},
      {"pow of a number",
       [](int64_t n) {
         return Shapes{{3, n}};
       },
       [](const Tensors& x) { return pow(2.5, x[0]); },
       [](const Arrays& x) {
         return build(x[0].shape, [&](const Position& at) { return std::pow(2.5, x[0](at)); });
       },
       flops},
      {"div_",
       [](int64_t n) {
         return Shapes{{3, n}, {3, n}};
       },
       [](const Tensors& x) { return x[0].clone().div_(x[1]); },
       [](const Arrays& x) {
         return build(x[0].shape, [&](const Position& at) { return x[0](at) / x[1](at); });
       },
       flops, 0.3, 3},
      {"clamp_",
       [](int64_t n) {
         return Shapes{{3, n}};
       },
       [](const Tensors& x) { return x[0].clone().clamp_(-0.5, 1.25); },
       [](const Arrays& x) {
         return build(x[0].shape,
                      [&](const Position& at) { return std::min(std::max(x[0](at), -0.5), 1.25); });
       },
       flops,
       -2,
       2,
       {-0.5, 1.25}},
      {"clamp from below",
       [](int64_t n) {
         return Shapes{{3, n}};
       },
       [](const Tensors& x) { return clamp(x[0], -0.5); },
       [](const Arrays& x) {
         return build(x[0].shape, [&](const Position& at) { return std::max(x[0](at), -0.5); });
       },
       flops,
       -2,
       2,
       {-0.5}},
  };
}

}  // namespace weft::test
