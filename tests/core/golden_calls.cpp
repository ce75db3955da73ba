#include "tests/core/golden_calls.h"

#include <cmath>

#include "core/ops/index.h"

namespace weft::test {
namespace {

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

}  // namespace

const std::map<std::string, Call>& golden_calls() {
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

}  // namespace weft::test
