#include "tests/core/golden_calls.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "core/ops/index.h"
#include "core/registry/registry.h"

namespace weft::test {
namespace {

using Call = std::function<Tensor(const Inputs&, const Golden& args)>;

Scalar scalar(const Golden& number) {
  const double value = number.number();
  if (value == std::floor(value)) return static_cast<int64_t>(value);
  return value;
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
  if (args.has("base")) return pow(scalar(args["base"]), x[0]);
  return pow(x[0], x[1]);
}

Tensor product(const Inputs& x, const Golden& args) {
  const auto turned = [&](size_t i) {
    const bool turn = args.has("transpose") && args["transpose"].at(i).truth();
    return turn ? x[i].transpose(-1, -2) : x[i];
  };
  return matmul(turned(0), turned(1));
}

/// Whole numbers or truths, nested or not.
Tensor index_array(const Golden& values) {
  if (!values.is_list()) return tensor(values.integer());
  if (values.size() == 0) return empty({0}, int64);
  std::vector<Tensor> stacked;
  for (const Golden value : values)
    stacked.push_back(value.is_truth() ? tensor(value.truth()) : index_array(value));
  return stack(stacked);
}

Indices indices_of(const Golden& parts) {
  Indices indices;
  for (const Golden part : parts) {
    if (part.is_number())
      indices.emplace_back(part.integer());
    else if (part.has("array"))
      indices.emplace_back(index_array(part["array"]));
    else if (part.is_list())
      indices.emplace_back(Slice(part.at(0).is_number() ? part.at(0).integer() : 0,
                                 part.at(1).is_number() ? part.at(1).integer() : Slice::kEnd,
                                 part.at(2).is_number() ? part.at(2).integer() : 1));
    else if (part.text() == "...")
      indices.emplace_back(Dots);
    else
      indices.emplace_back(None);
  }
  return indices;
}

Tensor written(const Inputs& x, const Golden& args) {
  Tensor y = x[0].clone();
  index_put_(y, indices_of(args["index"]),
             x.size() > 1 ? x[1] : Tensor(Scalar(args["value"].number())));
  return y;
}

/// The parts, joined in reverse order.
Tensor backwards(std::vector<Tensor> parts, int64_t dim) {
  std::reverse(parts.begin(), parts.end());
  return cat(parts, dim);
}
Tensor split_backwards(const Inputs& x, const Golden& args) {
  const int64_t dim = args["dim"].integer();
  return backwards(args["size"].is_list() ? x[0].split(args["size"].integers(), dim)
                                          : x[0].split(args["size"].integer(), dim),
                   dim);
}

/// What PyTorch writes with operators and brackets, or in two steps.
const std::map<std::string, Call>& written_otherwise() {
  static const std::map<std::string, Call> table = {
      {"add", binary([](const auto& a, const auto& b) { return a + b; })},
      {"sub", binary([](const auto& a, const auto& b) { return a - b; })},
      {"mul", binary([](const auto& a, const auto& b) { return a * b; })},
      {"div", binary([](const auto& a, const auto& b) { return a / b; })},
      {"pow", power},
      {"div_ of a product", [](const Inputs& x, const Golden&) { return (x[0] * 1).div_(x[1]); }},
      {"clamp_ of a product",
       [](const Inputs& x, const Golden& args) {
         const auto bound = [&](const char* name) -> std::optional<Scalar> {
           if (!args.has(name)) return {};
           return args[name].number();
         };
         return (x[0] * 1).clamp_(bound("min"), bound("max"));
       }},
      {"matmul", product},
      {"index",
       [](const Inputs& x, const Golden& args) { return index(x[0], indices_of(args["index"])); }},
      {"write", written},
      {"split backwards", split_backwards},
      {"chunk backwards",
       [](const Inputs& x, const Golden& args) {
         const int64_t dim = args["dim"].integer();
         return backwards(x[0].chunk(args["size"].integer(), dim), dim);
       }},
      {"masked_fill_",
       [](const Inputs& x, const Golden& args) {
         return (x[0] * 1).masked_fill_(x[1], args["value"].number());
       }},
      {"mask", [](const Inputs& x, const Golden&) -> Tensor { return x[0][x[1]]; }},
      {"dropout of a transpose",
       [](const Inputs& x, const Golden& args) {
         return dropout(x[0].permute({2, 0, 1}), args["p"].number());
       }},
      {"transpose reshape", [](const Inputs& x, const Golden& args) {
         return x[0].T().reshape(args["shape"].integers());
       }}};
  return table;
}

registry::Argument argument(const Golden& value) {
  if (value.is_null()) return {};
  if (value.is_list()) return value.integers();
  if (value.is_truth()) return value.truth();
  if (!value.is_number()) {
    const std::string text = value.text();
    if (text == "nan" || text == "inf" || text == "-inf") return value.number();
    return text;
  }
  const double number = value.number();
  if (number == std::floor(number) && std::isfinite(number)) return static_cast<int64_t>(number);
  return number;
}

}  // namespace

bool has_golden_call(const std::string& op) {
  if (written_otherwise().count(op)) return true;
  for (const auto table : registry::tables())
    for (const registry::Operation& operation : table)
      if (operation.name == op) return true;
  return false;
}

std::vector<Tensor> golden_call(const std::string& op, const Inputs& inputs, const Golden& args) {
  const auto& others = written_otherwise();
  if (const auto found = others.find(op); found != others.end())
    return {found->second(inputs, args)};
  const registry::Operation& operation = registry::operation(op);
  std::vector<registry::Argument> arguments;
  size_t next = 0;
  for (int i = 0; i < operation.parameter_count(); ++i) {
    const std::string name(operation.parameter(i));
    if (args.has(name.c_str()))
      arguments.push_back(argument(args[name.c_str()]));
    else if (name == "tensors")
      arguments.emplace_back(inputs);
    else if (next < inputs.size())
      arguments.emplace_back(inputs[next++]);
    else
      arguments.emplace_back();
  }
  return operation(arguments);
}

}  // namespace weft::test
