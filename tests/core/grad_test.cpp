// grad(), second derivatives, and the checks that compare with difference quotients.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/autograd/autograd.h"
#include "core/ops/gradcheck.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("grad: gradients by leaves and by results, grad() of the leaves left alone") {
  Tensor x = leaf({1, 2});
  const Tensor a = x * x;
  const Tensor y = (a * 3).sum();
  const auto g = grad({y}, {x, a});
  CHECK(values(g[0]) == Values{6, 12});
  CHECK(values(g[1]) == Values{3, 3});
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("grad: several outputs add up, each with its weight") {
  Tensor x = leaf({1, 2});
  const auto sum = grad({(x * x).sum(), (x * 5).sum()}, {x});
  CHECK(values(sum[0]) == Values{7, 9});
  const auto weighted = grad({x * x, x * 5}, {x}, {tensor({1.0, 0.0}), tensor({0.0, 2.0})});
  CHECK(values(weighted[0]) == Values{2, 10});
}

TEST_CASE("grad: the same input twice, and an output as its own input") {
  Tensor x = leaf({3});
  const Tensor y = (x * x).sum();
  const auto g = grad({y}, {x, x, y});
  CHECK(values(g[0]) == Values{6});
  CHECK(values(g[1]) == Values{6});
  CHECK(g[2].item() == 1);
  CHECK(values(grad({x}, {x})[0]) == Values{1});
}

TEST_CASE("grad: unused inputs") {
  Tensor x = leaf({1, 2});
  Tensor unused = leaf({{3}});
  CHECK(error_of([&] {
          (void)grad({(x * 2).sum()}, {x, unused});
        }) ==
        "grad: input 1 of shape (1, 1) was not used for the outputs; set allow_unused if that is "
        "meant");
  const auto g = grad({(x * 2).sum()}, {x, unused}, {}, false, false, true);
  CHECK(values(g[0]) == Values{2, 2});
  CHECK_FALSE(g[1].defined());
}

TEST_CASE("grad: what lies beyond the inputs stays as it was") {
  Tensor x = leaf({1, 2});
  const Tensor a = x * x;
  const Tensor b = a * a;
  CHECK(values(grad({b.sum()}, {a})[0]) == Values{2, 8});
  CHECK(values(grad({a.sum()}, {x})[0]) == Values{2, 4});  // its graph has not been freed
}

TEST_CASE("grad: wrong arguments") {
  Tensor x = leaf({1, 2});
  CHECK(error_of([&] { (void)grad({x.sum()}, {ones({1})}); }) ==
        "grad: each input must require grad, got none at input 0 of shape (1,)");
  CHECK(error_of([&] {
          x.set_grad(ones({3, 3}, float64));
        }) == "set_grad: the gradient must be float32 of shape (2,), got float64 (3, 3)");
  CHECK(error_of([&] {
          (void)grad({x.sum(), x.sum()}, {x}, {ones({})});
        }) == "grad: 2 outputs need as many gradients, got 1");
}

TEST_CASE("2.5.e: create_graph: derivatives of derivatives") {
  Tensor x = leaf({0.5, 1.5}, float64);
  const Tensor first = grad({(x * x * x).sum()}, {x}, {}, false, true)[0];
  const Tensor second = grad({first.sum()}, {x}, {}, false, true)[0];
  const Tensor third = grad({second.sum()}, {x})[0];
  CHECK(values(first) == Values{0.75, 6.75});
  CHECK(values(second) == Values{3, 9});
  CHECK(values(third) == Values{6, 6});
}

TEST_CASE("2.5.e: create_graph: the second derivative of tanh") {
  Tensor x = leaf({0.3, -1.2}, float64);
  Tensor y = tanh(x);
  for (int order = 0; order < 2; ++order) y = grad({y.sum()}, {x}, {}, false, true)[0];
  for (const int64_t i : {0, 1}) {
    const double t = std::tanh(x[i].item());
    CHECK(std::abs(y[i].item() - -2 * t * (1 - t * t)) < 1e-14);
  }
}

TEST_CASE("2.5.e: create_graph: backward through a gradient reaches the leaf") {
  Tensor x = leaf({2.0});
  (x * x * x).sum().backward({}, false, true);
  CHECK(values(x.grad()) == Values{12});
  const Tensor g = x.grad();
  x.set_grad({});
  g.sum().backward();
  CHECK(values(x.grad()) == Values{12});  // 6 x
  x.set_grad({});                         // the gradient held its own graph, and so itself
}

