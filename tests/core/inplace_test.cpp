// Changes in place: who sees them, what they do to gradients, and what is refused.
#include <catch2/catch_test_macros.hpp>

#include "core/autograd/autograd.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("2.1.e: in place: the storage stays, views see the change") {
  Tensor x = counting({2, 3});
  const Tensor row = x[1];
  const void* const before = x.data_ptr();
  x += 1;
  x -= ones({3});
  x *= 2;
  CHECK(x.data_ptr() == before);
  CHECK(values(x) == Values{0, 2, 4, 6, 8, 10});
  CHECK(values(row) == Values{6, 8, 10});
  x.fill_(3).add_(ones({1}), 2);
  CHECK(values(row) == Values{5, 5, 5});
  x.zero_();
  CHECK(values(x.sum()) == Values{0});
}

TEST_CASE("in place: operands that overlap are read before they are written") {
  Tensor x = counting({5});
  x[Slice(1)] = x[Slice(0, 4)];
  CHECK(values(x) == Values{0, 0, 1, 2, 3});
  Tensor y = counting({2, 2});
  y += y.T();
  CHECK(values(y) == Values{0, 3, 3, 6});
  Tensor z = counting({2, 2});
  z.copy_(z.T());
  CHECK(values(z) == Values{0, 2, 1, 3});
  Tensor s = counting({3}) + 1;
  s *= s;
  CHECK(values(s) == Values{1, 4, 9});
  Tensor m = counting({2, 2}) + 1;
  m *= m.T();
  CHECK(values(m) == Values{1, 6, 6, 16});
}

TEST_CASE("in place on a view of strided elements") {
  Tensor x = counting({3, 4});
  Tensor part = x[{Slice(), Slice(1, 4, 2)}];
  part *= 10;
  CHECK(values(x) == Values{0, 10, 2, 30, 4, 50, 6, 70, 8, 90, 10, 110});
  part += tensor({1.0, 2.0});
  CHECK(values(x[0]) == Values{0, 11, 2, 32});
}

TEST_CASE("in place: shape and dtype of the target stay") {
  Tensor x = zeros({2});
  CHECK(error_of([&] {
          x += ones({3, 2});
        }) == "add_: the result must have the shape of the tensor that changes, (2,), got (3, 2)");
  CHECK(error_of([&] { x *= ones({3}); }) ==
        "mul_: shapes must broadcast, got (2,) and (3,): the sizes 2 and 3 differ at axis 0 and "
        "neither of them is 1");
  Tensor whole = arange(3);
  CHECK(error_of([&] { whole += 0.5; }) ==
        "add_: the result's dtype float32 cannot be stored in a tensor of int64");
  CHECK(error_of([&] { whole *= ones({3}); }) ==
        "mul_: the result's dtype float32 cannot be stored in a tensor of int64");
  whole += 2;
  CHECK(values(whole) == Values{2, 3, 4});
  x += ones({2}, float64);
  CHECK(x.dtype() == float32);
}

TEST_CASE("2.5.c: version counters: a saved tensor that changed is an error") {
  Tensor x = leaf({1, 2});
  Tensor a = x * 1;
  const Tensor y = (a * a).sum();
  a += 1;
  CHECK(error_of([&] { y.backward(); }) ==
        "backward: a tensor needed by MulBackward0 (float32 (2,)) has been changed in place: it is "
        "at "
        "version 1, expected 0; clone() it before changing it");
  const Tensor e = exp(x);  // saves its result
  Tensor changed = e;
  changed.mul_(ones({2}));
  CHECK(error_of([&] { e.sum().backward(); }).starts_with("backward: a tensor needed by ExpB"));
}

TEST_CASE("2.5.c: version counters: also through views, detach and NoGrad") {
  for (const int how : {0, 1, 2}) {
    Tensor x = leaf({1, 2});
    const Tensor y = (x * x).sum();
    const NoGrad guard;
    if (how == 0) x.detach().fill_(5);
    if (how == 1) x[0] = 5;
    if (how == 2) x.mul_(x);
    CHECK(error_of([&] { y.backward(); }).starts_with("backward: a tensor needed by MulBackward0"));
  }
}

