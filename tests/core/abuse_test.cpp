// Every operation of the registry on arguments that nobody would give: each is a result or an
// Error, never a crash, and leaves nothing behind. Meant for builds with sanitizers, too.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "core/autograd/autograd.h"
#include "core/registry/registry.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;
using registry::Argument;
using registry::Operation;

using Random = std::mt19937;
using Tensors = std::vector<Tensor>;

template <class T>
const T& pick(Random& random, const std::vector<T>& from) {
  return from[random() % from.size()];
}

/// Leaves that require grad are noted in `leaves`.
Tensor some_tensor(Random& random, Tensors& leaves) {
  static const std::vector<Shape> shapes = {{},     {0},       {1},       {3},       {2, 3},
                                            {3, 2}, {3, 3},    {0, 3},    {2, 0},    {1, 3},
                                            {3, 1}, {2, 3, 3}, {1, 0, 3}, {2, 1, 3}, {1, 1, 1, 1}};
  static const std::vector<DType> dtypes = {float32, float32, float64, int64,
                                            int32,   uint8,   boolean};
  const Shape& shape = pick(random, shapes);
  Tensor x = counting(shape, int64).to(pick(random, dtypes));
  if (is_floating(x.dtype())) {
    x = x - 1.5;
    if (x.numel() > 0 && random() % 4 == 0) {
      const double extreme =
          pick(random, std::vector<double>{NAN, INFINITY, -INFINITY, 1e30, -0.0});
      x.reshape({x.numel()}).select(0, 0).fill_(extreme);
    }
    if (random() % 2 == 0) leaves.push_back(x = x.detach().requires_grad_());
  }
  if (x.dim() > 1 && random() % 4 == 0) x = x.transpose(0, 1);
  if (x.dim() > 0 && x.shape()[0] > 1 && random() % 8 == 0) x = x.slice(0, 0, 3, 2);
  return x;
}

Argument some_argument(Random& random, Tensors& leaves) {
  static const std::vector<int64_t> whole = {0,
                                             1,
                                             -1,
                                             2,
                                             -2,
                                             3,
                                             -3,
                                             4,
                                             7,
                                             -100,
                                             1000,
                                             std::numeric_limits<int64_t>::min(),
                                             std::numeric_limits<int64_t>::max()};
  static const std::vector<double> numbers = {0.0, 1.0, -1.0, 0.5, NAN, INFINITY, -INFINITY, 1e300};
  static const std::vector<std::vector<int64_t>> lists = {
      {},     {0},    {1},       {-1},    {2, 3}, {3, -1}, {0, 0},
      {0, 1}, {1, 0}, {2, 1, 0}, {-2, 5}, {6},    {-1, -1}};
  static const std::vector<std::string> texts = {"mean",  "sum", "none", "float64",
                                                 "int64", "x",   ""};
  switch (random() % 16) {
    case 0:
      return {};
    case 1:
      return random() % 2 == 0;
    case 2:
    case 3:
    case 4:
      return pick(random, whole);
    case 5:
      return pick(random, numbers);
    case 6:
    case 7:
      return pick(random, lists);
    case 8:
      return pick(random, texts);
    case 9:
      return std::vector<Tensor>{some_tensor(random, leaves), some_tensor(random, leaves)};
    default:
      return some_tensor(random, leaves);
  }
}

/// What a number stands for may be a size: then memory, and not a rule, is the limit.
bool makes_tensors(const std::string_view name) {
  static const std::string_view names[] = {
      "zeros",  "ones",     "full", "rand",   "randn",   "normal",   "randint",  "randperm",
      "arange", "linspace", "eye",  "repeat", "one_hot", "logspace", "bernoulli"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

TEST_CASE("abuse: any arguments give a result or an Error") {
  Random random(7);
  int results = 0;
  int errors = 0;
  const int64_t before = memory().live_bytes;
  for (const auto table : registry::tables()) {
    for (const Operation& operation : table) {
      if (makes_tensors(operation.name)) continue;
      for (int round = 0; round < 400; ++round) {
        std::vector<Argument> arguments;
        Tensors leaves;
        const int count = operation.parameter_count();
        for (int i = 0; i < count; ++i) {
          if (i == 0 && random() % 8 != 0 && operation.parameter(0) != "tensors")
            arguments.emplace_back(some_tensor(random, leaves));
          else
            arguments.push_back(some_argument(random, leaves));
        }
        INFO(operation.name << ", round " << round);
        try {
          for (const Tensor& y : registry::call(operation.name, arguments)) {
            ++results;
            (void)y.to_string();
            if (y.requires_grad()) y.backward(ones(y.shape(), y.dtype()), true, round % 2 == 0);
          }
        } catch (const Error& error) {
          ++errors;
          CHECK(std::string_view(error.what()).find(": ") != std::string_view::npos);
        }
        for (const Tensor& x : leaves) x.set_grad({});  // by create_graph it holds its own graph
      }
    }
  }
  CHECK(results > 1000);
  CHECK(errors > 1000);
  CHECK(memory().live_bytes == before);
}

}  // namespace
}  // namespace weft
