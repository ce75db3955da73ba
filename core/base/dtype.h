// Element types, and PyTorch's rules for which type a mixed operation has.
// float32 and float64 compute in SIMD kernels; the others in plain loops.
#pragma once
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>

#include "core/base/error.h"

namespace weft {

enum class DType : uint8_t { float32, float64, int64, int32, uint8, boolean };

inline constexpr DType float32 = DType::float32;
inline constexpr DType float64 = DType::float64;
inline constexpr DType int64 = DType::int64;
inline constexpr DType int32 = DType::int32;
inline constexpr DType uint8 = DType::uint8;
inline constexpr DType boolean = DType::boolean;

const char* name(DType dtype);  // "float32", ..., "bool"
inline void append(std::string& out, DType dtype) { append(out, std::string_view(name(dtype))); }

constexpr int64_t item_size(DType dtype) {
  constexpr int64_t sizes[] = {4, 8, 8, 4, 1, 1};
  return sizes[static_cast<int>(dtype)];
}
constexpr bool is_floating(DType dtype) { return dtype <= DType::float64; }

template <class T>
inline constexpr DType dtype_of = [] {
  if constexpr (std::is_same_v<T, float>) return float32;
  if constexpr (std::is_same_v<T, double>) return float64;
  if constexpr (std::is_same_v<T, int64_t>) return int64;
  if constexpr (std::is_same_v<T, int32_t>) return int32;
  if constexpr (std::is_same_v<T, uint8_t>) return uint8;
  if constexpr (std::is_same_v<T, bool>) return boolean;
}();

/// x as another element type. A number that an integer type cannot hold becomes what PyTorch makes
/// of it on x86: the least int32 or int64; a uint8 is the low byte of the int32.
template <class To, class From>
constexpr To convert(From x) {
  if constexpr (std::floating_point<From> && std::integral<To> && !std::same_as<To, bool>) {
    using Wide = std::conditional_t<sizeof(To) < 4, int32_t, To>;
    constexpr Wide least = std::numeric_limits<Wide>::min();
    const bool fits = x >= static_cast<From>(least) && x < -static_cast<From>(least);
    return static_cast<To>(fits ? static_cast<Wide>(x) : least);
  } else {
    return static_cast<To>(x);
  }
}

/// The smallest type that holds both (PyTorch's promote_types).
DType promote_types(DType a, DType b);

/// Calls `f.template operator()<T>()` with the C++ type of `dtype`.
template <class F>
decltype(auto) visit(DType dtype, F&& f) {
  switch (dtype) {
    case DType::float32:
      return f.template operator()<float>();
    case DType::float64:
      return f.template operator()<double>();
    case DType::int64:
      return f.template operator()<int64_t>();
    case DType::int32:
      return f.template operator()<int32_t>();
    case DType::uint8:
      return f.template operator()<uint8_t>();
    default:
      return f.template operator()<bool>();
  }
}

/// An element of that size, whatever it is; reading it is no misreading of a number's type.
template <class Bits>
struct [[gnu::may_alias]] Element {
  Bits bits;
};
/// The same with an Element of the dtype's size, for what moves elements and does not look at them:
/// half the code.
template <class F>
decltype(auto) visit_size(DType dtype, F&& f) {
  switch (item_size(dtype)) {
    case 1:
      return f.template operator()<Element<uint8_t>>();
    case 4:
      return f.template operator()<Element<uint32_t>>();
    default:
      return f.template operator()<Element<uint64_t>>();
  }
}

/// The type in which values of the dtype are compared without loss: itself, or int64.
constexpr DType widened(DType dtype) { return is_floating(dtype) ? dtype : int64; }
/// visit() for widened types.
template <class F>
decltype(auto) visit_widened(DType dtype, F&& f) {
  switch (dtype) {
    case DType::float32:
      return f.template operator()<float>();
    case DType::float64:
      return f.template operator()<double>();
    default:
      return f.template operator()<int64_t>();
  }
}

/// The same for float32 and float64 alone; others are an error that names `op`.
template <class F>
decltype(auto) visit_floating(const char* op, DType dtype, F&& f) {
  check(is_floating(dtype), op, ": dtype must be float32 or float64, got ", dtype);
  return dtype == float32 ? f.template operator()<float>() : f.template operator()<double>();
}

}  // namespace weft
