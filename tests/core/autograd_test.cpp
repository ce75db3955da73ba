// What backward() and grad() mean: accumulation, freed graphs, modes, second derivatives.
#include "core/autograd/autograd.h"

#include <catch2/catch_test_macros.hpp>

#include "core/ops/gradcheck.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("2.5.a, 2.5.b, 2.5.c: backward: the book's example") {
  Tensor x = arange(4.0).requires_grad_();
  CHECK_FALSE(x.grad().defined());
  Tensor y = 2 * dot(x, x);
  CHECK(y.item() == 28);
  y.backward();
  CHECK(values(x.grad()) == Values{0, 4, 8, 12});
  x.grad().zero_();
  x.sum().backward();
  CHECK(values(x.grad()) == Values{1, 1, 1, 1});
  x.grad().zero_();
  (x * x).backward(ones({4}));
  CHECK(values(x.grad()) == Values{0, 2, 4, 6});
  x.grad().zero_();
  const Tensor u = (x * x).detach();
  (u * x).sum().backward();
  CHECK(values(x.grad()) == values(u));
}

TEST_CASE("2.5.a: backward: gradients accumulate, in the leaf and where paths join") {
  Tensor x = leaf({1, 2});
  (x * x).sum().backward();
  (x * x).sum().backward();
  CHECK(values(x.grad()) == Values{4, 8});
  Tensor z = leaf(3.0);
  const Tensor a = z * z;  // used three times
  (a * a + a).backward();
  CHECK(z.grad().item() == 4 * 27 + 6);
}

TEST_CASE("backward: leaves do not share their gradients, nor with what backward was given") {
  for (const bool create_graph : {false, true}) {
    Tensor a = leaf({1, 2});
    Tensor b = leaf({3, 4});
    const Tensor start = tensor({1.0, 1.0});
    (a + b).backward(start, false, create_graph);
    CHECK_FALSE(a.grad().shares_storage(b.grad()));
    CHECK_FALSE(a.grad().shares_storage(start));
    a.grad().detach().zero_();
    CHECK(values(b.grad()) == Values{1, 1});
  }
}

TEST_CASE("backward: a leaf is its own gradient's end") {
  Tensor x = leaf({1, 2});
  x.backward(tensor({5.0, 6.0}));
  x.backward(tensor({5.0, 6.0}));
  CHECK(values(x.grad()) == Values{10, 12});
}

TEST_CASE("2.5.b: backward: the graph is freed unless it is retained") {
  Tensor x = leaf({1, 2});
  const Tensor y = (x * x).sum();
  y.backward({}, true);
  y.backward();
  CHECK(values(x.grad()) == Values{4, 8});
  CHECK(error_of([&] { y.backward(); }) ==
        "backward: the graph of SumBackward0 has been freed by an earlier backward pass; call "
        "backward with retain_graph = true the first time if it is needed twice");
}

TEST_CASE("2.5.b: backward: what cannot be differentiated says so") {
  Tensor x = leaf({1, 2});
  CHECK(error_of([&] { (x * x).backward(); }) ==
        "backward: grad can be implicitly created only for scalar outputs, got (2,); give the "
        "gradient as an argument, for instance ones_like(y), or call it on y.sum()");
  CHECK(error_of([&] { (x * x).backward(ones({3})); }) ==
        "backward: the gradient's shape must be (2,), got (3,)");
  CHECK(error_of([&] { (x * x).backward(ones({2}, float64)); }) ==
        "backward: the gradient's dtype must be float32, got float64");
  CHECK(
      error_of([] { ones({2}).sum().backward(); }) ==
      "backward: the tensor of shape () does not require grad and was not made from one that does");
  CHECK(error_of([] { arange(3).requires_grad_(); }) ==
        "requires_grad_: only floating point tensors can require gradients, got int64");
  CHECK(error_of([&] { (x * 2).requires_grad_(false); }) ==
        "requires_grad_: only leaf tensors can stop requiring grad; use detach() for a result");
  CHECK(error_of([&] { x.set_grad(ones({3})); }) ==
        "set_grad: the gradient must be float32 of shape (2,), got float32 (3,)");
}

