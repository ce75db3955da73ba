// The case table as tests: values against the naive versions, gradients against difference
// quotients.
#include "tests/cases.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "core/autograd/autograd.h"
#include "core/ops/gradcheck.h"
#include "simd/kernels.h"
#include "tests/core/layouts.h"

namespace weft {
namespace {

using namespace test;

/// One register more or less than one, none at all, several and more than the library's buffers
/// hold.
std::vector<int64_t> sizes(DType dtype) {
  const int64_t w = simd::machine().register_bits / (8 * item_size(dtype));
  return {0, 1, w - 1, w, w + 1, 2 * w + 3, 300};
}

double epsilon(DType dtype) {
  return dtype == float32 ? std::numeric_limits<float>::epsilon()
                          : std::numeric_limits<double>::epsilon();
}

bool close(double a, double b, double tolerance) {
  return a == b || (std::isnan(a) && std::isnan(b)) ||
         std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

/// The first element that differs, as text; empty if none does.
std::string difference(const Array& got, const Array& expected, double tolerance) {
  if (!(got.shape == expected.shape)) return text("shape ", got.shape, ", not ", expected.shape);
  for (size_t i = 0; i < got.values.size(); ++i)
    if (!close(got.values[i], expected.values[i], tolerance))
      return text("element ", i, ": ", got.values[i], ", not ", expected.values[i]);
  return "";
}

void check_value(const Case& c, const Layout& layout, DType dtype, int64_t n) {
  INFO(c.name << ", " << name(dtype) << ", " << layout.name << ", n = " << n);
  Tensors leaves;
  Tensors inputs;
  Arrays arrays;
  for (const Shape& shape : c.shapes(n)) {
    leaves.push_back(make_leaf(c, leaves.size(), layout, shape, dtype));
    inputs.push_back(layout.view(leaves.back(), shape));
    arrays.push_back(read(inputs.back()));
  }
  Arrays before;
  for (const Tensor& leaf : leaves) before.push_back(read(leaf));
  const Tensor result = c.call(inputs);
  CHECK(result.dtype() == dtype);
  CHECK(difference(read(result), c.naive(arrays), c.tolerance * epsilon(dtype)) == "");
  for (size_t i = 0; i < leaves.size(); ++i) CHECK(difference(read(leaves[i]), before[i], 0) == "");
}

TEST_CASE("cases: values of all sizes and layouts") {
  for (const Case& c : cases())
    for (const DType dtype : {float32, float64})
      for (const Layout& layout : kLayouts)
        for (const int64_t n : sizes(dtype))
          if (n >= c.least) check_value(c, layout, dtype, n);
}

/// The case as a function of leaves in a layout.
auto through(const Case& c, const Layout& layout, int64_t n) {
  return [&c, &layout, shapes = c.shapes(n)](const Tensors& leaves) {
    Tensors inputs;
    for (size_t i = 0; i < leaves.size(); ++i) inputs.push_back(layout.view(leaves[i], shapes[i]));
    return c.call(inputs);
  };
}
Tensors make_leaves(const Case& c, const Layout& layout, int64_t n, DType dtype) {
  Tensors leaves;
  for (const Shape& shape : c.shapes(n))
    leaves.push_back(make_leaf(c, leaves.size(), layout, shape, dtype));
  return leaves;
}

TEST_CASE("cases: gradients are the difference quotients") {
  for (const Case& c : cases()) {
    for (const Layout& layout : kLayouts) {
      for (const int64_t n : {1, 4}) {
        INFO(c.name << ", " << layout.name << ", n = " << n);
        CHECK_NOTHROW(gradcheck(through(c, layout, n), make_leaves(c, layout, n, float64)));
      }
    }
  }
}

TEST_CASE("cases: second derivatives are the difference quotients of the first") {
  for (const Case& c : cases()) {
    for (const Layout& layout : kLayouts) {
      INFO(c.name << ", " << layout.name);
      CHECK_NOTHROW(gradgradcheck(through(c, layout, 3), make_leaves(c, layout, 3, float64)));
    }
  }
}

/// Gradients of a weighted sum of the result.
Tensors gradients(const Case& c, DType dtype, int64_t n, bool create_graph) {
  Tensors inputs = make_inputs(c, n, dtype);
  for (Tensor& x : inputs) x.requires_grad_();
  const Tensor y = c.call(inputs);
  Tensor weights = empty(y.shape(), dtype);
  for_positions(y.shape(), [&](const Position&, int64_t i) {
    visit(dtype, [&]<class T> { weights.data<T>()[i] = static_cast<T>(5 * i % 7 + 1) / 4; });
  });
  return grad({y}, inputs, {weights}, false, create_graph, true);
}

TEST_CASE("cases: gradients from kernels, from formulas and in float32 agree") {
  for (const Case& c : cases()) {
    for (const int64_t n : {c.least, int64_t{5}, int64_t{300}}) {
      const Tensors exact = gradients(c, float64, n, false);
      for (const DType dtype : {float32, float64}) {
        for (const bool create_graph : {false, true}) {
          INFO(c.name << ", n = " << n << ", " << name(dtype) << ", create_graph " << create_graph);
          const Tensors got = gradients(c, dtype, n, create_graph);
          for (size_t i = 0; i < exact.size(); ++i) {
            REQUIRE(got[i].defined() == exact[i].defined());
            if (!got[i].defined()) continue;
            CHECK(got[i].dtype() == dtype);
            CHECK(difference(read(got[i]), read(exact[i]), 64 * c.tolerance * epsilon(dtype)) ==
                  "");
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace weft
