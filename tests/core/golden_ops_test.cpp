// Values and gradients of the operations, against PyTorch's (golden/ops.json says how they were
// made).
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "core/ops/index.h"
#include "core/ops/ops.h"
#include "tests/golden.h"

namespace weft {
namespace {

using test::Golden;
using Inputs = std::vector<Tensor>;
using Call = std::function<Tensor(const Inputs&, const Golden& args)>;

Scalar scalar(const Golden& number) {
  const double value = number.number();
  if (value == std::floor(value)) return static_cast<int64_t>(value);
  return value;
}

std::vector<int64_t> dims(const Golden& args) {
  if (!args.has("dim")) return {};
  return args["dim"].is_list() ? args["dim"].integers() : std::vector{args["dim"].integer()};
}
bool keepdim(const Golden& args) { return args.has("keepdim") && args["keepdim"].truth(); }

Reduction reduction(const Golden& args) {
  const std::string name = args["reduction"].text();
  return name == "mean" ? Reduction::mean : name == "sum" ? Reduction::sum : Reduction::none;
}

/// A binary operation of two tensors, or of one and a number.
template <class Op>
Call binary(Op op) {
  return [op](const Inputs& x, const Golden& args) -> Tensor {
    if (args.has("scalar")) return op(x[0], Scalar(args["scalar"].number()));
    if (args.has("scalar_first")) return op(Scalar(args["scalar_first"].number()), x[0]);
    return op(x[0], x[1]);
  };
}

Tensor power(const Inputs& x, const Golden& args) {
  if (args.has("exponent")) return pow(x[0], scalar(args["exponent"]));
  if (args.has("base")) return pow(full({}, args["base"].number(), x[0].dtype()), x[0]);
  return pow(x[0], x[1]);
}

Tensor product(const Inputs& x, const Golden& args) {
  const auto turned = [&](size_t i) {
    const bool turn = args.has("transpose") && args["transpose"].at(i).truth();
    return turn ? x[i].transpose(-1, -2) : x[i];
  };
  return matmul(turned(0), turned(1));
}

/// Rows of whole numbers, nested or not.
Tensor index_array(const Golden& rows) {
  if (rows.size() == 0 || !rows.at(0).is_list()) return tensor(rows.integers());
  std::vector<Tensor> stacked;
  for (const Golden row : rows) stacked.push_back(tensor(row.integers()));
  return stack(stacked);
}

Tensor indexed(const Inputs& x, const Golden& args) {
  Indices indices;
  for (const Golden part : args["index"]) {
    if (part.is_number())
      indices.emplace_back(part.integer());
    else if (part.has("array"))
      indices.emplace_back(index_array(part["array"]));
    else if (!part.is_list())
      indices.emplace_back(None);
    else
      indices.emplace_back(Slice(part.at(0).is_number() ? part.at(0).integer() : 0,
                                 part.at(1).is_number() ? part.at(1).integer() : Slice::kEnd,
                                 part.at(2).is_number() ? part.at(2).integer() : 1));
  }
  return index(x[0], indices);
}

const std::map<std::string, Call>& calls() {
#define ONE(op)                                                  \
  {                                                              \
#op, [](const Inputs& x, const Golden&) { return op(x[0]); } \
  }
#define TWO(op)                                                        \
  {                                                                    \
#op, [](const Inputs& x, const Golden&) { return op(x[0], x[1]); } \
  }
#define CALL(op, expression)                                           \
  {                                                                    \
    op, [](const Inputs& x, const Golden& args) { return expression; } \
  }
#define BINARY(op)                                                     \
  {                                                                    \
#op, binary([](const auto& a, const auto& b) { return op(a, b); }) \
  }
#define NO_ARGS(op, expression)                                   \
  {                                                               \
    op, [](const Inputs& x, const Golden&) { return expression; } \
  }
  static const std::map<std::string, Call> table = {
      ONE(neg),
      ONE(abs),
      ONE(square),
      ONE(exp),
      ONE(log),
      ONE(sqrt),
      ONE(tanh),
      ONE(sigmoid),
      ONE(relu),
      TWO(mm),
      TWO(mv),
      TWO(dot),
      {"add", binary([](const auto& a, const auto& b) { return a + b; })},
      {"sub", binary([](const auto& a, const auto& b) { return a - b; })},
      {"mul", binary([](const auto& a, const auto& b) { return a * b; })},
      {"div", binary([](const auto& a, const auto& b) { return a / b; })},
      BINARY(maximum),
      BINARY(minimum),
      {"pow", power},
      {"matmul", product},
      {"index", indexed},
      NO_ARGS("where", where(x[0], x[1], x[2])),
      NO_ARGS("clone", x[0].clone()),
      CALL("sum", x[0].sum(dims(args), keepdim(args))),
      CALL("mean", x[0].mean(dims(args), keepdim(args))),
      NO_ARGS("max", x[0].max()),
      CALL("argmax", x[0].argmax(args["dim"].integer())),
      CALL("cumsum", x[0].cumsum(args["dim"].integer())),
      NO_ARGS("norm", x[0].norm()),
      NO_ARGS("linear", linear(x[0], x[1], x.size() > 2 ? x[2] : Tensor())),
      CALL("softmax", softmax(x[0], args["dim"].integer())),
      CALL("log_softmax", log_softmax(x[0], args["dim"].integer())),
      CALL("logsumexp", logsumexp(x[0], args["dim"].integer(), keepdim(args))),
      CALL("cross_entropy", cross_entropy(x[0], x[1], reduction(args))),
      CALL("mse_loss", mse_loss(x[0], x[1], reduction(args))),
      CALL("reshape", x[0].reshape(args["shape"].integers())),
      CALL("transpose reshape", x[0].T().reshape(args["shape"].integers())),
      NO_ARGS("T", x[0].T()),
      CALL("transpose", x[0].transpose(args["dim0"].integer(), args["dim1"].integer())),
      CALL("permute", x[0].permute(args["dims"].integers())),
      CALL("unsqueeze", x[0].unsqueeze(args["dim"].integer())),
      CALL("squeeze", x[0].squeeze(args["dim"].integer())),
      CALL("flatten", x[0].flatten(args["start_dim"].integer())),
      CALL("expand", x[0].expand(args["shape"].integers())),
      NO_ARGS("mask", x[0][x[1]]),
      CALL("cat", cat(x, args["dim"].integer())),
      CALL("stack", stack(x, args["dim"].integer()))};
#undef ONE
#undef TWO
#undef CALL
#undef BINARY
#undef NO_ARGS
  return table;
}

/// Operations that the library does not have.
bool left_out(const Golden& c) {
  const std::string op = c["op"].text();
  const bool along = c["args"].has("dim");
  return op == "prelu" || op == "clamp" || op == "min" || (op == "max" && along) ||
         (op == "argmax" && !along);
}

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

/// Runs the case with its floating inputs in `dtype` and compares with `expected`.
void run(const Golden& c, DType dtype, const Golden& expected) {
  Inputs inputs;
  for (const Golden input : c["inputs"]) {
    const bool whole = input.has("dtype");
    const DType own = whole ? input["dtype"].dtype() : dtype;
    inputs.push_back(test::make_tensor(input["values"], input["shape"].integers(), own));
    if (!whole) inputs.back().requires_grad_();
  }
  const double tolerance = dtype == float64 ? 1e-13 : 2e-6;
  const Tensor out = calls().at(c["op"].text())(inputs, c["args"]);
  CHECK(out.shape() == Shape(c["shape"].integers()));
  check_close(out, expected["out"], tolerance);
  if (!expected.has("grads")) return;
  (out * weights(out)).sum().backward();
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].requires_grad()) continue;
    INFO("gradient of input " << i);
    REQUIRE(inputs[i].grad().defined());
    check_close(inputs[i].grad(), expected["grads"].at(i), tolerance);
  }
}

TEST_CASE("operations and their gradients give PyTorch's numbers") {
  int count = 0;
  for (const Golden c : Golden::file("ops")["cases"]) {
    if (left_out(c)) continue;
    ++count;
    INFO(c["name"].text());
    if (c.has("float64")) {
      run(c, float64, c["float64"]);
      run(c, float32, c.has("float32") ? c["float32"] : c["float64"]);
    } else {
      run(c, float32, c.has("int64") ? c["int64"] : c["float32"]);
    }
  }
  CHECK(count > 180);
}

}  // namespace
}  // namespace weft
