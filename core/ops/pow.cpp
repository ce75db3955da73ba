// Powers. Common exponents become the row they are; others go through plain std::pow.
#include <cmath>

#include "core/ops/iterate.h"
#include "core/ops/ops.h"
#include "core/ops/promotion.h"

namespace weft {
namespace {

template <class T>
T power(T x, T e) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::pow(x, e);
  } else {
    // Negative exponents of whole numbers: 1 and -1 have one, the others round to 0.
    if (e < 0) return x == 1 ? T(1) : x == T(-1) ? static_cast<T>(e % 2 ? -1 : 1) : T(0);
    T result = 1;
    for (;; x = static_cast<T>(x * x)) {
      if (e % 2) result = static_cast<T>(result * x);
      e = static_cast<T>(e / 2);
      if (e == 0) break;
    }
    return result;
  }
}

Tensor raw_pow(const Tensor& x, const Tensor& e) {
  const NoGrad guard;
  Tensor y = empty(broadcast_shapes("pow", x.shape(), e.shape()), x.dtype());
  visit(x.dtype(), [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) zip<T>(x, e, y, power<T>);
  });
  return y;
}

Tensor raw_pow(const Tensor& x, Scalar exponent) {
  const NoGrad guard;
  const double e = exponent.to<double>();
  if (e == 2) return x.square();
  if (e == 3) return x.square() * x;
  if (is_floating(x.dtype())) {
    if (e == 0.5) return x.sqrt();
    if (e == -0.5) return x.rsqrt();
    if (e == -1) return x.reciprocal();
  }
  return raw_pow(x, full({}, exponent, x.dtype()));
}

/// The logarithm that the gradient by the exponent needs, without its pole: 0^e is flat for e >= 0.
Tensor slope_of_exponent(const Tensor& base, const Tensor& e) {
  const Tensor zero = zeros({}, base.dtype());
  const Tensor flat = logical_and(base == 0, e >= 0);
  return where(flat, zero, log(where(flat, zero + 1, base)));
}

}  // namespace

Tensor pow(const Tensor& x, const Tensor& exponent) {
  const DType dtype = result_type(x, exponent);
  check(dtype != boolean, "pow: bool tensors have no powers");
  const Tensor base = x.to(dtype);
  const Tensor e = exponent.to(dtype);
  Tensor y = raw_pow(base, e);
  return record(
      "PowBackward1", {base, e}, y,
      [sx = save(base), se = save(e), sy = save_output(y)](const Tensor& g, const Node& node) {
        const Tensor x = sx.get(node);
        const Tensor e = se.get(node);
        const Tensor zero = zeros({}, g.dtype());
        Grads grads(2);
        if (node.wants(0)) grads[0] = sum_to(where(e == 0, zero, g * e * pow(x, e - 1)), x.shape());
        if (node.wants(1)) grads[1] = sum_to(g * sy.get(node) * slope_of_exponent(x, e), e.shape());
        return grads;
      });
}

Tensor pow(const Tensor& x, Scalar exponent) {
  const double e = exponent.to<double>();
  const DType dtype = result_type(x, exponent);
  check(dtype != boolean, "pow: bool tensors have no powers");
  check(is_floating(dtype) || e >= 0,
        "pow: integers to negative integer powers are not allowed, got exponent ", e);
  const Tensor base = x.to(dtype);
  return record("PowBackward0", {base}, raw_pow(base, exponent),
                [sx = save(base), exponent, e](const Tensor& g, const Node& node) {
                  const Tensor x = sx.get(node);
                  if (e == 0) return Grads{zeros_like(x)};
                  return Grads{g * exponent * (e == 2 ? x : pow(x, e - 1))};
                });
}

Tensor pow(Scalar base, const Tensor& exponent) {
  const DType dtype = result_type(exponent, base);
  check(dtype != boolean, "pow: bool tensors have no powers");
  const Tensor b = full({}, base, dtype);
  const Tensor e = exponent.to(dtype);
  Tensor y = raw_pow(b, e);
  return record("PowBackward2", {e}, y,
                [b, se = save(e), sy = save_output(y)](const Tensor& g, const Node& node) {
                  return Grads{g * sy.get(node) * slope_of_exponent(b, se.get(node))};
                });
}

Tensor Tensor::pow(Scalar exponent) const { return weft::pow(*this, exponent); }

}  // namespace weft
