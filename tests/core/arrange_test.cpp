// Reductions, choices and parts where PyTorch's numbers do not say it all: second derivatives at
// zeros, threads, what shares memory.
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/autograd/autograd.h"
#include "core/ops/gradcheck.h"
#include "tests/core/helpers.h"
#include "tests/core/threads.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("2.3.b: prod has gradients of any order at zeros") {
  const auto prod = [](const std::vector<Tensor>& x) { return x[0].prod(1); };
  const std::vector<Tensor> x{leaf({{0.0, 2.0, 3.0}, {1.5, 0.0, 0.0}, {0.0, 0.0, 0.0}}, float64)};
  CHECK_NOTHROW(gradcheck(prod, x));
  CHECK_NOTHROW(gradgradcheck(prod, x));
  const auto middle = [](const std::vector<Tensor>& x) { return x[0].reshape({3, 3, 1}).prod(1); };
  CHECK_NOTHROW(gradgradcheck(middle, x));
}

TEST_CASE("2.3.b: var of numbers far from 0 loses nothing") {
  const Tensor x = arange(1e6, 1e6 + 1000);
  CHECK(x.dtype() == float32);
  CHECK(std::abs(x.var().item() - 1000 * 1001 / 12.0) < 0.1);  // one pass is off by thousands
}

TEST_CASE("2.3.b: std and norm of equal numbers have second derivatives") {
  const Tensor x = leaf({{2.0, 2.0}, {0.0, 0.0}}, float64);
  const Tensor y = x.std(1) + x.norm(2, 1);
  const Tensor g = grad({y.sum()}, {x}, {}, true, true)[0];
  for (const double second : values(grad({g.sum()}, {x})[0])) CHECK(std::isfinite(second));
}

TEST_CASE("bincount adds whole weights in float64, as PyTorch") {
  const Tensor sums = bincount(tensor({0, 2, 2}), tensor({1, 2, 5}));
  CHECK(sums.dtype() == float64);
  CHECK(values(sums) == Values{1, 0, 7});
}

TEST_CASE("topk of a number has one element to choose") {
  CHECK(tensor(3.0).topk(1).values.item() == 3);
  CHECK(error_of([] { (void)tensor(3.0).topk(0); }) == "topk: k must be in [1, 1], got 0");
}

TEST_CASE("2.3.b: reductions along a dimension do not depend on the number of threads") {
  const ThreadCount keep;
  const Tensor x = rand({500, 300});
  const auto results = [&] {
    return std::vector<Tensor>{x.max(1).values,   x.max(1).indices,    x.argmin(0), x.prod(1),
                               x.sort(1).indices, x.topk(7, 0).values, x.var(1)};
  };
  set_num_threads(1);
  const std::vector<Tensor> expected = results();
  for (const int count : {2, 3}) {
    if (!try_threads(count)) continue;
    const std::vector<Tensor> got = results();
    for (size_t i = 0; i < got.size(); ++i) CHECK(same_bits(got[i], expected[i]));
  }
}

TEST_CASE("2.3.b: an index that changes before backward is an error") {
  const Tensor x = leaf({{1.0, 3.0}, {4.0, 2.0}});
  const auto [best, at] = x.max(1);
  Tensor(at).fill_(0);
  CHECK(error_of([&] { best.sum().backward(); }) ==
        "backward: a tensor needed by MaxBackward0 (int64 (2, 1)) has been changed in place: it is "
        "at version 1, expected 0; clone() it before changing it");
}

TEST_CASE("2.1.b: parts of a tensor are views of it") {
  Tensor x = counting({2, 4});
  for (Tensor part : x.split(3, 1)) part.fill_(7);
  CHECK(values(x) == Values(8, 7));
  x.chunk(2)[1].fill_(1);
  CHECK(values(x) == Values{7, 7, 7, 7, 1, 1, 1, 1});
  CHECK(x.split(3, 1)[1].shape() == Shape{2, 1});
  CHECK(x.chunk(3, 1).size() == 2);
  CHECK(zeros({0, 2}).chunk(3).size() == 3);
  CHECK(x.split({1, 0, 1, 0, 0, 0, 0, 0, 0}).size() == 9);
  CHECK(x.view({8}).shares_storage(x));
  CHECK(x.t().shares_storage(x));
  CHECK_FALSE(x.flip({0}).shares_storage(x));
}

}  // namespace
}  // namespace weft
