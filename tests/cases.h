// The case table: every operation once, with shapes, samples, tolerance and a naive version.
#pragma once
#include "tests/cases/activations.h"
#include "tests/cases/arrange.h"
#include "tests/cases/pointwise.h"
#include "tests/cases/products.h"
#include "tests/cases/reductions.h"
#include "tests/cases/shapes.h"
#include "tests/cases/training.h"

namespace weft::test {

inline Cases power_cases() {
  const auto shapes = [](int64_t n) { return Shapes{{n}}; };
  const auto flops = [](double n) { return n; };
  Cases rows;
  for (const double e : {2.0, 3.0, -1.0, 0.5})
    rows.push_back({"pow " + text(e), shapes, [e](const Tensors& x) { return pow(x[0], e); },
                    [e](const Arrays& x) {
                      return build(x[0].shape,
                                   [&](const Position& i) { return std::pow(x[0](i), e); });
                    },
                    flops, 0.2, 3});
  rows.push_back({"pow of tensors",
                  [](int64_t n) {
                    return Shapes{{n, 1}, {3}};
                  },
                  [](const Tensors& x) { return pow(x[0], x[1]); },
                  [](const Arrays& x) {
                    return build({x[0].shape[0], 3},
                                 [&](const Position& i) { return std::pow(x[0](i), x[1](i)); });
                  },
                  flops, 0.2, 3});
  return rows;
}

inline const Cases& cases() {
  static const Cases table = [] {
    Cases all;
    for (const Cases& rows :
         {pointwise_cases(), activation_cases(), power_cases(), product_cases(), reduction_cases(),
          norm_cases(), shape_cases(), arrange_cases(), training_cases()})
      all.insert(all.end(), rows.begin(), rows.end());
    return all;
  }();
  return table;
}

}  // namespace weft::test
