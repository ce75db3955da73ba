// clamp, by the parametric row for floating types and by maximum and minimum for whole numbers.
#include <limits>

#include "core/ops/inplace.h"
#include "core/ops/pointwise.h"
#include "core/ops/promotion.h"

namespace weft {
namespace {

using Bound = std::optional<Scalar>;

DType clamp_type(const char* op, const Tensor& x, const Bound& min, const Bound& max) {
  check(min || max, op, ": at least one of min and max must be given");
  DType dtype = x.dtype();
  for (const Bound& bound : {min, max})
    if (bound && !is_floating(dtype)) dtype = result_type(zeros({1}, dtype), *bound);
  return dtype;
}

double number(const Bound& bound, double missing) { return bound ? bound->to<double>() : missing; }

}  // namespace

Tensor clamp(const Tensor& x, Bound min, Bound max) {
  Tensor y = x.to(clamp_type("clamp", x, min, max));
  constexpr double kInf = std::numeric_limits<double>::infinity();
  if (is_floating(y.dtype())) return parametric::clamp(y, number(min, -kInf), number(max, kInf));
  if (min) y = maximum(y, *min);
  return max ? minimum(y, *max) : y;
}

Tensor Tensor::clamp(Bound min, Bound max) const { return weft::clamp(*this, min, max); }

Tensor& Tensor::clamp_(Bound min, Bound max) {
  check_cast("clamp_", *this, clamp_type("clamp_", *this, min, max));
  check_inplace("clamp_", *this, false);
  const bool wanted = needs_grad({*this});
  const Tensor before = detach();
  Tensor inside = full({}, true);
  if (wanted && min) inside = before >= *min;
  if (wanted && max) inside = logical_and(inside, before <= *max);
  convert_into(weft::clamp(before, min, max), *this);
  impl().storage->bump_version();
  if (wanted)
    record("ClampBackward1", {*this}, *this, [inside](const Tensor& g, const Node&) {
      return Grads{where(inside, g, zeros({}, g.dtype()))};
    });
  return *this;
}

}  // namespace weft
