// Layers, with PyTorch's names and meanings: a Module owns parameters and other modules.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/ops/ops.h"

namespace weft::nn {

class Module {
 public:
  Module() = default;
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  virtual ~Module() = default;

  virtual Tensor forward(const Tensor& x) = 0;
  Tensor operator()(const Tensor& x) { return forward(x); }
  /// The class name, as it prints.
  [[nodiscard]] virtual std::string name() const = 0;

  /// Parameters of this module and of those inside it, named as in PyTorch: "0.weight". Lazy layers
  /// have none before their first input.
  [[nodiscard]] std::vector<std::pair<std::string, Tensor>> named_parameters() const;
  [[nodiscard]] std::vector<Tensor> parameters() const;

  /// Training or evaluation mode, here and in all modules inside.
  void train(bool mode = true);
  void eval() { train(false); }
  [[nodiscard]] bool training() const { return training_; }

 protected:
  void register_parameter(std::string name, Tensor& parameter);
  void register_module(std::string name, std::shared_ptr<Module> module);

 private:
  std::vector<std::pair<std::string, Tensor*>> parameters_;
  std::vector<std::pair<std::string, std::shared_ptr<Module>>> modules_;
  bool training_ = true;
};

using ModulePtr = std::shared_ptr<Module>;

}  // namespace weft::nn
