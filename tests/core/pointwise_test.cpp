// Pointwise operations at their edges: gradients that are infinite or NaN, whole numbers and bools,
// against PyTorch's (golden/pointwise.json), and what is an error here.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "core/autograd/autograd.h"
#include "tests/core/golden_calls.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

constexpr double kInf = std::numeric_limits<double>::infinity();

bool same(const Values& got, const Golden& expected, double tolerance) {
  const Values wanted = expected.numbers();
  for (size_t i = 0; i < got.size(); ++i)
    if (got[i] != wanted[i] && !(std::isnan(got[i]) && std::isnan(wanted[i])) &&
        !(std::abs(got[i] - wanted[i]) <= tolerance * std::max(1.0, std::abs(wanted[i]))))
      return false;
  return got.size() == wanted.size();
}

TEST_CASE("5.1.a: gradients that are infinite or NaN come through as PyTorch's") {
  for (const Golden c : Golden::file("pointwise")["upstream"]) {
    const Shape shape{static_cast<int64_t>(c["x"].size())};
    for (const bool create_graph : {false, true}) {
      INFO(c["op"].text() << ", create_graph " << create_graph);
      const Tensor x = make_tensor(c["x"], shape, float32).requires_grad_();
      const Tensor y = golden_call(c["op"].text(), {x}, c["args"])[0];
      const Tensor gx =
          grad({y}, {x}, {make_tensor(c["g"], shape, float32)}, false, create_graph)[0];
      CHECK(same(values(gx), c["grad"], 1e-6));
    }
  }
}

TEST_CASE("2.1.c: whole numbers and bools become what they become in PyTorch") {
  for (const Golden c : Golden::file("pointwise")["whole"]) {
    INFO(c["op"].text() << " of " << c["of"].text());
    const Tensor x = make_tensor(c["x"], {static_cast<int64_t>(c["x"].size())}, c["of"].dtype());
    Tensor y;
    const std::string error = error_of([&] { y = golden_call(c["op"].text(), {x}, c["args"])[0]; });
    INFO(error);
    CHECK((error != "no error") == c["dtype"].is_null());
    if (!y.defined() || c["dtype"].is_null()) continue;
    CHECK(y.dtype() == c["dtype"].dtype());
    CHECK(same(values(y), c["values"], 2e-6));
  }
}

TEST_CASE("2.1.c: whole numbers keep all their digits in clamp and remainder") {
  const int64_t big = (int64_t{1} << 53) + 1;  // no double
  CHECK(clamp(tensor({big + 2, int64_t{0}}), 1, big).to_vector<int64_t>() ==
        std::vector<int64_t>{big, 1});
  CHECK((tensor({big}).remainder(1 << 30)).item<int64_t>() == 1);
  // The quotient overflows; the remainder does not.
  CHECK(remainder(tensor({std::numeric_limits<int64_t>::min()}), -1).item<int64_t>() == 0);
}

TEST_CASE("2.1.c: what these operations do not take, beyond errors_test.cpp") {
  CHECK(error_of([&] {
          (void)remainder(tensor({1, 2}), tensor({1, 0}));
        }) == "remainder: whole numbers have no remainder by 0, got shapes (2,) and (2,)");
  CHECK(
      error_of([&] { ones({2}).requires_grad_().clamp_(0); }) ==
      "clamp_: a leaf tensor that requires grad must not be changed in place; do it under NoGrad");
  CHECK(error_of([&] {
          (void)elu(tensor({1, 2}));
        }) == "elu: dtype must be float32 or float64, got int64");
  CHECK(error_of([&] {
          (void)prelu(ones({2, 3}), ones({1, 3}));
        }) ==
        "prelu: weight must have one element, or one for each of 3 channels, got shapes (2, 3) and "
        "(1, 3)");
  CHECK(error_of([&] { (void)logical_and(ones({2}), ones({3})); }) ==
        "logical_and: shapes must broadcast, got (2,) and (3,): the sizes 2 and 3 differ at axis 0 "
        "and neither of them is 1");
}

TEST_CASE("2.1.e: div_ and clamp_ keep their storage, and backward notices them") {
  Tensor x = tensor({-4.0, 2.0});
  const void* const before = x.data_ptr();
  x.div_(Tensor(2.0)).clamp_(-1.5, 0.5);
  x /= 0.5;
  CHECK(values(x) == Values{-3, 1});
  CHECK(x.data_ptr() == before);
  const Tensor leaf = ones({2}).requires_grad_();
  Tensor y = leaf * 1;
  const Tensor z = y * y;
  y.clamp_(0, 1);
  CHECK(error_of([&] { z.sum().backward(); }) ==
        "backward: a tensor needed by MulBackward0 (float32 (2,)) has been changed in place: it is "
        "at version 1, expected 0; clone() it before changing it");
}

TEST_CASE("5.1.a: activations at the ends of the range") {
  CHECK(values(elu(tensor({-kInf, kInf}))) == Values{-1, kInf});
  CHECK(values(softplus(tensor({-kInf, -1e3, 1e3, kInf}))) == Values{0, 0, 1e3, kInf});
  CHECK(gelu(tensor(-10.0, float64)).item() < 0);  // 1 + erf(x) is 0 there
}

}  // namespace
}  // namespace weft
