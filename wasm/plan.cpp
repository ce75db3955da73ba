#include "wasm/plan.h"

namespace weft::wasm {
namespace {

optim::LRScheduler::Rule make_rule(int type, const std::vector<double>& n) {
  const auto whole = [&](size_t i) { return static_cast<int64_t>(n[i]); };
  switch (type) {
    case 1:
      return optim::StepLR::rule(whole(0), n[1]);
    case 2:
      return optim::MultiStepLR::rule({n.begin() + 1, n.end()}, n[0]);
    case 3:
      return optim::ExponentialLR::rule(n[0]);
    case 4:
      return optim::CosineAnnealingLR::rule(whole(0), n[1]);
    case 5:
      return optim::LinearLR::rule(n[0], n[1], whole(2));
    default:
      return {};
  }
}

}  // namespace

std::unique_ptr<optim::Optimizer> Plan::make_optimizer(std::vector<Tensor> params) const {
  const auto [lr, a, b, decay, nesterov, eps] = rates;
  switch (optimizer) {
    case 0:
      return std::make_unique<optim::SGD>(std::move(params),
                                          optim::SGDOptions{lr, a, b, decay, nesterov != 0});
    case 1:
      return std::make_unique<optim::Adam>(std::move(params),
                                           optim::AdamOptions{lr, {a, b}, eps, decay});
    default:
      return std::make_unique<optim::AdamW>(std::move(params),
                                            optim::AdamWOptions{lr, {a, b}, eps, decay});
  }
}

Plan read_plan(const double* numbers) {
  const auto next = [&] { return *numbers++; };
  const auto count = [&] { return static_cast<int>(next()); };
  Plan plan{};
  plan.loss = static_cast<Loss>(count());
  plan.loss_option = next();
  plan.clip = next();
  plan.optimizer = count();
  for (double& rate : plan.rates) rate = next();
  const int schedule = count();
  const int options = count();
  plan.schedule = make_rule(schedule, {numbers, numbers + options});
  numbers += options;
  for (int layers = count(); layers > 0; --layers) {
    const int type = count();
    const double a = next();
    plan.layers.push_back({type, a, next()});
  }
  return plan;
}

nn::ModulePtr make_layer(const LayerCode& code, const Shape& input) {
  switch (code.type) {
    case 0:
      return std::make_shared<nn::Flatten>();
    case 1:
      return std::make_shared<nn::LazyLinear>(static_cast<int64_t>(code.a), code.b != 0);
    case 2:
      return std::make_shared<nn::ReLU>();
    case 3:
      return std::make_shared<nn::Sigmoid>();
    case 4:
      return std::make_shared<nn::Tanh>();
    case 5:
      return std::make_shared<nn::Dropout>(code.a);
    case 6:
      check(input.size() >= 1, "layerNorm: its input must have a last dimension, got ", input);
      return std::make_shared<nn::LayerNorm>(input.back(), code.a);
    default:
      return std::make_shared<nn::LogSoftmax>(-1);
  }
}

}  // namespace weft::wasm
