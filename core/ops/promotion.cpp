#include "core/ops/promotion.h"

namespace weft {
namespace {

/// `high` is decided; `low` changes it only by being of a higher category.
DType combine(DType high, DType low) {
  if (is_floating(high)) return high;
  if (high == boolean || is_floating(low)) return promote_types(high, low);
  return high;
}

}  // namespace

DType result_type(const Tensor& a, const Tensor& b) {
  if (a.dtype() == b.dtype()) return a.dtype();
  const bool a_counts = a.dim() > 0;
  const bool b_counts = b.dim() > 0;
  if (a_counts == b_counts) return promote_types(a.dtype(), b.dtype());
  return a_counts ? combine(a.dtype(), b.dtype()) : combine(b.dtype(), a.dtype());
}

DType result_type(const Tensor& a, Scalar b) {
  constexpr DType kinds[] = {boolean, int64, float32};
  return combine(a.dtype(), kinds[static_cast<int>(b.kind())]);
}

}  // namespace weft
