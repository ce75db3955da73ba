#include "wasm/tables.h"

#include <cmath>

#include "core/autograd/autograd.h"
#include "core/ops/gradcheck.h"
#include "wasm/index_text.h"
#include "wasm/message.h"

namespace weft::wasm {

using registry::Operand;
using registry::Operation;
using registry::row;
using Tensors = std::vector<Tensor>;

std::span<const Operation> tensor_table() {
  static const Operation rows[] = {
      row("_index", "x, parts, tensors",
          [](const Tensor& x, const std::string& parts, const Tensors& tensors) {
            return index(x, parse_index(parts, tensors));
          }),
      row("_index_put_", "x, parts, tensors, value",
          [](Tensor x, const std::string& parts, const Tensors& tensors, const Operand& value) {
            index_put_(x, parse_index(parts, tensors),
                       value.tensor.defined() ? value.tensor : Tensor(value.scalar));
          }),
      row("requires_grad_", "x, requires_grad=true",
          [](Tensor x, bool value) { x.requires_grad_(value); }),
      row("_set_grad", "x, grad=none",
          [](const Tensor& x, const Tensor& grad) { x.set_grad(grad); }),
      row("backward", "x, gradient=none, retain_graph=false, create_graph=false",
          [](const Tensor& x, const Tensor& gradient, bool retain_graph, bool create_graph) {
            x.backward(gradient, retain_graph, create_graph);
          }),
      row("grad",
          "outputs, inputs, grad_outputs=none, retain_graph=false, create_graph=false, "
          "allow_unused=false",
          [](const Tensors& outputs, const Tensors& inputs, const std::optional<Tensors>& gradients,
             bool retain_graph, bool create_graph, bool allow_unused) {
            return grad(outputs, inputs, gradients.value_or(Tensors()), retain_graph, create_graph,
                        allow_unused);
          }),
      row("retain_grad", "x", [](const Tensor& x) { x.retain_grad(); }),
      row("jacobian", "f, x",
          [](Callback f, const Tensor& x) {
            return jacobian([f](const Tensor& v) { return f({v}); }, x);
          }),
      row("hessian", "f, x",
          [](Callback f, const Tensor& x) {
            return hessian([f](const Tensor& v) { return f({v}); }, x);
          }),
      row("gradcheck", "f, inputs, eps=1e-6, atol=1e-5, rtol=1e-3",
          [](Callback f, const Tensors& inputs, double eps, double atol, double rtol) {
            gradcheck(f, inputs, eps, atol, rtol);
          }),
      row("clip_grad_norm", "parameters, max_norm",
          [](const Tensors& parameters, double max_norm) {
            return Tensor(optim::clip_grad_norm(parameters, max_norm));
          }),
      row("manual_seed", "seed", [](int64_t s) { manual_seed(static_cast<uint64_t>(s)); }),
  };
  return rows;
}

std::unique_ptr<optim::Optimizer>& made_optimizer() {
  static std::unique_ptr<optim::Optimizer> made;
  return made;
}

namespace {

/// The parameters, group after group. A row of `groups` says how many are of the group, its
/// learning rate and its weight decay, NaN where they are the optimizer's; without rows all are one
/// group.
std::vector<optim::ParameterGroup> grouped(const Tensors& params, const Tensor& groups) {
  if (!groups.defined()) return optim::one_group(params);
  std::vector<optim::ParameterGroup> result;
  auto next = params.begin();
  const auto given = [](double value) {
    return std::isnan(value) ? std::nullopt : std::optional(value);
  };
  for (int64_t i = 0; i < groups.size(0); ++i) {
    const double* const row = groups.data<double>() + 3 * i;
    const auto end = next + static_cast<std::ptrdiff_t>(row[0]);
    result.push_back({{next, end}, given(row[1]), given(row[2])});
    next = end;
  }
  return result;
}

}  // namespace

std::span<const Operation> optimizer_table() {
  using Betas = std::optional<std::array<double, 2>>;
  static constexpr std::array<double, 2> betas = {0.9, 0.999};
  static const Operation rows[] = {
      row("SGD",
          "params, lr, momentum=0, dampening=0, weight_decay=0, nesterov=false, _groups=none",
          [](const Tensors& params, double lr, double momentum, double dampening, double decay,
             bool nesterov, const Tensor& groups) {
            made_optimizer() = std::make_unique<optim::SGD>(
                grouped(params, groups),
                optim::SGDOptions{lr, momentum, dampening, decay, nesterov});
          }),
      row("Adam", "params, lr=0.001, betas=none, eps=1e-8, weight_decay=0, _groups=none",
          [](const Tensors& params, double lr, const Betas& b, double eps, double decay,
             const Tensor& groups) {
            made_optimizer() = std::make_unique<optim::Adam>(
                grouped(params, groups), optim::AdamOptions{lr, b.value_or(betas), eps, decay});
          }),
      row("AdamW", "params, lr=0.001, betas=none, eps=1e-8, weight_decay=0.01, _groups=none",
          [](const Tensors& params, double lr, const Betas& b, double eps, double decay,
             const Tensor& groups) {
            made_optimizer() = std::make_unique<optim::AdamW>(
                grouped(params, groups), optim::AdamWOptions{lr, b.value_or(betas), eps, decay});
          }),
  };
  return rows;
}

}  // namespace weft::wasm
