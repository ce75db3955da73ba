// Inputs at the edges, where PyTorch gives something or refuses: we do the same
// (golden/edges.json).
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/golden_calls.h"

namespace weft {
namespace {

using namespace test;

Tensor make(const Golden& words) {
  const Shape shape = words.at(1).integers();
  const DType dtype = words.at(0).dtype();
  return words.size() == 3 ? make_tensor(words.at(2), shape, dtype) : ones(shape, dtype);
}

std::string described(const Tensor& x) { return text(x.dtype(), " ", x.shape()); }

/// What is wrong with `got`, or nothing.
std::string difference(const Tensor& got, const Golden& words) {
  const Tensor want = make(words);
  if (got.dtype() != want.dtype() || !(got.shape() == want.shape()))
    return text(described(got), ", PyTorch has ", described(want));
  const std::vector<double> a = got.to_vector<double>();
  const std::vector<double> b = want.to_vector<double>();
  const double tolerance = want.dtype() == float64 ? 1e-14 : 2e-6;
  for (size_t i = 0; i < a.size(); ++i) {
    const bool same = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])) ||
                      std::abs(a[i] - b[i]) <= tolerance * std::max(1.0, std::abs(b[i]));
    if (!same) return text("element ", i, ": ", a[i], ", PyTorch has ", b[i]);
  }
  return "";
}

/// Where we differ on purpose: the operation, how the outcome begins, and why.
struct Deviation {
  const char* op;
  const char* outcome;
  const char* reason;
};
constexpr Deviation kDeviations[] = {
    {"abs", "gives bool", "true is no less a number than 1"},
    {"relu", "gives bool", "true is no less a number than 1"},
    {"argmax", "gives int64", "of truths the first true, as of uint8"},
    {"argmin", "gives int64", "of truths the first false, as of uint8"},
    {"tril", "refused: tril: matrices are needed", "PyTorch takes a vector without elements"},
    {"square", "bool", "every pointwise operation but division and exp keeps its dtype"},
    {"linear", "refused: linear: x (..., in) and weight (out, in)", "PyTorch documents no other"},
    {"cat", "refused: cat: dim must be in", "PyTorch takes any dim for empty vectors alone"},
    {"mse_loss", "refused: mse_loss: input and target must have", "PyTorch warns, and broadcasts"},
    {"l1_loss", "refused: l1_loss: input and target must have", "PyTorch warns, and broadcasts"},
    {"huber_loss", "refused: huber_loss: input and target must", "PyTorch warns, and broadcasts"},
    {"huber_loss", "float64 (), PyTorch has float32", "losses promote, as the others do there"},
    {"cross_entropy", "refused: cross_entropy: logits must have", "one example has shape (1, C)"},
    {"nll_loss", "refused: nll_loss: logits must have", "one example has shape (1, C)"},
};

bool is_deviation(const std::string& op, const std::string& outcome) {
  for (const Deviation& d : kDeviations)
    if (op == d.op && outcome.starts_with(d.outcome)) return true;
  return false;
}

std::string outcome(const Golden& c) {
  Inputs inputs;
  for (const Golden words : c.at(2)) inputs.push_back(make(words));
  const Golden want = c.at(3);
  std::vector<Tensor> got;
  try {
    got = golden_call(c.at(0).text(), inputs, c.at(1));
  } catch (const Error& error) {
    return want.is_null() ? "" : text("refused: ", error.what());
  }
  if (want.is_null()) return text("gives ", described(got[0]), ", PyTorch refuses");
  if (got.size() != want.size()) return text(got.size(), " results, PyTorch has ", want.size());
  for (size_t i = 0; i < got.size(); ++i)
    if (const std::string wrong = difference(got[i], want.at(i)); !wrong.empty()) return wrong;
  return "";
}

TEST_CASE("inputs at the edges: results where PyTorch has them, errors where it has none") {
  int count = 0;
  for (const Golden c : Golden::file("edges")["cases"]) {
    const std::string op = c.at(0).text();
    if (!has_golden_call(op)) continue;
    ++count;
    const std::string wrong = outcome(c);
    INFO(op << " " << c.at(1).json() << " " << c.at(2).json());
    if (!is_deviation(op, wrong)) CHECK(wrong == "");
  }
  CHECK(count > 1000);
}

}  // namespace
}  // namespace weft
