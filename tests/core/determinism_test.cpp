// The same bits for any number of threads.
#include <catch2/catch_test_macros.hpp>

#include "core/base/parallel.h"
#include "core/nn/layers.h"
#include "core/optim/optimizer.h"
#include "tests/core/helpers.h"
#include "tests/core/threads.h"

namespace weft {
namespace {

using namespace test;

template <class F>
void check_same_bits(F f) {
  const ThreadCount restore;
  set_num_threads(1);
  const std::vector<Tensor> expected = f();
  for (const int threads : {2, 3, 8}) {
    if (!try_threads(threads)) return;
    const std::vector<Tensor> got = f();
    INFO(threads << " threads");
    for (size_t i = 0; i < expected.size(); ++i) {
      INFO("result " << i);
      CHECK(same_bits(got[i], expected[i]));
    }
  }
}

TEST_CASE("same bits for any number of threads: reductions") {
  manual_seed(0);
  const Tensor long_one = randn({1'000'003});
  const Tensor x = randn({501, 1003});
  check_same_bits([&] {
    return std::vector<Tensor>{long_one.sum(),
                               long_one.mean(),
                               long_one.norm(),
                               x.sum({0}),
                               x.sum({1}),
                               x.T().sum({0}),
                               x.max(),
                               x.cumsum(0),
                               x.argmax(1),
                               long_one.to(float64).sum(),
                               dot(long_one, long_one)};
  });
}

TEST_CASE("same bits for any number of threads: pointwise, softmax, losses") {
  manual_seed(0);
  const Tensor x = randn({1031, 257});
  const Tensor labels = randint(0, 257, {1031});
  check_same_bits([&] {
    return std::vector<Tensor>{exp(x),
                               x.T() * x.T() + 1,
                               tanh(x + randn({0}).sum()),
                               softmax(x, 1),
                               log_softmax(x, 0),
                               logsumexp(x, 1),
                               where(x > 0, x, -x),
                               cross_entropy(x, labels),
                               pow(abs(x), 1.7),
                               x[Slice(0, 1031, 2)].clone()};
  });
}

TEST_CASE("same bits for any number of threads: products") {
  manual_seed(0);
  const Tensor a = randn({301, 997});
  const Tensor b = randn({997, 407});
  const Tensor batch = randn({9, 63, 65});
  check_same_bits([&] {
    return std::vector<Tensor>{mm(a, b),
                               mm(b.T(), a.T()),
                               mm(a.to(float64), b.to(float64)),
                               matmul(batch, batch.transpose(1, 2)),
                               mv(a, b.select(1, 0)),
                               linear(a, b.T(), randn({1}).expand({407}) * 0, Activation::relu)};
  });
}

TEST_CASE("same bits for any number of threads: training an MLP") {
  check_same_bits([] {
    manual_seed(0);
    std::vector<Tensor> p = {randn({256, 784}) * 0.05, zeros({256}), randn({10, 256}) * 0.05,
                             zeros({10})};
    for (Tensor& t : p) t.requires_grad_();
    const Tensor x = rand({256, 784});
    const Tensor y = randint(0, 10, {256});
    for (int step = 0; step < 3; ++step) {
      const Tensor hidden = linear(x, p[0], p[1], Activation::relu);
      cross_entropy(linear(hidden, p[2], p[3]), y).backward();
      const NoGrad guard;
      for (Tensor& t : p) t.add_(t.grad(), -0.1);
    }
    for (const Tensor& t : std::vector<Tensor>(p)) p.push_back(t.grad());
    return p;
  });
}

TEST_CASE(
    "same bits for any number of threads: normalisation, dropout, weights of classes, AdamW") {
  check_same_bits([] {
    manual_seed(0);
    const nn::ModulePtr model = std::make_shared<nn::Sequential>(
        std::make_shared<nn::Linear>(301, 257), std::make_shared<nn::BatchNorm1d>(257),
        std::make_shared<nn::GELU>(), std::make_shared<nn::Dropout>(0.25),
        std::make_shared<nn::LayerNorm>(257), std::make_shared<nn::Linear>(257, 10));
    optim::AdamW optimizer(model->parameters(), {.lr = 0.01});
    const Tensor x = randn({1031, 301});
    const Tensor y = randint(0, 10, {1031});
    const LabelOptions options{.weight = rand({10}), .label_smoothing = 0.125};
    std::vector<Tensor> results;
    for (int step = 0; step < 3; ++step) {
      optimizer.zero_grad();
      cross_entropy(model->forward(x), y, options).backward();
      optimizer.step();
    }
    for (const auto& [name, tensor] : model->state_dict()) results.push_back(tensor);
    for (const auto& [name, tensor] : optimizer.state_dict()) results.push_back(tensor);
    return results;
  });
}

TEST_CASE("same bits for random numbers, whatever the threads") {
  check_same_bits([] {
    manual_seed(5);
    return std::vector<Tensor>{rand({100'000}), randn({100'000}), randperm(10'000),
                               bernoulli(0.3, {100'000})};
  });
}

}  // namespace
}  // namespace weft
