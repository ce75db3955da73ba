// Values and gradients of the operations, and the names of the graph's nodes, against PyTorch's
// (golden/ops.json and files like it).
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/golden_calls.h"

namespace weft {
namespace {

using namespace test;

void check_close(const Tensor& result, const Golden& expected, double tolerance) {
  const std::vector<double> got = result.to_vector<double>();
  REQUIRE(got.size() == expected.size());
  for (size_t i = 0; i < got.size(); ++i) {
    const double want = expected.at(i).number();
    const bool same = got[i] == want || (std::isnan(got[i]) && std::isnan(want)) ||
                      std::abs(got[i] - want) <= tolerance * std::max(1.0, std::abs(want));
    INFO("element " << i << ": " << got[i] << ", PyTorch has " << want);
    CHECK(same);
  }
}

Tensor weights(const Tensor& like) {
  Tensor w = empty(like.shape(), like.dtype());
  visit(like.dtype(), [&]<class T> {
    for (int64_t i = 0; i < w.numel(); ++i)
      w.data<T>()[i] = static_cast<T>(static_cast<double>(5 * i % 7 + 1) / 4);
  });
  return w;
}

/// Runs the case with its floating inputs in `dtype` and compares with `expected`, whose dtype is
/// `result`.
void run(const Golden& c, DType dtype, const Golden& expected, const std::string& result) {
  Inputs inputs;
  for (const Golden input : c["inputs"]) {
    const bool whole = input.has("dtype");
    const DType own = whole ? input["dtype"].dtype() : dtype;
    const size_t i = inputs.size();
    inputs.push_back(make_tensor(input["values"], input["shape"].integers(), own));
    // PyTorch has no gradient for the weights of losses.
    const bool none = expected.has("grads") && expected["grads"].at(i).is_null();
    if (!whole && !none) inputs.back().requires_grad_();
  }
  if (c["args"].has("seed")) manual_seed(static_cast<uint64_t>(c["args"]["seed"].integer()));
  const double tolerance = dtype == float64 ? 1e-13 : 2e-6;
  const std::vector<Tensor> results = golden_call(c["op"].text(), inputs, c["args"]);
  const Tensor& out = results[0];
  CHECK(out.shape() == Shape(c["shape"].integers()));
  CHECK(name(out.dtype()) == result);
  check_close(out, expected["out"], tolerance);
  if (c.has("indices")) check_close(results.at(1), c["indices"], 0);
  if (c.has("node")) {
    REQUIRE(grad_fn(out));
    CHECK(grad_fn(out)->name() == c["node"].text());
  }
  if (!expected.has("grads")) return;
  (out * weights(out)).sum().backward();
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].requires_grad()) continue;
    INFO("gradient of input " << i);
    REQUIRE(inputs[i].grad().defined());
    check_close(inputs[i].grad(), expected["grads"].at(i), tolerance);
  }
}

void run_file(const char* file) {
  for (const Golden c : Golden::file(file)["cases"]) {
    INFO(c["name"].text());
    if (c.has("float64")) {
      run(c, float64, c["float64"], "float64");
      run(c, float32, c.has("float32") ? c["float32"] : c["float64"], "float32");
    } else {
      for (const char* own : {"float32", "int64", "int32", "uint8", "bool"})
        if (c.has(own)) run(c, float32, c[own], own);
    }
  }
}

TEST_CASE("2.1.c, 2.1.d, 2.3.b, 2.3.c: operations and their gradients give PyTorch's numbers") {
  run_file("ops");
}

TEST_CASE("4.1.a: losses, normalisation and dropout give PyTorch's numbers") {
  run_file("training");
}

TEST_CASE("2.1.c, 5.1.a: pointwise operations and activations give PyTorch's numbers and nodes") {
  run_file("pointwise");
}

TEST_CASE("2.3.b, 2.3.c: reductions, order and choice give PyTorch's numbers and nodes") {
  run_file("arrange");
}

TEST_CASE("2.1.b: reading and writing through indices gives PyTorch's numbers") {
  run_file("index");
}

}  // namespace
}  // namespace weft
