#include "core/nn/module.h"

namespace weft::nn {

std::vector<std::pair<std::string, Tensor>> Module::named_parameters() const {
  std::vector<std::pair<std::string, Tensor>> result;
  for (const auto& [name, parameter] : parameters_)
    if (parameter->defined()) result.emplace_back(name, *parameter);
  for (const auto& [name, module] : modules_)
    for (auto& [inner, parameter] : module->named_parameters())
      result.emplace_back(name + "." + inner, std::move(parameter));
  return result;
}

std::vector<Tensor> Module::parameters() const {
  std::vector<Tensor> result;
  for (auto& [name, parameter] : named_parameters()) result.push_back(std::move(parameter));
  return result;
}

void Module::train(bool mode) {
  training_ = mode;
  for (auto& [name, module] : modules_) module->train(mode);
}

void Module::register_parameter(std::string name, Tensor& parameter) {
  if (parameter.defined()) parameter.requires_grad_();
  parameters_.emplace_back(std::move(name), &parameter);
}

void Module::register_module(std::string name, std::shared_ptr<Module> module) {
  modules_.emplace_back(std::move(name), std::move(module));
}

}  // namespace weft::nn
