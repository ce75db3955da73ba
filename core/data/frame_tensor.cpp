#include <cmath>

#include "core/data/frame.h"

namespace weft {
namespace {

/// Writes a column with `step` elements between its rows.
void write(const Series& column, const Tensor& out, int64_t offset, int64_t step) {
  visit(out.dtype(), [&]<class T> {
    T* to = out.data<T>() + offset;
    // int64 directly: a double holds 53 bits of it.
    if (const auto* whole = std::get_if<Integers>(&column.values())) {
      for (size_t i = 0; i < whole->size(); ++i, to += step) *to = static_cast<T>((*whole)[i]);
      return;
    }
    for (size_t i = 0; i < column.size(); ++i, to += step) {
      const double x = column.number("to_tensor", i);
      check(is_floating(out.dtype()) || std::isfinite(x), "to_tensor: a value must fit in ",
            out.dtype(), ", got ", Cell(x), " in row ", i, " of column '", column.name(), "'");
      *to = static_cast<T>(x);
    }
  });
}

}  // namespace

Tensor Series::to_tensor(DType dtype) const {
  const Tensor out = empty({static_cast<int64_t>(size())}, dtype);
  write(*this, out, 0, 1);
  return out;
}

Tensor DataFrame::to_tensor(DType dtype) const {
  const Tensor out = empty(shape(), dtype);
  int64_t offset = 0;
  for (const Series& column : columns_) write(column, out, offset++, out.shape(1));
  return out;
}

}  // namespace weft
