// Who watches gradients on their way: hooks, and results that keep theirs.
#include <catch2/catch_test_macros.hpp>

#include "core/autograd/autograd.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

using Hook = std::function<Tensor(const Tensor&)>;
Hook times(double factor) {
  return [factor](const Tensor& g) { return g * factor; };
}
/// Notes what it saw.
Hook noting(std::vector<Values>& seen) {
  return [&seen](const Tensor& g) {
    seen.push_back(values(g));
    return Tensor();
  };
}

TEST_CASE("hooks: a leaf's sees its whole gradient once, and what it returns is added") {
  Tensor x = leaf({1, 2});
  std::vector<Values> seen;
  x.register_hook(noting(seen));
  x.register_hook(times(10));
  (x * x + x * 3).sum().backward();  // three ways lead to x
  CHECK(seen == std::vector<Values>{{5, 7}});
  CHECK(values(x.grad()) == Values{50, 70});
  (x * 2).sum().backward();  // sees this pass alone, not what grad() has from before
  CHECK(seen.back() == Values{2, 2});
  CHECK(values(x.grad()) == Values{70, 90});
}

TEST_CASE("hooks: a result's acts on what flows on") {
  Tensor x = leaf({1, 2});
  const Tensor y = x * 3;
  std::vector<Values> seen;
  y.register_hook(times(2));
  y.register_hook(noting(seen));  // in turn: sees what the first one made
  (y * y).sum().backward();
  CHECK(seen == std::vector<Values>{{12, 24}});
  CHECK(values(x.grad()) == Values{36, 72});
}

TEST_CASE("hooks: the root's, a gradient that ends there, and none where nothing flows") {
  Tensor x = leaf({1, 2});
  std::vector<Values> seen;
  const Tensor loss = (x * x).sum();
  loss.register_hook(noting(seen));
  x.register_hook(noting(seen));
  const Tensor aside = x * 5;
  aside.register_hook(noting(seen));
  loss.backward();
  CHECK(seen == std::vector<Values>{{1}, {2, 4}});
  seen.clear();
  x.backward(tensor({5.0, 6.0}));
  CHECK(seen == std::vector<Values>{{5, 6}});
}

TEST_CASE("hooks: removed, also by themselves, and numbers of others") {
  Tensor x = leaf({1});
  int calls = 0;
  int64_t own = 0;
  own = x.register_hook([&](const Tensor&) {
    x.remove_hook(own);
    ++calls;
    return Tensor();
  });
  const int64_t second = x.register_hook(times(2));
  (x * 3).backward();
  CHECK(values(x.grad()) == Values{6});
  x.remove_hook(second);
  x.remove_hook(second);
  (x * 3).backward();
  CHECK(values(x.grad()) == Values{9});
  CHECK(calls == 1);
  leaf({1}).remove_hook(own);
}

TEST_CASE("hooks: every pass through a retained graph calls them") {
  Tensor x = leaf({1, 2});
  const Tensor y = x * x;
  std::vector<Values> seen;
  y.register_hook(noting(seen));
  const Tensor loss = y.sum();
  loss.backward({}, true);
  loss.backward();
  CHECK(seen == std::vector<Values>{{1, 1}, {1, 1}});
}

