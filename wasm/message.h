// Numbers on their way between JavaScript and the module: one buffer of doubles, into which either
// side writes before it hands over. An argument of an operation stands there as its kind
// (Argument::Kind), and then
//
//   boolean, integer, floating, tensor    the number or the handle
//   text, integers, numbers, tensors      how many, and each of them
//
// A handle is the address of a Tensor on the heap that JavaScript owns: weft_tensor_delete() ends
// it.
#pragma once
#include <vector>

#include "core/registry/argument.h"

namespace weft::wasm {

/// Room for `count` doubles; what stood there is kept.
double* buffer(size_t count);

/// The next argument; `at` moves behind it.
registry::Argument read_argument(const double*& at);

inline double to_handle(Tensor x) {
  return x.defined() ? static_cast<double>(reinterpret_cast<uintptr_t>(new Tensor(std::move(x))))
                     : 0;
}
inline Tensor& from_handle(double handle) {
  return *reinterpret_cast<Tensor*>(static_cast<uintptr_t>(handle));
}

/// Writes handles of `results`; returns how many there are.
int write_handles(const std::vector<Tensor>& results);

/// A function of JavaScript's, by its number there.
struct Callback {
  int64_t id;
  /// Undefined where it returns nothing.
  Tensor operator()(const std::vector<Tensor>& arguments) const;
  /// JavaScript may forget it.
  void release() const;
};

}  // namespace weft::wasm

namespace weft::registry {

template <>
inline constexpr char kLetter<wasm::Callback> = 'f';
template <>
struct Reader<wasm::Callback> {
  static wasm::Callback get(const Argument& argument, const Place& place) {
    return {read<int64_t>(argument, place)};
  }
};

}  // namespace weft::registry
