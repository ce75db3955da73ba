#include "core/registry/argument.h"

namespace weft::registry {
namespace {

using Kind = Argument::Kind;

constexpr const char* kKinds[] = {"nothing",          "a bool",
                                  "a whole number",   "a number",
                                  "a text",           "a list of whole numbers",
                                  "a tensor",         "a list of tensors",
                                  "a list of numbers"};

[[noreturn]] void fail_kind(const Argument& argument, const Place& place, const char* wanted) {
  fail(place.operation, ": ", place.parameter, " must be ", wanted, ", got ",
       kKinds[static_cast<int>(argument.kind)]);
}

bool is_whole(const Argument& a) { return a.kind == Kind::integer || a.kind == Kind::boolean; }

/// The place of a text in a list; an error that gives the list if it is not there.
template <size_t N>
size_t choice(const Argument& argument, const Place& place, const char* const (&names)[N]) {
  if (argument.kind != Kind::text) fail_kind(argument, place, "a text");
  for (size_t i = 0; i < N; ++i)
    if (argument.text == names[i]) return i;
  std::string list;
  for (const char* name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  fail(place.operation, ": ", place.parameter, " must be one of ", list, ", got ", argument.text);
}

std::vector<int64_t> integers(const Argument& argument, const Place& place) {
  if (argument.kind == Kind::integers) return argument.integers;
  if (argument.kind == Kind::integer) return {argument.integer};
  fail_kind(argument, place, kKinds[static_cast<int>(Kind::integers)]);
}

}  // namespace

template <>
bool read(const Argument& argument, const Place& place) {
  if (!is_whole(argument)) fail_kind(argument, place, "a bool");
  return argument.integer != 0;
}

template <>
int64_t read(const Argument& argument, const Place& place) {
  if (!is_whole(argument)) fail_kind(argument, place, "a whole number");
  return argument.integer;
}

template <>
double read(const Argument& argument, const Place& place) {
  if (argument.kind == Kind::floating) return argument.floating;
  if (!is_whole(argument)) fail_kind(argument, place, "a number");
  return static_cast<double>(argument.integer);
}

template <>
Scalar read(const Argument& argument, const Place& place) {
  if (argument.kind == Kind::boolean) return argument.integer != 0;
  if (argument.kind == Kind::integer) return argument.integer;
  return read<double>(argument, place);
}

template <>
Operand read(const Argument& argument, const Place& place) {
  if (argument.kind == Kind::tensor) return {argument.tensors[0], 0};
  return {{}, read<Scalar>(argument, place)};
}

template <>
Tensor read(const Argument& argument, const Place& place) {
  if (argument.kind == Kind::none) return {};
  if (argument.kind != Kind::tensor) fail_kind(argument, place, "a tensor");
  return argument.tensors[0];
}

template <>
std::vector<Tensor> read(const Argument& argument, const Place& place) {
  if (argument.kind != Kind::tensors) fail_kind(argument, place, "a list of tensors");
  return argument.tensors;
}

template <>
std::string read(const Argument& argument, const Place& place) {
  if (argument.kind != Kind::text) fail_kind(argument, place, "a text");
  return argument.text;
}

template <>
Shape read(const Argument& argument, const Place& place) {
  return Shape(integers(argument, place));
}

template <>
Dims read(const Argument& argument, const Place& place) {
  if (argument.kind == Kind::none) return {};
  return integers(argument, place);
}

template <>
std::array<double, 2> read(const Argument& argument, const Place& place) {
  std::vector<double> pair = argument.numbers;
  if (argument.kind == Kind::integers)
    pair.assign(argument.integers.begin(), argument.integers.end());
  if (pair.size() != 2) fail_kind(argument, place, "a list of two numbers");
  return {pair[0], pair[1]};
}

template <>
DType read(const Argument& argument, const Place& place) {
  constexpr const char* names[] = {"float32", "float64", "int64", "int32", "uint8", "bool"};
  return static_cast<DType>(choice(argument, place, names));
}

template <>
Reduction read(const Argument& argument, const Place& place) {
  constexpr const char* names[] = {"none", "mean", "sum"};
  return static_cast<Reduction>(choice(argument, place, names));
}

template <>
Gelu read(const Argument& argument, const Place& place) {
  if (argument.kind == Argument::Kind::none) return Gelu::none;  // parsed from the text "none"
  constexpr const char* names[] = {"none", "tanh"};
  return static_cast<Gelu>(choice(argument, place, names));
}

}  // namespace weft::registry
