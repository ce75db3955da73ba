// Every operation by its PyTorch name, with its parameters: what JavaScript calls and what the
// recorded cases of the tests call. A row of a table is a name, PyTorch's parameters in order with
// their defaults, and a function without captures:
//
//   row("softmax", "x, dim", [](const Tensor& x, int64_t dim) { return softmax(x, dim); })
//
// The function's parameter types say how its arguments are read; nothing else is written for an
// operation, here or in the languages that call it.
#pragma once
#include <span>
#include <string_view>
#include <utility>

#include "core/registry/argument.h"

namespace weft::registry {

struct Operation {
  using Function = void (*)();
  const char* name;  ///< with _ in front where it is not a caller's, but what stands behind one
  const char* parameters;  ///< "x, dim=none, keepdim=false": those with a default may be left out
  Function function;
  std::vector<Tensor> (*adapter)(const Operation&, std::span<const Argument>);
  const char* types;  ///< kLetter of each parameter
  char returns;       ///< '1' a tensor, 'n' a list, 'p' values with or without indices, 'b' a truth
                      ///< value, '0' nothing

  /// Arguments in the order of the parameters; those left out take their defaults.
  [[nodiscard]] std::vector<Tensor> operator()(std::span<const Argument> arguments) const {
    return adapter(*this, arguments);
  }
  /// The name for errors.
  [[nodiscard]] const char* title() const { return name + (name[0] == '_'); }
  [[nodiscard]] int parameter_count() const;
  /// The name of parameter i.
  [[nodiscard]] std::string_view parameter(int i) const;
};

/// All operations, table by table.
std::span<const std::span<const Operation>> tables();
/// The operation of that name; an Error that names it if there is none.
const Operation& operation(std::string_view name);
/// By name. Most operations give one tensor; max and min along a dimension, sort and topk give
/// values and indices, split and chunk the parts.
std::vector<Tensor> call(std::string_view name, std::span<const Argument> arguments);

namespace detail {

/// Argument i, or the default of its parameter, parsed into `fallback`; an Error if it has none.
const Argument& argument_or_default(const Operation& operation, std::span<const Argument> arguments,
                                    int i, Argument& fallback);

/// The same as a C++ value. Not inlined: once a type, and not once an operation.
template <class T>
[[gnu::noinline]] T get(const Operation& operation, std::span<const Argument> arguments, int i) {
  Argument fallback;
  return Reader<T>::get(argument_or_default(operation, arguments, i, fallback),
                        {operation.title(), operation.parameter(i)});
}

inline std::vector<Tensor> results(Tensor y) { return {std::move(y)}; }
inline std::vector<Tensor> results(std::vector<Tensor> parts) { return parts; }
inline std::vector<Tensor> results(bool value) { return {Tensor(value)}; }
/// Indices that are not defined are left out.
inline std::vector<Tensor> results(ValuesIndices pair) {
  if (!pair.indices.defined()) return {std::move(pair.values)};
  return {std::move(pair.values), std::move(pair.indices)};
}

template <class R>
inline constexpr char kReturns = '1';
template <>
inline constexpr char kReturns<void> = '0';
template <>
inline constexpr char kReturns<std::vector<Tensor>> = 'n';
template <>
inline constexpr char kReturns<ValuesIndices> = 'p';
template <>
inline constexpr char kReturns<bool> = 'b';

template <class R, class... P>
struct Adapter {
  static constexpr char kTypes[] = {kLetter<std::decay_t<P>>..., 0};
  static std::vector<Tensor> call(const Operation& operation, std::span<const Argument> arguments) {
    return with(operation, arguments, std::index_sequence_for<P...>());
  }
  template <size_t... I>
  static std::vector<Tensor> with(const Operation& operation, std::span<const Argument> arguments,
                                  std::index_sequence<I...>) {
    const auto f = reinterpret_cast<R (*)(P...)>(operation.function);
    if constexpr (std::is_void_v<R>) {
      f(get<std::decay_t<P>>(operation, arguments, static_cast<int>(I))...);
      return {};
    } else {
      return results(f(get<std::decay_t<P>>(operation, arguments, static_cast<int>(I))...));
    }
  }
};

template <class R, class... P>
Operation make(const char* name, const char* parameters, R (*f)(P...)) {
  return {name,
          parameters,
          reinterpret_cast<Operation::Function>(f),
          &Adapter<R, P...>::call,
          Adapter<R, P...>::kTypes,
          kReturns<R>};
}

}  // namespace detail

template <class F>
Operation row(const char* name, const char* parameters, F f) {
  return detail::make(name, parameters, +f);
}

// The tables, each in a file of its name.
std::span<const Operation> pointwise_table();
std::span<const Operation> creation_table();
std::span<const Operation> shape_table();
std::span<const Operation> choose_table();
std::span<const Operation> reduce_table();
std::span<const Operation> product_table();
std::span<const Operation> functional_table();
std::span<const Operation> loss_table();
std::span<const Operation> inplace_table();

}  // namespace weft::registry
