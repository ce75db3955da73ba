// Small things that many tests need.
#pragma once
#include <cstring>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/ops/index.h"
#include "core/ops/ops.h"

namespace weft::test {

/// The text of the Error that f throws, or "no error".
template <class F>
std::string error_of(F&& f) {
  try {
    f();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

inline std::vector<double> values(const Tensor& x) { return x.to_vector<double>(); }
using Values = std::vector<double>;

/// 0, 1, 2, ... in a shape.
inline Tensor counting(const Shape& shape, DType dtype = float32) {
  return arange(shape.numel(), dtype).reshape(shape);
}
/// A leaf that requires grad.
inline Tensor leaf(const Nested& numbers, DType dtype = float32) {
  return tensor(numbers, dtype).requires_grad_();
}

inline bool same_bits(const Tensor& a, const Tensor& b) {
  const Tensor x = a.contiguous();
  const Tensor y = b.contiguous();
  return x.dtype() == y.dtype() && x.shape() == y.shape() &&
         (x.numel() == 0 ||
          std::memcmp(x.raw(), y.raw(), static_cast<size_t>(x.numel() * item_size(x.dtype()))) ==
              0);
}

}  // namespace weft::test
