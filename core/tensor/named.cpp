#include "core/tensor/named.h"

namespace weft {

const Tensor* find(const NamedTensors& tensors, std::string_view name) {
  for (const auto& [key, tensor] : tensors)
    if (key == name) return &tensor;
  return nullptr;
}

[[gnu::noinline]] void append(NamedTensors& tensors, std::string_view prefix, std::string_view name,
                              Tensor x) {
  tensors.emplace_back(std::string(prefix).append(name), std::move(x));
}

NamedTensors with_prefix(const NamedTensors& tensors, std::string_view prefix) {
  NamedTensors result;
  for (const auto& [name, tensor] : tensors)
    if (std::string_view(name).starts_with(prefix))
      append(result, "", std::string_view(name).substr(prefix.size()), tensor);
  return result;
}

}  // namespace weft
