// A value on its way to an operation that is called by name, and how C++ parameters are read from
// it.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/ops/ops.h"

namespace weft::registry {

struct Argument {
  enum class Kind : uint8_t {
    none,
    boolean,
    integer,
    floating,
    text,
    integers,
    tensor,
    tensors,
    numbers  ///< not all of them whole
  };
  Kind kind = Kind::none;
  double floating = 0;
  int64_t integer = 0;  ///< of booleans, too
  std::string text;
  std::vector<int64_t> integers;
  std::vector<double> numbers;
  std::vector<Tensor> tensors;  ///< one for Kind::tensor

  Argument() = default;
  Argument(bool value) : kind(Kind::boolean), integer(value) {}
  Argument(int64_t value) : kind(Kind::integer), integer(value) {}
  Argument(double value) : kind(Kind::floating), floating(value) {}
  Argument(std::string value) : kind(Kind::text), text(std::move(value)) {}
  Argument(std::vector<int64_t> value) : kind(Kind::integers), integers(std::move(value)) {}
  Argument(Tensor value) : kind(Kind::tensor), tensors{std::move(value)} {}
  Argument(std::vector<Tensor> value) : kind(Kind::tensors), tensors(std::move(value)) {}
};

/// A tensor or a plain number, where PyTorch takes either.
struct Operand {
  Tensor tensor;  ///< undefined for a number
  Scalar scalar = 0;
};

/// Where an argument stands, for errors.
struct Place {
  const char* operation;
  std::string_view parameter;
};

/// The argument as a C++ value; an Error that names the place if it is of another kind.
template <class T>
T read(const Argument& argument, const Place& place);

template <>
bool read(const Argument&, const Place&);
template <>
int64_t read(const Argument&, const Place&);
template <>
double read(const Argument&, const Place&);
template <>
Scalar read(const Argument&, const Place&);
template <>
Operand read(const Argument&, const Place&);
template <>
Tensor read(const Argument&, const Place&);  // none: undefined
template <>
std::vector<Tensor> read(const Argument&, const Place&);
template <>
std::string read(const Argument&, const Place&);
template <>
Shape read(const Argument&, const Place&);
template <>
Dims read(const Argument&, const Place&);  // none: all
template <>
std::array<double, 2> read(const Argument&, const Place&);
template <>
DType read(const Argument&, const Place&);
template <>
Reduction read(const Argument&, const Place&);
template <>
Gelu read(const Argument&, const Place&);

/// One letter a type, for those who put arguments together from outside (wasm/src/operations.js).
template <class T>
inline constexpr char kLetter = std::is_enum_v<T> ? 'e' : '?';
template <>
inline constexpr char kLetter<bool> = 'b';
template <>
inline constexpr char kLetter<int64_t> = 'i';
template <>
inline constexpr char kLetter<double> = 'n';
template <>
inline constexpr char kLetter<Scalar> = 'c';
template <>
inline constexpr char kLetter<Operand> = 'o';
template <>
inline constexpr char kLetter<Tensor> = 't';
template <>
inline constexpr char kLetter<std::vector<Tensor>> = 'l';
template <>
inline constexpr char kLetter<std::string> = 'x';
template <>
inline constexpr char kLetter<Shape> = 's';
template <>
inline constexpr char kLetter<Dims> = 'd';
template <>
inline constexpr char kLetter<std::array<double, 2>> = 'p';
template <>
inline constexpr char kLetter<DType> = 'y';
template <>
inline constexpr char kLetter<Reduction> = 'r';
template <class T>
inline constexpr char kLetter<std::optional<T>> = kLetter<T>;

template <class T>
struct Reader {
  static T get(const Argument& argument, const Place& place) { return read<T>(argument, place); }
};
template <class T>
struct Reader<std::optional<T>> {
  static std::optional<T> get(const Argument& argument, const Place& place) {
    if (argument.kind == Argument::Kind::none) return std::nullopt;
    return read<T>(argument, place);
  }
};

}  // namespace weft::registry
