// Layers, with PyTorch's names and meanings: a Module owns parameters, buffers and other modules.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/ops/ops.h"
#include "core/tensor/named.h"

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
  /// The options, as they print: "p=0.5, inplace=False".
  [[nodiscard]] virtual std::string extra_repr() const { return ""; }
  /// As PyTorch prints a module: one line, or one for each of those inside, indented.
  [[nodiscard]] std::string to_string() const;

  /// Parameters of this module and of those inside it, named as in PyTorch: "0.weight". Lazy layers
  /// have none before their first input; a module that stands in two places counts once.
  [[nodiscard]] NamedTensors named_parameters() const;
  [[nodiscard]] std::vector<Tensor> parameters() const;
  /// What is kept beside the parameters and not learned, as running means are.
  [[nodiscard]] NamedTensors named_buffers() const;
  /// Parameters and buffers by all their names, sharing their memory but no graph.
  [[nodiscard]] NamedTensors state_dict() const;
  /// Copies values into the parameters and buffers of the same names. Names must be the same ones
  /// and shapes equal; otherwise nothing is changed.
  void load_state_dict(const NamedTensors& state);

  /// Forgets the gradients of all parameters.
  void zero_grad();
  /// Calls f on all modules inside, each once, and then on this one.
  void apply(const std::function<void(Module&)>& f);

  /// Training or evaluation mode, here and in all modules inside.
  void train(bool mode = true);
  void eval() { train(false); }
  [[nodiscard]] bool training() const { return training_; }

 protected:
  void register_parameter(std::string name, Tensor& parameter);
  void register_buffer(std::string name, Tensor& buffer);
  void register_module(std::string name, std::shared_ptr<Module> module);

 private:
  enum Kinds { kParameters = 1, kBuffers = 2, kBoth = 3 };
  void collect(const std::string& prefix, Kinds kinds, NamedTensors& out) const;
  std::vector<std::pair<std::string, Tensor*>> parameters_, buffers_;
  std::vector<std::pair<std::string, std::shared_ptr<Module>>> modules_;
  bool training_ = true;
};

using ModulePtr = std::shared_ptr<Module>;

inline void append(std::string& out, const Module& module) { out += module.to_string(); }
using weft::operator<<;  // for streams: stream << model

}  // namespace weft::nn
