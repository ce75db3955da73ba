// The dimensions that an operation works along, and tensors laid out as rows along them.
#pragma once
#include "core/ops/ops.h"

namespace weft {

struct Axes {
  bool reduced[kMaxDims] = {};
  Shape kept;         ///< the sizes that stay
  Shape with_ones;    ///< the result with keepdim
  int64_t count = 1;  ///< how many elements become one

  [[nodiscard]] const Shape& result(bool keepdim) const { return keepdim ? with_ones : kept; }
};

/// `dims` of x, each once; none means all of them.
Axes resolve_axes(const char* op, const Tensor& x, const Dims& dims);

/// x with the kept dimensions first and the reduced ones last, as a matrix of adjacent rows.
Tensor rows_of(const Tensor& x, const Axes& axes);

/// x with dimension d last, as adjacent rows, and a result of such rows in x's order again.
Tensor rows_along(const Tensor& x, int d);
Tensor back_from(const Tensor& rows, const Tensor& x, int d);

}  // namespace weft