TEST_CASE("in place on what no gradient reads is fine") {
  Tensor x = leaf({1, 2});
  Tensor a = x * 1;
  const Tensor y = (a + a).sum();
  a += 1;
  y.backward();
  CHECK(values(x.grad()) == Values{2, 2});
}

TEST_CASE("leaves that require grad, and views that gradients flow through, are refused") {
  Tensor x = leaf({1, 2});
  const std::string rule =
      ": a leaf tensor that requires grad must not be changed in place; do it under NoGrad";
  CHECK(error_of([&] { x += 1; }) == "add_" + rule);
  CHECK(error_of([&] { x *= x; }) == "mul_" + rule);
  CHECK(error_of([&] { x.zero_(); }) == "copy_" + rule);
  CHECK(error_of([&] { x[0] = 1; }) == "index_put_" + rule);
  const std::string view =
      ": a view that gradients flow through must not be changed in place; write through an index "
      "of "
      "its base, as in X[{0}] = value";
  const Tensor a = x * 2;
  Tensor part = a[Slice(0, 1)];
  CHECK(error_of([&] { part += 1; }) == "add_" + view);
  Tensor plain = zeros({2, 2});
  Tensor row = plain[0];
  CHECK(error_of([&] { row += x; }) == "add_" + view);
  const NoGrad guard;
  x += 1;
  row += x;
  CHECK(values(x) == Values{2, 3});
  CHECK(values(plain) == Values{2, 3, 0, 0});
}

TEST_CASE("results that end in a reshape are no views") {
  Tensor x = ones({2, 3, 3}).requires_grad_();
  for (Tensor y : {softmax(x, 2), logsumexp(x, 1), x.sum({1}, true), matmul(x, x),
                   x.mean({0}, true), linear(x, ones({3, 3})), matmul(ones({3}), x),
                   x.T().reshape({6, 3}), mv(x.reshape({6, 3}), ones({3}))})
    CHECK_NOTHROW(y += 1);
}

TEST_CASE("gradients of changes in place") {
  Tensor x = leaf({1, 2, 3});
  Tensor w = leaf({4, 5, 6});
  Tensor y = x * 1;
  y += w;
  y *= w;
  y.sum().backward();
  CHECK(values(x.grad()) == Values{4, 5, 6});                // w
  CHECK(values(w.grad()) == Values{1 + 8, 2 + 10, 3 + 12});  // x + 2 w
  Tensor z = zeros({3});
  z += x;  // a plain tensor becomes part of the graph
  CHECK(z.requires_grad());
  x.set_grad({});
  (z * z).sum().backward();
  CHECK(values(x.grad()) == Values{2, 4, 6});
}

TEST_CASE("gradients of a tensor multiplied by itself in place") {
  Tensor x = leaf({1, 2, 3});
  Tensor y = x * 1;
  y *= y;
  y.sum().backward();
  CHECK(values(x.grad()) == Values{2, 4, 6});
}

TEST_CASE("copy_ cuts off what was there before") {
  Tensor x = leaf({1, 2});
  Tensor w = leaf({5, 6});
  Tensor y = x * 2;
  y.copy_(w);
  (y * y).sum().backward();
  CHECK(values(w.grad()) == Values{10, 12});
  CHECK((!x.grad().defined() || values(x.grad()) == Values{0, 0}));
}

TEST_CASE("2.1.e: numbers are as exact as the tensor that they change") {
  Tensor x = tensor({1.0}, float64);
  x += 0.1;
  x -= 0.7;
  x *= 0.3;
  x /= 0.9;
  CHECK(x.item() == (1.0 + 0.1 - 0.7) * 0.3 / 0.9);
}

}  // namespace
}  // namespace weft
