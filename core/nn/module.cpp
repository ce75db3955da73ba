#include "core/nn/module.h"

#include <set>

namespace weft::nn {
namespace {

/// The names of `a` that `b` lacks.
std::string names_beyond(const NamedTensors& a, const NamedTensors& b) {
  std::string names;
  for (const auto& [name, tensor] : a)
    if (!find(b, name)) names += (names.empty() ? "" : ", ") + name;
  return names;
}

/// The tensors of modules that stand in several places under their first names alone.
NamedTensors once_each(const NamedTensors& tensors) {
  NamedTensors result;
  std::set<const void*> met;
  for (const auto& named : tensors)
    if (met.insert(named.second.ref().get()).second) result.push_back(named);
  return result;
}

std::string indented(const std::string& lines) {
  std::string result;
  for (const char c : lines) {
    result += c;
    if (c == '\n') result += "  ";
  }
  return result;
}

}  // namespace

void Module::collect(const std::string& prefix, Kinds kinds, NamedTensors& out) const {
  if (kinds & kParameters)
    for (const auto& [name, parameter] : parameters_)
      if (parameter->defined()) out.emplace_back(prefix + name, *parameter);
  if (kinds & kBuffers)
    for (const auto& [name, buffer] : buffers_)
      if (buffer->defined()) out.emplace_back(prefix + name, *buffer);
  for (const auto& [name, module] : modules_) module->collect(prefix + name + ".", kinds, out);
}

NamedTensors Module::named_parameters() const {
  NamedTensors result;
  collect("", kParameters, result);
  return once_each(result);
}

std::vector<Tensor> Module::parameters() const {
  std::vector<Tensor> result;
  for (auto& [name, parameter] : named_parameters()) result.push_back(std::move(parameter));
  return result;
}

NamedTensors Module::named_buffers() const {
  NamedTensors result;
  collect("", kBuffers, result);
  return once_each(result);
}

NamedTensors Module::state_dict() const {
  NamedTensors result;
  collect("", kBoth, result);
  for (auto& [name, tensor] : result) tensor = tensor.detach();
  return result;
}

void Module::load_state_dict(const NamedTensors& state) {
  NamedTensors own = state_dict();
  const std::string missing = names_beyond(own, state);
  const std::string unexpected = names_beyond(state, own);
  check(missing.empty() && unexpected.empty(),
        "load_state_dict: the names must be those of the module, got none for [", missing,
        "] and unexpected [", unexpected, "]");
  for (const auto& [name, tensor] : own)
    check(find(state, name)->shape() == tensor.shape(), "load_state_dict: ", name,
          " must have shape ", tensor.shape(), ", got ", find(state, name)->shape());
  const NoGrad guard;
  for (auto& [name, tensor] : own) tensor.copy_(*find(state, name));
}

void Module::zero_grad() {
  for (const Tensor& parameter : parameters()) parameter.set_grad({});
}

void Module::apply(const std::function<void(Module&)>& f) {
  std::set<const void*> met;
  for (auto& [name, module] : modules_)
    if (met.insert(module.get()).second) module->apply(f);
  f(*this);
}

std::string Module::to_string() const {
  const std::string extra = extra_repr();
  std::string lines;
  if (!modules_.empty() && !extra.empty()) lines += "\n" + extra;
  for (const auto& [name, module] : modules_) lines += "\n(" + name + "): " + module->to_string();
  if (lines.empty()) return name() + "(" + extra + ")";
  return name() + "(" + indented(lines) + "\n)";
}

void Module::train(bool mode) {
  training_ = mode;
  for (auto& [name, module] : modules_) module->train(mode);
}

void Module::register_parameter(std::string name, Tensor& parameter) {
  if (parameter.defined()) parameter.requires_grad_();
  parameters_.emplace_back(std::move(name), &parameter);
}

void Module::register_buffer(std::string name, Tensor& buffer) {
  buffers_.emplace_back(std::move(name), &buffer);
}

void Module::register_module(std::string name, std::shared_ptr<Module> module) {
  modules_.emplace_back(std::move(name), std::move(module));
}

}  // namespace weft::nn
