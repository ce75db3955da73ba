// remainder: a - b floor(a / b), exactly, with the sign of b.
#include <algorithm>
#include <cmath>

#include "core/ops/iterate.h"
#include "core/ops/ops.h"
#include "core/ops/promotion.h"

namespace weft {
namespace {

template <class T>
T remainder_of(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) {
    const T rest = std::fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  } else if constexpr (std::is_signed_v<T>) {
    if (b == -1) return 0;  // the quotient of the least number by it overflows
    const T rest = static_cast<T>(a % b);
    return rest != 0 && (rest < 0) != (b < 0) ? static_cast<T>(rest + b) : rest;
  } else {
    return static_cast<T>(a % b);
  }
}

/// floor(a / b) by way of the exact rest: 1 / 0.1 is 9.
template <class T>
T floor_quotient(T a, T b) {
  if (b == 0) return a / b;
  const T rest = std::fmod(a, b);
  T quotient = (a - rest) / b;
  if (rest != 0 && (rest < 0) != (b < 0)) quotient -= 1;
  const T whole = std::floor(quotient);
  return quotient - whole > T(0.5) ? whole + 1 : whole;
}

Tensor floor_quotient(const Tensor& a, const Tensor& b, const Shape& shape) {
  const NoGrad guard;
  const Tensor y = empty(shape, a.dtype());
  visit_floating("remainder", a.dtype(),
                 [&]<class T> { zip<T>(a, b, y, [](T x, T z) { return floor_quotient(x, z); }); });
  return y;
}

void check_divisor(const Tensor& a, const Tensor& b) {
  if (is_floating(b.dtype()) || a.numel() == 0) return;
  check(std::ranges::count(b.to(int64).to_vector<int64_t>(), 0) == 0,
        "remainder: whole numbers have no remainder by 0, got shapes ", a.shape(), " and ",
        b.shape());
}

Tensor remainder(const char* node_name, const Tensor& x, const Tensor& z, DType dtype) {
  check(dtype != boolean, "remainder: bool tensors are not supported; convert with to(int64)");
  const Tensor a = x.to(dtype);
  const Tensor b = z.to(dtype);
  const Tensor y = empty(broadcast_shapes("remainder", a.shape(), b.shape()), dtype);
  check_divisor(y, b);
  visit(dtype, [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) zip<T>(a, b, y, remainder_of<T>);
  });
  if (!needs_grad({a, b})) return y;
  return record(node_name, {a, b}, y,
                [sa = save(a), sb = save(b)](const Tensor& g, const Node& node) {
                  const Tensor a = sa.get(node);
                  const Tensor b = sb.get(node);
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = sum_to(g, a.shape());
                  if (node.wants(1))
                    grads[1] = sum_to(-g * floor_quotient(a, b, g.shape()), b.shape());
                  return grads;
                });
}

}  // namespace

Tensor remainder(const Tensor& a, const Tensor& b) {
  return remainder("RemainderBackward1", a, b, result_type(a, b));
}
Tensor remainder(const Tensor& a, Scalar b) {
  const DType dtype = result_type(a, b);
  return remainder("RemainderBackward0", a, full({}, b, dtype), dtype);
}
Tensor remainder(Scalar a, const Tensor& b) {
  const DType dtype = result_type(b, a);
  return remainder("RemainderBackward1", full({}, a, dtype), b, dtype);
}

Tensor Tensor::remainder(const Tensor& other) const { return weft::remainder(*this, other); }
Tensor Tensor::remainder(Scalar other) const { return weft::remainder(*this, other); }

}  // namespace weft
