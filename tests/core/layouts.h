// The ways in which an input may lie in memory. Each is a differentiable view of a leaf.
#pragma once
#include <limits>

#include "tests/cases/case.h"

namespace weft::test {

struct Layout {
  const char* name;
  Shape (*leaf_shape)(const Shape& wanted);
  Tensor (*view)(const Tensor& leaf, const Shape& wanted);
};

inline const Layout kLayouts[] = {
    {"contiguous", [](const Shape& s) { return s; },
     [](const Tensor& x, const Shape&) { return x; }},
    {"transposed",
     [](const Shape& s) {
       Shape turned = s;
       std::reverse(turned.begin(), turned.end());
       return turned;
     },
     [](const Tensor& x, const Shape&) { return x.T(); }},
    {"sliced",
     [](const Shape& s) {
       Shape larger = s;
       for (int64_t& size : larger) size = 2 * size + 1;
       return larger;
     },
     [](const Tensor& x, const Shape&) {
       Tensor y = x;
       for (int d = 0; d < x.dim(); ++d) y = y.slice(d, 1, x.shape()[d], 2);
       return y;
     }},
    // All elements along the first dimension are the same one.
    {"expanded",
     [](const Shape& s) {
       Shape narrow = s;
       if (!s.empty()) narrow[0] = 1;
       return narrow;
     },
     [](const Tensor& x, const Shape& wanted) { return x.expand(wanted); }},
};

/// A leaf whose view has the samples of an input; NaN where the view does not look.
inline Tensor make_leaf(const Case& c, size_t input, const Layout& layout, const Shape& shape,
                        DType dtype) {
  Tensor leaf = full(layout.leaf_shape(shape), std::numeric_limits<double>::quiet_NaN(), dtype);
  fill_samples(c, input, layout.view(leaf, shape));
  return leaf;
}

}  // namespace weft::test
