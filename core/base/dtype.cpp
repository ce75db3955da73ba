#include "core/base/dtype.h"

#include <algorithm>

namespace weft {

const char* name(DType dtype) {
  constexpr const char* names[] = {"float32", "float64", "int64", "int32", "uint8", "bool"};
  return names[static_cast<int>(dtype)];
}

DType promote_types(DType a, DType b) {
  // The order of the enumeration is chosen so that a lower value wins, but for float64.
  if (a == float64 || b == float64) return float64;
  return std::min(a, b);
}

}  // namespace weft
