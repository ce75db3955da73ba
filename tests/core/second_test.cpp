// Second derivatives against PyTorch's (golden/second.json says of what).
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/autograd/autograd.h"
#include "tests/core/golden_calls.h"

namespace weft {
namespace {

using namespace test;

/// (factor (start + i) mod modulus + 1) / 4 in the shape of x.
Tensor weights(const Tensor& x, int64_t factor, int64_t modulus, int64_t start = 0) {
  Tensor w = empty(x.shape(), float64);
  for (int64_t i = 0; i < w.numel(); ++i)
    w.data<double>()[i] = static_cast<double>(factor * (start + i) % modulus + 1) / 4;
  return w;
}

void check_close(const Tensor& got, const Golden& expected) {
  const std::vector<double> values =
      got.defined() ? got.to_vector<double>() : std::vector<double>(expected.size(), 0.0);
  REQUIRE(values.size() == expected.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const double want = expected.at(i).number();
    INFO("element " << i << ": " << values[i] << ", PyTorch has " << want);
    CHECK(std::abs(values[i] - want) <= 1e-12 * std::max(1.0, std::abs(want)));
  }
}

void run(const Golden& c, const Golden& seconds) {
  Inputs inputs;
  std::vector<Tensor> leaves;
  for (const Golden input : c["inputs"]) {
    const DType dtype = input.has("dtype") ? input["dtype"].dtype() : float64;
    inputs.push_back(make_tensor(input["values"], input["shape"].integers(), dtype));
    if (dtype == float64) leaves.push_back(inputs.back().requires_grad_());
  }
  const Tensor y = golden_call(c["op"].text(), inputs, c["args"])[0];
  Tensor total = zeros({}, float64);
  int64_t k = 0;
  for (const Tensor& g : grad({(y * y * weights(y, 5, 7)).sum()}, leaves, {}, true, true))
    total = total + (g * weights(g, 3, 5, k++)).sum();
  const auto second = grad({total}, leaves, {}, false, false, true);
  size_t next = 0;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].requires_grad()) continue;
    INFO("input " << i);
    if (seconds.at(i).is_null())
      CHECK_FALSE(second[next].defined());
    else
      check_close(second[next], seconds.at(i));
    ++next;
  }
}

TEST_CASE("2.5.e: second derivatives are PyTorch's") {
  const Golden all = Golden::file("second")["cases"];
  size_t next = 0;
  int count = 0;
  for (const Golden c : Golden::file("ops")["cases"]) {  // second.json has its cases in this order
    if (next == all.size() || all.at(next)["name"].text() != c["name"].text()) continue;
    const Golden seconds = all.at(next++)["second"];
    INFO(c["name"].text());
    run(c, seconds);
    ++count;
  }
  CHECK(next == all.size());
  CHECK(count > 80);
}

}  // namespace
}  // namespace weft
