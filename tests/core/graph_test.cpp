// The recorded graph itself: its size, its end, and that nothing of it stays behind.
#include <catch2/catch_test_macros.hpp>

#include <atomic>

#include "core/autograd/autograd.h"
#include "core/nn/layers.h"
#include "core/optim/optimizer.h"
#include "tests/core/helpers.h"
#include "tests/core/threads.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("a chain of a million operations: backward and destruction without recursion") {
  const int64_t before = memory().live_bytes;
  {
    Tensor x = leaf(1.0, float64);
    Tensor y = x;
    for (int i = 0; i < 1'000'000; ++i) y = y + 1;
    y.backward();
    CHECK(y.item() == 1'000'001);
    CHECK(x.grad().item() == 1);
  }
  {
    Tensor x = leaf(1.0, float64);
    Tensor y = x;
    for (int i = 0; i < 300'000; ++i) y = y * x;  // saves what it multiplies
  }
  CHECK(memory().live_bytes == before);
}

TEST_CASE("a chain of 200,000 operations: the gradient has one as long, and both go") {
  const int64_t before = memory().live_bytes;
  {
    Tensor x = leaf(1.0, float64);
    Tensor y = x;
    for (int i = 0; i < 200'000; ++i) y = y * 1.0;
    const Tensor g = grad({y}, {x}, {leaf(2.0, float64)}, false, true)[0];
    CHECK(g.item() == 2);
    CHECK(g.requires_grad());
  }
  {
    Tensor x = leaf(1.0, float64);
    Tensor y = x;
    for (int i = 0; i < 200'000; ++i) y = y.tanh();  // dropped without a backward pass
  }
  CHECK(memory().live_bytes == before);
}

TEST_CASE("a thousand million ways through sixty operations are walked once") {
  Tensor x = leaf(1.0, float64);
  Tensor y = x;
  int calls = 0;
  for (int i = 0; i < 30; ++i) {
    y = y * 1.0;
    y.register_hook([&](const Tensor&) { return ++calls, Tensor(); });
    y = y + y;
  }
  const Tensor g = grad({y}, {x}, {}, true, true)[0];
  CHECK(g.item() == double(1 << 30));
  y.backward();
  CHECK(x.grad().item() == double(1 << 30));
  CHECK(calls == 60);
}

TEST_CASE("backward passes of separate graphs on several threads") {
  const ThreadCount guard;
  if (!try_threads(4)) SKIP("this build has no threads");
  const int64_t before = memory().live_bytes;
  std::atomic<int> right{0};
  parallel_for(4, 1, [&](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; ++part) {
      bool good = true;
      for (int round = 0; round < 50; ++round) {
        const double factor = static_cast<double>(part + 1);
        Tensor x = ones({17}, float64).requires_grad_();
        int calls = 0;
        x.register_hook([&](const Tensor&) { return ++calls, Tensor(); });
        Tensor y = x;
        for (int i = 0; i < 40; ++i) y = y * factor / factor + x;
        const Tensor first = grad({(y * y).sum()}, {x}, {}, true, true)[0];
        y.sum().backward();
        good &= values(x.grad()) == Values(17, 41) && values(first) == Values(17, 2 * 41 * 41) &&
                calls == 2;
      }
      right += good;
    }
  });
  CHECK(right == 4);
  CHECK(memory().live_bytes == before);
}

TEST_CASE("5.3.c: a thousand training steps leave the memory as two do") {
  manual_seed(0);
  const int64_t before = memory().live_bytes;
  {
    nn::Sequential model(std::make_shared<nn::Linear>(20, 16), std::make_shared<nn::ReLU>(),
                         std::make_shared<nn::Linear>(16, 5));
    optim::SGD optimizer(model.parameters(), 0.1);
    const Tensor x = randn({32, 20});
    const Tensor y = randint(0, 5, {32});
    MemoryStats warm{};
    reset_peak_memory();
    for (int i = 0; i < 1000; ++i) {
      const Tensor loss = cross_entropy(model.forward(x), y);
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
      if (i == 1) warm = memory();
      if (i == 999) {
        CHECK(memory().live_bytes == warm.live_bytes);
        CHECK(memory().peak_bytes == warm.peak_bytes);
        CHECK(memory().system_allocations == warm.system_allocations);
      }
    }
  }
  CHECK(memory().live_bytes == before);
}

TEST_CASE("a chain whose end goes before its backward pass, retained") {
  const int64_t before = memory().live_bytes;
  {
    Tensor x = leaf(1.0);
    Tensor y = x;
    for (int i = 0; i < 100'000; ++i) y = y * 1.0;
    y.backward({}, true);
    y.backward({}, true);
    CHECK(x.grad().item() == 2);
  }
  CHECK(memory().live_bytes == before);
}

/// Something of everything: views, indices, reductions, losses, writes in place.
void step(const Tensor& w, const Tensor& v, bool create_graph) {
  const Tensor x = counting({6, 4}) / 24;
  const Tensor hidden = relu(linear(x, w));
  Tensor y = matmul(hidden, v.T()).tanh() * 0.5;
  y[{0, 0}] = 1;
  y += y.sum({0}, true);
  const Tensor loss = cross_entropy(y, tensor({0, 1, 2, 0, 1, 2})) +
                      mse_loss(softmax(y, 1), zeros({6, 3})) + y[tensor({1, 3})].max() +
                      cat({y, y}, 1).norm();
  if (create_graph) {
    const auto g = grad({loss}, {w, v}, {}, false, true);
    (g[0].square().sum() + g[1].square().sum()).backward();
  } else {
    loss.backward();
  }
}

TEST_CASE("no leaks: live bytes come back to where they were") {
  const int64_t before = memory().live_bytes;
  for (const bool create_graph : {false, true}) {
    Tensor w = rand({5, 4}).requires_grad_();
    Tensor v = rand({3, 5}).requires_grad_();
    step(w, v, create_graph);
    const int64_t after_one = memory().live_bytes;
    for (int i = 0; i < 5; ++i) step(w, v, create_graph);
    CHECK(memory().live_bytes == after_one);
  }
  CHECK(memory().live_bytes == before);
}

TEST_CASE("no leaks: results that are never differentiated, and passes that end by an error") {
  const int64_t before = memory().live_bytes;
  {
    Tensor x = leaf({1, 2, 3});
    const Tensor y = exp(x * x).sum();
    Tensor z = x * 2;
    const Tensor loss = (z * z).sum();
    z += 1;
    CHECK_THROWS(loss.backward());
    CHECK_FALSE(x.grad().defined());
  }
  CHECK(memory().live_bytes == before);
}

TEST_CASE("backward frees what was saved, retain_graph keeps it") {
  const int64_t n = 1 << 16;
  Tensor x = ones({n}).requires_grad_();
  x.set_grad(zeros({n}));
  const int64_t before = memory().live_bytes;
  const Tensor y = exp(x).sum();
  const int64_t recorded = memory().live_bytes;
  CHECK(recorded - before >= n * 4);
  y.backward({}, true);
  CHECK(memory().live_bytes == recorded);
  y.backward();
  CHECK(memory().live_bytes - before < 1024);
}

TEST_CASE("gradients that nobody asked for are not computed") {
  Tensor w = ones({64, 64}).requires_grad_();
  const Tensor x = ones({64, 64});
  const Tensor y = mm(w, x);
  const Node* node = grad_fn(y);
  REQUIRE(node);
  CHECK(node->wants(0));
  CHECK_FALSE(node->wants(1));
}

TEST_CASE("a wide graph: one tensor used ten thousand times") {
  Tensor x = leaf(2.0);
  const Tensor a = x * 3;
  Tensor sum = a;
  for (int i = 1; i < 10'000; ++i) sum = sum + a;
  sum.backward();
  CHECK(x.grad().item() == 30'000);
}

TEST_CASE("a graph of many leaves, whose operations all wait at once") {
  std::vector<Tensor> leaves, terms;
  for (int i = 0; i < 40; ++i) leaves.push_back(leaf(i, float64));
  // Leaf (7 i) mod 40 twice: in an operation as new as i, and in one that is newer than all of
  // these.
  for (int i = 0; i < 40; ++i) terms.push_back(leaves[static_cast<size_t>(i * 7 % 40)] * (i + 1.0));
  for (int i = 0; i < 40; ++i) terms.push_back(leaves[static_cast<size_t>(i)] * 100.0);
  stack(terms).sum().backward();
  for (int i = 0; i < 40; ++i)
    CHECK(leaves[static_cast<size_t>(i * 7 % 40)].grad().item() == i + 101.0);
}

TEST_CASE("two results of one graph, one after the other") {
  Tensor x = leaf({1, 2});
  const Tensor a = x * x;
  const Tensor y = a.sum();
  const Tensor z = (a * 2).sum();
  y.backward({}, true);
  z.backward();
  CHECK(values(x.grad()) == Values{6, 12});
}

}  // namespace
}  // namespace weft
