// Printing, against what PyTorch printed for the same values.
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "core/nn/layers.h"
#include "core/ops/index.h"
#include "core/ops/ops.h"
#include "tests/golden.h"

namespace weft {
namespace {

using test::Golden;

TEST_CASE("2.1.a, 2.3.a: tensors print as PyTorch prints them") {
  int printed = 0;
  for (const Golden c : Golden::file("print")["cases"]) {
    if (c.has("parameter")) continue;  // a tensor that prints as one
    Tensor x = test::make_tensor(c);
    if (c.has("requires_grad")) x.requires_grad_();
    INFO(c["name"].text());
    CHECK(x.to_string() == c["text"].text());
    ++printed;
  }
  CHECK(printed > 220);
}

TEST_CASE("views print as their elements, whatever the strides") {
  for (const Golden c : Golden::file("print")["cases"]) {
    if (c.has("requires_grad") || c.has("parameter")) continue;
    const Tensor x = test::make_tensor(c);
    INFO(c["name"].text());
    CHECK(x.T().clone().T().to_string() == c["text"].text());
  }
}

TEST_CASE("2.1.c: exponentials print as in the book") {
  const Tensor x = tensor({12, 12, 12, 12, 12, 12, 12, 12, 8, 9, 10, 11}, float32);
  CHECK(exp(x).to_string() ==
        "tensor([162754.7969, 162754.7969, 162754.7969, 162754.7969, 162754.7969,\n"
        "        162754.7969, 162754.7969, 162754.7969,   2980.9580,   8103.0840,\n"
        "         22026.4648,  59874.1406])");
}

TEST_CASE("a tensor joins a text") { CHECK(text("x = ", tensor({1, 2})) == "x = tensor([1, 2])"); }

TEST_CASE("streams print tensors, shapes, dtypes and models as texts do") {
  const Tensor x = tensor({{1, 2}, {3, 4}});
  std::ostringstream out;
  out << x[0] << ' ' << x.shape() << ' ' << x.dtype() << ' ' << nn::Dropout(0.5) << ' '
      << std::string("and a string");
  CHECK(out.str() == "tensor([1, 2]) (2, 2) int64 Dropout(p=0.5, inplace=False) and a string");
}

using Tensors = std::map<std::string, Tensor>;
using Expression = std::function<Tensor(Tensors&)>;

/// The expressions of the golden file as C++.
const std::map<std::string, Expression>& expressions() {
#define X t["x"]
#define P t["p"]
#define A t["A"]
#define V t["v"]
#define C t["C"]
#define W t["w"]
#define D t["d"]
#define ROW(python, expression)                             \
  {                                                         \
    python, [](Tensors& t) -> Tensor { return expression; } \
  }
  static const std::map<std::string, Expression> table = {
      ROW("2 * dot(x, x)", 2 * dot(X, X)),
      ROW("x + 1", X + 1),
      ROW("x + x", X + X),
      ROW("x - 1", X - 1),
      ROW("1 - x", 1 - X),
      ROW("x * 2", X * 2),
      ROW("x * x", X * X),
      ROW("x / 2", X / 2),
      ROW("x / p", X / P),
      ROW("-x", -X),
      ROW("x ** 2", pow(X, 2)),
      ROW("x ** x", pow(X, X)),
      ROW("x.abs()", X.abs()),
      ROW("x.exp()", X.exp()),
      ROW("p.log()", P.log()),
      ROW("p.sqrt()", P.sqrt()),
      ROW("x.tanh()", X.tanh()),
      ROW("x.sigmoid()", X.sigmoid()),
      ROW("relu(A)", relu(A)),
      ROW("maximum(x, p)", maximum(X, P)),
      ROW("minimum(x, p)", minimum(X, P)),
      ROW("where(x > 1, x, p)", where(X > 1, X, P)),
      ROW("x.sum()", X.sum()),
      ROW("A.sum(0)", A.sum({0})),
      ROW("A.sum(1, keepdim=True)", A.sum({1}, true)),
      ROW("A.sum((0, 1))", A.sum({0, 1})),
      ROW("A.mean()", A.mean()),
      ROW("A.mean(1)", A.mean({1})),
      ROW("x.max()", X.max()),
      ROW("A.cumsum(0)", A.cumsum(0)),
      ROW("logsumexp(A, 1)", logsumexp(A, 1)),
      ROW("softmax(A, 1)", softmax(A, 1)),
      ROW("log_softmax(A, 1)", log_softmax(A, 1)),
      ROW("nn.functional.cross_entropy(A, tensor([2, 0]))", cross_entropy(A, tensor({2, 0}))),
      ROW("nn.functional.mse_loss(x, p)", mse_loss(X, P)),
      ROW("A @ B", matmul(A, t["B"])),
      ROW("mm(A, B)", mm(A, t["B"])),
      ROW("A @ v", matmul(A, V)),
      ROW("mv(A, v)", mv(A, V)),
      ROW("dot(x, p)", dot(X, P)),
      ROW("C @ C.transpose(1, 2)", matmul(C, C.transpose(1, 2))),
      ROW("nn.functional.linear(A, A, p[:2])", linear(A, A, P[Slice(0, 2)])),
      ROW("A.T", A.T()),
      ROW("A.transpose(0, 1)", A.transpose(0, 1)),
      ROW("C.permute(2, 0, 1)", C.permute({2, 0, 1})),
      ROW("A.view(3, 2)", A.reshape({3, 2})),
      ROW("x.unsqueeze(0)", X.unsqueeze(0)),
      ROW("x.unsqueeze(0).squeeze(0)", X.unsqueeze(0).squeeze(0)),
      ROW("v.expand(2, 3)", V.expand({2, 3})),
      ROW("A[0]", A[0]),
      ROW("A[1, 2]", (A[{1, 2}])),
      ROW("x[1:3]", X[Slice(1, 3)]),
      ROW("A[:, 1]", (A[{Slice(), 1}])),
      ROW("x[tensor([0, 2])]", X[tensor({0, 2})]),
      ROW("x[x > 1]", X[X > 1]),
      ROW("cat((x, p))", cat({X, P})),
      ROW("stack((x, p))", stack({X, P})),
      ROW("x.clone()", X.clone()),
      ROW("x.double()", X.to(float64)),
      ROW("d.float()", D.to(float32)),
      ROW("d * 2", D * 2),
      ROW("d.sum()", D.sum()),
      ROW("w * 2", W * 2),
      ROW("w.double() * 2", W.to(float64) * 2),
      ROW("w[:9] * 1", W[Slice(0, 9)] * 1),
      ROW("w[:8] * 1", W[Slice(0, 8)] * 1),
      ROW("w[:7] * 1", W[Slice(0, 7)] * 1),
      ROW("w[:6] * 1", W[Slice(0, 6)] * 1),
      ROW("w[:5] * 1", W[Slice(0, 5)] * 1),
      ROW("log_softmax(w[:5], 0)", log_softmax(W[Slice(0, 5)], 0)),
      ROW("log_softmax(w[:6], 0)", log_softmax(W[Slice(0, 6)], 0)),
      ROW("log_softmax(w[:7], 0)", log_softmax(W[Slice(0, 7)], 0)),
      ROW("w[:4].double() * 1", W[Slice(0, 4)].to(float64) * 1),
      ROW("w[:5].double() * 1", W[Slice(0, 5)].to(float64) * 1),
      ROW("w[:6].double() * 1", W[Slice(0, 6)].to(float64) * 1),
      ROW("w[:7].double() * 1", W[Slice(0, 7)].to(float64) * 1),
      ROW("w.double().sum()", W.to(float64).sum()),
      ROW("stack((C, C))", stack({C, C})),
      ROW("logsumexp(C.double(), 1)", logsumexp(C.to(float64), 1)),
      ROW("(w * 1e-9).exp() * w", exp(W * 1e-9) * W),
      ROW("C * 0.5", C * 0.5),
      ROW("x.detach()", X.detach()),
      ROW("x == p", X == P),
      ROW("zeros(0, 3) * A[:0]", zeros({0, 3}) * A[Slice(0, 0)]),
      ROW("(x * 2).sum() * 1e-6", (X * 2).sum() * 1e-6),
  };
#undef X
#undef P
#undef A
#undef V
#undef C
#undef W
#undef D
#undef ROW
  return table;
}

TEST_CASE("2.5.a: results name the operation that made them") {
  // clamp and the maxima of a dimension are not part of the library; `linear` is one operation
  // here, for PyTorch without a bias two; t() is T().
  const std::set<std::string> others = {"x.clamp(1, 2)", "A.max(1).values", "A.t()",
                                        "nn.functional.linear(A, A)"};
  Tensors tensors;
  for (const Golden c : Golden::file("print")["tensors"])
    tensors[c["name"].text()] = test::make_tensor(c).requires_grad_();
  for (const Golden c : Golden::file("print")["autograd"]) {
    const std::string source = c["expression"].text();
    if (others.contains(source)) continue;
    INFO(source);
    REQUIRE(expressions().contains(source));
    CHECK(expressions().at(source)(tensors).to_string() == c["text"].text());
  }
}

}  // namespace
}  // namespace weft
