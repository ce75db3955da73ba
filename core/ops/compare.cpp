// Comparisons and truth values (bool, no gradient), and where.
#include <limits>

#include "core/ops/iterate.h"
#include "core/ops/ops.h"
#include "core/ops/promotion.h"

namespace weft {
namespace {

enum class Relation { equal, unequal, less, less_equal, greater, greater_equal };

Tensor compare(const char* name, Relation relation, const Tensor& a, const Tensor& b, DType dtype) {
  const NoGrad guard;
  Tensor x = a.to(dtype).to(widened(dtype));
  Tensor z = b.to(dtype).to(widened(dtype));
  // a > b is b < a: one loop for both.
  if (relation == Relation::greater || relation == Relation::greater_equal) std::swap(x, z);
  const Tensor y = empty(broadcast_shapes(name, a.shape(), b.shape()), boolean);
  visit_widened(x.dtype(), [&]<class T> {
    switch (relation) {
      case Relation::equal:
        return zip<T, bool>(
            x, z, y, [](T p, T q) { return p == q; }, kPointwiseGrain);
      case Relation::unequal:
        return zip<T, bool>(
            x, z, y, [](T p, T q) { return p != q; }, kPointwiseGrain);
      case Relation::less:
      case Relation::greater:
        return zip<T, bool>(
            x, z, y, [](T p, T q) { return p < q; }, kPointwiseGrain);
      case Relation::less_equal:
      case Relation::greater_equal:
        return zip<T, bool>(
            x, z, y, [](T p, T q) { return p <= q; }, kPointwiseGrain);
    }
  });
  return y;
}

template <class F>
Tensor logical(const char* name, const Tensor& a, const Tensor& b, F f) {
  const Tensor y = empty(broadcast_shapes(name, a.shape(), b.shape()), boolean);
  zip<bool>(a.to(boolean), b.to(boolean), y, f, kPointwiseGrain);
  return y;
}

}  // namespace

#define WEFT_COMPARISON(name, relation)                                      \
  Tensor name(const Tensor& a, const Tensor& b) {                            \
    return compare(#name, Relation::relation, a, b, result_type(a, b));      \
  }                                                                          \
  Tensor name(const Tensor& a, Scalar b) {                                   \
    const DType dtype = result_type(a, b);                                   \
    return compare(#name, Relation::relation, a, full({}, b, dtype), dtype); \
  }
WEFT_COMPARISON(eq, equal)
WEFT_COMPARISON(ne, unequal)
WEFT_COMPARISON(lt, less)
WEFT_COMPARISON(le, less_equal)
WEFT_COMPARISON(gt, greater)
WEFT_COMPARISON(ge, greater_equal)

Tensor isnan(const Tensor& x) { return ne(x, x); }

Tensor isinf(const Tensor& x) {
  if (!is_floating(x.dtype())) return zeros(x.shape(), boolean);
  const NoGrad guard;
  return eq(abs(x), std::numeric_limits<double>::infinity());
}

Tensor isfinite(const Tensor& x) {
  if (!is_floating(x.dtype())) return ones(x.shape(), boolean);
  const NoGrad guard;
  return lt(abs(x), std::numeric_limits<double>::infinity());
}

Tensor logical_not(const Tensor& x) { return eq(x, 0); }
Tensor logical_and(const Tensor& a, const Tensor& b) {
  return logical("logical_and", a, b, [](bool x, bool y) { return x && y; });
}
Tensor logical_or(const Tensor& a, const Tensor& b) {
  return logical("logical_or", a, b, [](bool x, bool y) { return x || y; });
}
Tensor logical_xor(const Tensor& a, const Tensor& b) {
  return logical("logical_xor", a, b, [](bool x, bool y) { return x != y; });
}

Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b) {
  check(condition.dtype() == boolean, "where: the condition's dtype must be bool, got ",
        condition.dtype());
  const DType dtype = result_type(a, b);
  const Tensor x = a.to(dtype);
  const Tensor z = b.to(dtype);
  Tensor y = empty(
      broadcast_shapes("where", condition.shape(), broadcast_shapes("where", a.shape(), b.shape())),
      dtype);
  const Shape& shape = y.shape();
  const Rows<4> rows(shape, {broadcast_strides(condition, shape), broadcast_strides(x, shape),
                             broadcast_strides(z, shape), y.strides()});
  visit_size(dtype, [&]<class T> {
    rows.run(kPointwiseGrain, [&](const auto& at, int64_t begin, int64_t end) {
      const bool* pc = condition.data<bool>() + at[0];
      const T* px = x.data<T>() + at[1];
      const T* pz = z.data<T>() + at[2];
      T* py = y.data<T>() + at[3];
      for (int64_t i = begin; i < end; ++i)
        py[i] = pc[i * rows.step[0]] ? px[i * rows.step[1]] : pz[i * rows.step[2]];
    });
  });
  return record("WhereBackward0", {x, z}, std::move(y),
                [condition = save(condition), shape_a = x.shape(), shape_b = z.shape()](
                    const Tensor& g, const Node& node) {
                  const Tensor zero = zeros({}, g.dtype());
                  const Tensor chosen = condition.get(node);
                  Grads grads(2);
                  if (node.wants(0)) grads[0] = sum_to(where(chosen, g, zero), shape_a);
                  if (node.wants(1)) grads[1] = sum_to(where(chosen, zero, g), shape_b);
                  return grads;
                });
}

Tensor where(const Tensor& condition, const Tensor& a, Scalar b) {
  return where(condition, a, full({}, b, result_type(a, b)));
}
Tensor where(const Tensor& condition, Scalar a, const Tensor& b) {
  return where(condition, full({}, a, result_type(b, a)), b);
}

}  // namespace weft