TEST_CASE("hooks: grad() of leaves and results sees them, and only those on the way") {
  Tensor x = leaf({1, 2});
  Tensor z = leaf({3, 4});
  const Tensor y = x * x;
  int others = 0;
  const auto count = [&](const Tensor&) { return ++others, Tensor(); };
  x.register_hook(times(10));
  y.register_hook(times(2));
  z.register_hook(count);
  const Tensor loss = (y * z).sum();
  CHECK(values(grad({loss}, {y}, {}, true)[0]) == Values{6, 8});
  CHECK(values(grad({loss}, {x}, {}, true)[0]) == Values{120, 320});
  CHECK(others == 0);
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("hooks: with create_graph they are part of the derivative") {
  Tensor x = leaf({2.0}, float64);
  const Tensor y = x * x;
  y.register_hook([](const Tensor& g) { return g * g; });  // (3 y^2)^2
  const Tensor first = grad({(y * y * y).sum()}, {x}, {}, false, true)[0];
  CHECK(values(first) == Values{9216});  // 9 y^4 2x
  // The second pass goes through y, too: (72 x y^3)^2 2x + 18 y^4, PyTorch's number.
  CHECK(values(grad({first}, {x})[0]) == Values{339743232});
  Tensor w = leaf({2.0});
  w.register_hook([](const Tensor& g) {
    CHECK_FALSE(g.requires_grad());
    return (g * g).detach();
  });
  (w * w).sum().backward();
  CHECK(values(w.grad()) == Values{16});
}

TEST_CASE("hooks: a result that is changed in place keeps those of its old value apart") {
  Tensor x = leaf({1, 2});
  Tensor y = x * 3;
  std::vector<Values> before, after;
  const int64_t number = y.register_hook(noting(before));
  y.retain_grad();
  y *= tensor({5.0, 7.0});
  y.register_hook(noting(after));
  (y * 2).sum().backward({}, true);
  CHECK(before == std::vector<Values>{{10, 14}});
  CHECK(after == std::vector<Values>{{2, 2}});
  CHECK(values(y.grad()) == Values{2, 2});
  y.remove_hook(number);
  (y * 2).sum().backward();
  CHECK(before.size() == 1);
}

TEST_CASE("hooks: errors") {
  Tensor x = leaf({1, 2});
  CHECK(error_of([] { ones({2}).register_hook(times(2)); }) ==
        "register_hook: the tensor of shape (2,) does not require grad, so that no gradient "
        "reaches it");
  CHECK(error_of([] { ones({2}).retain_grad(); }) ==
        "retain_grad: the tensor of shape (2,) does not require grad, so that no gradient reaches "
        "it");
  CHECK(error_of([&] { x.register_hook({}); }) ==
        "register_hook: the hook must be a function, got none");
  const int64_t shape = x.register_hook([](const Tensor&) { return ones({3}); });
  CHECK(error_of([&] { x.sum().backward(); }) ==
        "register_hook: the hook must return the gradient's shape (2,), got (3,)");
  x.remove_hook(shape);
  x.register_hook([](const Tensor&) { return ones({2}, float64); });
  CHECK(error_of([&] { x.sum().backward(); }) ==
        "register_hook: the hook must return the gradient's dtype float32, got float64");
  CHECK_FALSE(x.grad().defined());
}

TEST_CASE("hooks: what they hold goes with the graph") {
  const int64_t before = memory().live_bytes;
  {
    Tensor x = leaf({1, 2});
    const Tensor held = ones({1000});
    Tensor y = x;
    for (int i = 0; i < 100; ++i) {
      y = y * x;
      y.register_hook([held](const Tensor& g) { return g * held[0]; });
      y.retain_grad();
    }
    y.sum().backward();
    CHECK(y.grad().defined());
  }
  CHECK(memory().live_bytes == before);
}

TEST_CASE("retain_grad: a result keeps its gradient and adds up") {
  Tensor x = leaf({1, 2});
  const Tensor y = x * 3;
  const Tensor z = y * y;
  y.retain_grad();
  x.retain_grad();            // a leaf has it anyway
  y.register_hook(times(2));  // comes first, also when registered last
  z.sum().backward({}, true);
  CHECK(values(y.grad()) == Values{12, 24});
  CHECK(values(x.grad()) == Values{36, 72});
  CHECK_FALSE(z.grad().defined());
  z.sum().backward({}, true);
  CHECK(values(y.grad()) == Values{24, 48});
  y.grad().zero_();  // its own memory: nobody else's gradient changes
  CHECK(values(x.grad()) == Values{72, 144});
  (void)grad({z.sum()}, {x});
  CHECK(values(y.grad()) == Values{12, 24});
  CHECK(values(x.grad()) == Values{72, 144});
}

TEST_CASE("retain_grad: by create_graph the kept gradient has a graph") {
  Tensor x = leaf({2.0}, float64);
  {
    const Tensor y = x * x;
    y.retain_grad();
    (y * y).sum().backward({}, false, true);
    CHECK(values(y.grad()) == Values{8});
    CHECK(values(grad({y.grad()}, {x})[0]) == Values{8});  // 2 x^2 -> 4 x
    y.set_grad({});                                        // the gradient holds its own graph
  }
  x.set_grad({});
}

TEST_CASE("the operation that made a tensor has a name") {
  Tensor x = leaf({1, 2});
  CHECK(std::string(x.grad_fn_name()) == "");
  CHECK(std::string((x * 2).grad_fn_name()) == "MulBackward0");
  CHECK(std::string((ones({2}) * 2).grad_fn_name()) == "");
}

}  // namespace
}  // namespace weft
