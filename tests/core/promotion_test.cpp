// Which dtype comes out when dtypes mix, and what numbers: against PyTorch (golden/promotion.json).
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <variant>

#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;
using Operand = std::variant<Tensor, Scalar>;

/// "float32[2]", "float32[]", or a plain "bool", "int", "float".
Operand operand(const char* side, const std::string& name) {
  const Golden value = Golden::file("promotion")[side][name.c_str()];
  if (name == "bool") return Scalar(value.truth());
  if (name.ends_with("int")) return Scalar(value.integer());
  if (name == "float") return Scalar(value.number());
  const std::string dtype = name.substr(0, name.find('['));
  for (const DType t : {float32, float64, int64, int32, uint8, boolean})
    if (dtype == weft::name(t))
      return make_tensor(value, name.ends_with("[]") ? Shape{} : Shape{2}, t);
  fail("no such operand: ", name);
}

/// left op right; undefined for two numbers.
Tensor apply(const std::string& op, const Operand& left, const Operand& right) {
  return std::visit(
      [&]<class L, class R>(const L& a, const R& b) -> Tensor {
        if constexpr (std::is_same_v<L, Scalar> && std::is_same_v<R, Scalar>) {
          return {};
        } else {
          if (op == "+") return a + b;
          if (op == "-") return a - b;
          if (op == "*") return a * b;
          if (op == "/") return a / b;
          if (op == "**") return pow(a, b);
          if (op == "%") return remainder(a, b);
          if (op == "maximum") return maximum(a, b);
          if (op == "where") return where(tensor({true, false}), a, b);
          REQUIRE(op == "==");
          if constexpr (std::is_same_v<L, Scalar>)
            return b == a;
          else
            return a == b;
        }
      },
      left, right);
}

bool same_numbers(const Tensor& got, const Golden& expected) {
  const Values numbers = values(got);
  const Values wanted = expected.numbers();
  const double tolerance = got.dtype() == float64 ? 1e-14 : got.dtype() == float32 ? 1e-6 : 0;
  for (size_t i = 0; i < numbers.size(); ++i)
    if (numbers[i] != wanted[i] && !(std::isnan(numbers[i]) && std::isnan(wanted[i])) &&
        !(std::abs(numbers[i] - wanted[i]) <= tolerance * std::abs(wanted[i])))
      return false;
  return numbers.size() == wanted.size();
}

/// Where PyTorch takes tensors alone and numbers are welcome here.
bool takes_numbers_here(const std::string& op, const std::string& left, const std::string& right) {
  return op == "maximum" && !(left.ends_with(']') && right.ends_with(']'));
}

TEST_CASE("2.1.c: operators on mixed dtypes give PyTorch's dtype and numbers") {
  const Golden file = Golden::file("promotion");
  int count = 0;
  for (const Golden c : file["operators"]) {
    const std::string left = c["left"].text();
    const std::string right = c["right"].text();
    for (size_t i = 0; i < file["order"].size(); ++i) {
      const std::string op = file["order"].at(i).text();
      if (takes_numbers_here(op, left, right)) continue;
      INFO(left << " " << op << " " << right);
      const bool fails = c["values"].at(i).is_number();
      Tensor y;
      const std::string error =
          error_of([&] { y = apply(op, operand("left", left), operand("right", right)); });
      INFO(error);
      CHECK((error != "no error") == fails);
      if (fails || !y.defined()) continue;
      CHECK(y.dtype() == c["dtypes"].at(i).dtype());
      CHECK(same_numbers(y, c["values"].at(i)));
      ++count;
    }
  }
  CHECK(count > 1900);
}

using Function = std::function<Tensor(const Tensor& a, const Tensor& b)>;

const std::map<std::string, Function>& functions() {
#define FUNCTION(name, expression)                                                           \
  {                                                                                          \
    name, []([[maybe_unused]] const Tensor& a, [[maybe_unused]] const Tensor& b) -> Tensor { \
      return expression;                                                                     \
    }                                                                                        \
  }
#define ONE(function) FUNCTION(#function, function(a))
  static const std::map<std::string, Function> table = {
      ONE(neg),
      ONE(abs),
      ONE(square),
      ONE(exp),
      ONE(log),
      ONE(sqrt),
      ONE(tanh),
      ONE(sigmoid),
      ONE(relu),
      FUNCTION("sum", a.sum()),
      FUNCTION("mean", a.mean()),
      FUNCTION("cumsum", a.cumsum(0)),
      FUNCTION("max", a.max()),
      FUNCTION("argmax", a.argmax(0)),
      FUNCTION("softmax", softmax(a, 0)),
      FUNCTION("logsumexp", logsumexp(a, 0)),
      FUNCTION("norm", a.norm()),
      FUNCTION("clamp", clamp(a, 0, 1)),
      FUNCTION("clamp to fractions", clamp(a, 0.5, 1.5)),
      FUNCTION("dot", dot(a, b.defined() ? b : a)),
      FUNCTION("matmul", matmul(a.unsqueeze(0), a.unsqueeze(1))),
      FUNCTION("requires_grad_", Tensor(a).requires_grad_()),
      FUNCTION("cat", cat({a, b})),
      FUNCTION("stack", stack({a, b})),
      FUNCTION("mse_loss", mse_loss(a, b)),
      FUNCTION("a += b", a.clone().add_(b)),
      FUNCTION("a /= b", a.clone().div_(b)),
      FUNCTION("a[:] = b", a.clone().copy_(b))};
#undef FUNCTION
#undef ONE
  return table;
}

TEST_CASE("2.1.c: functions of each dtype give PyTorch's dtype") {
  for (const Golden c : Golden::file("promotion")["functions"]) {
    const std::string function = c["function"].text();
    REQUIRE(functions().contains(function));
    for (const std::string& dtype : c["dtypes"].keys()) {
      const bool two = c.has("left");
      const std::string own = two ? c["left"].text() : dtype;
      if (dtype == "bool" && function == "argmax") continue;  // an error there
      INFO(function << " of " << own << (two ? " and " + dtype : ""));
      const Tensor a = std::get<Tensor>(operand("left", own + "[2]"));
      const Tensor b = two ? std::get<Tensor>(operand("right", dtype + "[2]")) : Tensor();
      Tensor y;
      const std::string error = error_of([&] { y = functions().at(function)(a, b); });
      INFO(error);
      const Golden expected = c["dtypes"][dtype.c_str()];
      CHECK((error != "no error") == expected.is_null());
      if (!expected.is_null() && y.defined()) CHECK(y.dtype() == expected.dtype());
    }
  }
}

}  // namespace
}  // namespace weft
