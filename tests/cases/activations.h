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
  };
}

}  // namespace weft::test