TEST_CASE("2.5.e: create_graph: a penalty on the gradient, as in WGAN-GP") {
  Tensor w = leaf({{1.0, 2.0}, {3.0, -1.0}}, float64);
  Tensor x = leaf({{0.5, -1.0}}, float64);
  const auto penalty = [](const std::vector<Tensor>& in) {
    const EnableGrad guard;
    const Tensor y = tanh(matmul(in[1], in[0])).sum();
    return square(grad({y}, {in[1]}, {}, true, true)[0]).sum();
  };
  CHECK_NOTHROW(gradcheck(penalty, {w, x}));
}

TEST_CASE("2.5.e: jacobian: shapes and values") {
  const Tensor x = tensor({1.0, 2.0, 3.0}, float64);
  const Tensor j = jacobian([](const Tensor& v) { return v * v; }, x);
  CHECK(j.shape() == Shape{3, 3});
  CHECK(values(j) == Values{2, 0, 0, 0, 4, 0, 0, 0, 6});
  const Tensor scalar = jacobian([](const Tensor& v) { return v.sum(); }, ones({2, 2}));
  CHECK(scalar.shape() == Shape{2, 2});
  CHECK(values(scalar) == Values{1, 1, 1, 1});
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("2.5.e: jacobian: a function that does not depend on x, and under NoGrad") {
  const Tensor j = jacobian([](const Tensor&) { return ones({2}); }, ones({3}));
  CHECK(j.shape() == Shape{2, 3});
  CHECK(values(j) == Values(6, 0));
  const NoGrad guard;
  CHECK(values(jacobian([](const Tensor& v) { return v * v; }, ones({1}))) == Values{2});
}

TEST_CASE("2.5.e: hessian: shapes and values") {
  const Tensor x = tensor({1.0, 2.0}, float64);
  const auto f = [](const Tensor& v) { return v[0] * v[0] * v[1] + v[1] * v[1] * v[1]; };
  CHECK(values(hessian(f, x)) == Values{4, 2, 2, 12});
  const Tensor linear = hessian([](const Tensor& v) { return v.sum(); }, ones({2, 2}));
  CHECK(linear.shape() == Shape{2, 2, 2, 2});
  CHECK(values(linear) == Values(16, 0));
  CHECK(values(hessian([](const Tensor&) { return ones({}); }, x)) == Values(4, 0));
  CHECK(error_of([&] { (void)hessian([](const Tensor& v) { return v; }, x); }) ==
        "hessian: the function must give one element, got shape (2,)");
}

/// x^2 with the gradient x.
Tensor half_wrong(const Tensor& x) {
  Tensor y;
  {
    const NoGrad guard;
    y = x * x;
  }
  return record("WrongBackward0", {x}, y, [saved = save(x)](const Tensor& g, const Node& node) {
    return Grads{g * saved.get(node)};
  });
}

TEST_CASE("2.5.e: gradcheck finds a wrong gradient, and names where") {
  const std::string message = error_of([] {
    gradcheck([](const std::vector<Tensor>& x) { return half_wrong(x[0]); },
              {tensor({0.0, 3.0}, float64)});
  });
  CHECK(
      message.starts_with("gradcheck: output element 1 by element 1 of input 0: the gradient is 3, "
                          "the difference quotient 6"));
  CHECK(error_of([] {
          gradcheck([](const std::vector<Tensor>& x) { return x[0]; }, {ones({1})});
        }) == "gradcheck: inputs must be float64, got float32");
}

TEST_CASE("2.5.e: gradgradcheck finds a wrong second derivative behind a right first one") {
  // Its gradient is 2 x, but does not know how it depends on x.
  const auto f = [](const std::vector<Tensor>& in) {
    const Tensor& x = in[0];
    Tensor y;
    {
      const NoGrad guard;
      y = x * x;
    }
    return record("FlatBackward0", {x}, y, [saved = save(x)](const Tensor& g, const Node& node) {
      return Grads{g * 2 * saved.get(node).detach()};
    });
  };
  CHECK_NOTHROW(gradcheck(f, {tensor({2.0}, float64)}));
  CHECK(error_of([&] { gradgradcheck(f, {tensor({2.0}, float64)}); }).starts_with("gradcheck: "));
}

}  // namespace
}  // namespace weft