TEST_CASE("2.5.c: detach and NoGrad end the graph") {
  Tensor x = leaf({1, 2});
  CHECK_FALSE(x.detach().requires_grad());
  CHECK(x.detach().shares_storage(x));
  CHECK_FALSE((x * 2).detach().requires_grad());
  {
    const NoGrad guard;
    CHECK_FALSE(grad_enabled());
    CHECK_FALSE((x * 2).requires_grad());
    {
      const EnableGrad inner;
      CHECK((x * 2).requires_grad());
      const NoGrad innermost;
      CHECK_FALSE((x * 2).requires_grad());
    }
    CHECK_FALSE((x * 2).requires_grad());
  }
  CHECK((x * 2).requires_grad());
}

TEST_CASE("2.5.c: NoGrad ends with its scope, also by an exception") {
  CHECK(error_of([] {
          const NoGrad guard;
          fail("thrown");
        }) == "thrown");
  CHECK(grad_enabled());
}

TEST_CASE("2.5.c: the grad mode can be set, and scopes put back what they found") {
  Tensor x = leaf({1, 2});
  {
    const EnableGrad scope;
    set_grad_enabled(false);
    CHECK_FALSE(grad_enabled());
    CHECK_FALSE((x * 2).requires_grad());
  }
  CHECK(grad_enabled());
  set_grad_enabled(false);
  CHECK_FALSE((x * 2).requires_grad());
  set_grad_enabled(true);
  CHECK((x * 2).requires_grad());
}

TEST_CASE("is_leaf and requires_grad") {
  Tensor x = leaf({1});
  CHECK(x.is_leaf());
  CHECK(x.requires_grad());
  CHECK(ones({1}).is_leaf());
  CHECK_FALSE((x * 2).is_leaf());
  CHECK((x * 2).requires_grad());
  CHECK((ones({1}) * 2).is_leaf());
  CHECK_FALSE((x > 0).requires_grad());
  x.requires_grad_(false);
  CHECK_FALSE((x * 2).requires_grad());
}

TEST_CASE("2.5.d: gradients of control flow: f(a) of the book is piecewise linear") {
  const auto f = [](const Tensor& a) {
    Tensor b = a * 2;
    while (b.norm().item() < 1000) b = b * 2;
    return b.sum().item() > 0 ? b : 100 * b;
  };
  for (const double start : {0.7, -0.3, 12.5}) {
    Tensor a = tensor(start).requires_grad_();
    const Tensor d = f(a);
    d.backward();
    CHECK((a.grad() == d / a).item<bool>());
  }
}

TEST_CASE("gradients of integers' companions: only floating inputs get one") {
  Tensor x = leaf({1.5, 2.5});
  (x * arange(2) + arange(2)).sum().backward();
  CHECK(values(x.grad()) == Values{0, 1});
}

TEST_CASE("gradients pass through conversions in the dtype of each side") {
  Tensor x = leaf({1.5, 2.5});
  Tensor y = leaf({2, 3}, float64);
  (x.to(float64) * y).sum().backward();
  CHECK(x.grad().dtype() == float32);
  CHECK(y.grad().dtype() == float64);
  CHECK(values(x.grad()) == Values{2, 3});
  Tensor s = leaf(2.0, float64);  // a 0-d tensor does not decide the dtype
  (x * s).sum().backward();
  CHECK(s.grad().dtype() == float64);
  CHECK(s.grad().item() == 4);
}

TEST_CASE("parameters without a part in the result keep no gradient") {
  Tensor x = leaf({1});
  Tensor unused = leaf({1});
  (x * 3).backward();
  CHECK_FALSE(unused.grad().defined());
}

}  // namespace
}  // namespace weft
