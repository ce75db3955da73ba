#include "core/base/shape.h"

namespace weft {

void append(std::string& out, const Shape& shape) {
  out += '(';
  for (int i = 0; i < shape.size(); ++i) {
    if (i) out += ", ";
    append(out, shape[i]);
  }
  out += shape.size() == 1 ? ",)" : ")";
}

int64_t checked_numel(const char* op, const Shape& shape) {
  // The sizes beside a 0 count, too: other shapes of as many elements are made from them.
  int64_t product = 1;
  int64_t count = 1;
  for (const int64_t size : shape) {
    check(size >= 0, op, ": sizes must not be negative, got ", shape);
    const bool wraps = __builtin_mul_overflow(product, std::max<int64_t>(size, 1), &product);
    check(!wraps && product <= int64_t{1} << 46, op, ": too many elements in ", shape);
    count *= size;
  }
  return count;
}

Strides contiguous_strides(const Shape& shape) {
  Strides strides = shape;
  int64_t step = 1;
  for (int i = shape.size() - 1; i >= 0; --i) {
    strides[i] = step;
    step *= std::max<int64_t>(shape[i], 1);
  }
  return strides;
}

Shape broadcast_shapes(const char* op, const Shape& a, const Shape& b) {
  if (a == b) return a;
  Shape out = a.size() >= b.size() ? a : b;
  for (int i = 1; i <= std::min(a.size(), b.size()); ++i) {
    const int64_t x = a[a.size() - i];
    const int64_t y = b[b.size() - i];
    check(x == y || x == 1 || y == 1, op, ": shapes must broadcast, got ", a, " and ", b,
          ": the sizes ", x, " and ", y, " differ at axis ", out.size() - i,
          " and neither of them is 1");
    out[out.size() - i] = x == 1 ? y : x;
  }
  return out;
}

int wrap_dim(const char* op, int64_t dim, int rank) {
  const int64_t limit = std::max(rank, 1);
  check(dim >= -limit && dim < limit, op, ": dim must be in [", -limit, ", ", limit - 1, "], got ",
        dim);
  return static_cast<int>(dim < 0 ? dim + limit : dim);
}

}  // namespace weft
