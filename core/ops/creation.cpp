#include <cmath>
#include <cstring>

#include "core/base/parallel.h"
#include "core/ops/inplace.h"
#include "core/ops/iterate.h"
#include "core/ops/ops.h"

namespace weft {

Tensor full(const Shape& shape, Scalar value, std::optional<DType> dtype) {
  Tensor y = empty(shape, dtype ? *dtype : Tensor(value).dtype());
  fill_values(y, value);
  return y;
}

void fill_values(const Tensor& x, Scalar value) {
  visit(x.dtype(), [&]<class T> {
    T* const data = x.data<T>();
    const T v = value.to<T>();
    parallel_for(x.numel(), kPointwiseGrain,
                 [&](int64_t begin, int64_t end) { std::fill(data + begin, data + end, v); });
  });
}

Tensor zeros(const Shape& shape, DType dtype) { return full(shape, 0, dtype); }
Tensor ones(const Shape& shape, DType dtype) { return full(shape, 1, dtype); }
Tensor zeros_like(const Tensor& x) { return zeros(x.shape(), x.dtype()); }
Tensor ones_like(const Tensor& x) { return ones(x.shape(), x.dtype()); }

Tensor full_like(const Tensor& x, Scalar value) { return full(x.shape(), value, x.dtype()); }

Tensor arange(Scalar start, Scalar end, Scalar step, std::optional<DType> dtype) {
  const double a = start.to<double>();
  const double d = step.to<double>();
  const double b = end.to<double>();
  check(d != 0 && std::isfinite(d), "arange: step must be a number other than 0, got ", d);
  check(std::isfinite(a) && std::isfinite(b), "arange: bounds must be finite, got ", a, " and ", b);
  check((b - a) / d >= 0, "arange: end must lie in the direction of step, got start = ", a,
        ", end = ", b, ", step = ", d);
  const auto floating = [](Scalar s) { return s.kind() == Scalar::Kind::floating; };
  const bool any_floating = floating(start) || floating(end) || floating(step);
  const double count = std::ceil((b - a) / d);
  check(count < 0x1p53, "arange: too many elements, got start = ", a, ", end = ", b,
        ", step = ", d);
  const auto n = static_cast<int64_t>(count);
  Tensor y = empty({n}, dtype.value_or(any_floating ? float32 : int64));
  visit(y.dtype(), [&]<class T> {
    // float32 is computed in float32, as PyTorch's CPU kernel does.
    using Compute = std::conditional_t<std::is_floating_point_v<T>, T, int64_t>;
    for (int64_t i = 0; i < n; ++i)
      y.data<T>()[i] =
          static_cast<T>(start.to<Compute>() + static_cast<Compute>(i) * step.to<Compute>());
  });
  return y;
}

Tensor arange(Scalar end, std::optional<DType> dtype) {
  // The end's kind decides, not that of the implied zero.
  return arange(Scalar(int64_t{0}), end, Scalar(int64_t{1}), dtype);
}

Tensor linspace(double start, double end, int64_t steps, DType dtype) {
  check(steps >= 0, "linspace: steps must not be negative, got ", steps);
  Tensor y = empty({steps}, dtype);
  visit(dtype, [&]<class T> {
    using Compute = std::conditional_t<std::is_floating_point_v<T>, T, float>;
    const auto a = static_cast<Compute>(start);
    const auto b = static_cast<Compute>(end);
    const Compute step = (b - a) / static_cast<Compute>(std::max<int64_t>(steps - 1, 1));
    // From both ends, so that both are met exactly, as PyTorch does.
    for (int64_t i = 0; i < steps; ++i)
      y.data<T>()[i] =
          static_cast<T>(i < (steps + 1) / 2 ? a + step * static_cast<Compute>(i)
                                             : b - step * static_cast<Compute>(steps - 1 - i));
  });
  return y;
}

namespace {

Shape nested_shape(const Nested& values) {
  Shape shape;
  for (const Nested* level = &values; level->is_list; level = &level->items[0]) {
    shape.push_back(static_cast<int64_t>(level->items.size()));
    if (level->items.empty()) break;
  }
  return shape;
}

void flatten(const Nested& values, const Shape& shape, int depth, std::vector<const Nested*>& out) {
  if (!values.is_list) {
    check(depth == shape.size(), "tensor: rows must have the same depth");
    out.push_back(&values);
    return;
  }
  check(depth < shape.size() && static_cast<int64_t>(values.items.size()) == shape[depth],
        "tensor: rows must have the same length, expected ",
        depth < shape.size() ? shape[depth] : 0, " at dimension ", depth, ", got ",
        values.items.size());
  for (const Nested& item : values.items) flatten(item, shape, depth + 1, out);
}

}  // namespace

Tensor tensor(const Nested& values, std::optional<DType> dtype) {
  const Shape shape = nested_shape(values);
  std::vector<const Nested*> leaves;
  flatten(values, shape, 0, leaves);
  bool any_floating = leaves.empty();
  bool all_bool = !leaves.empty();
  for (const Nested* leaf : leaves) {
    any_floating |= leaf->floating;
    all_bool &= leaf->is_bool;
  }
  Tensor y = empty(shape, dtype.value_or(any_floating ? float32 : all_bool ? boolean : int64));
  visit(y.dtype(), [&]<class T> {
    T* to = y.data<T>();
    for (const Nested* leaf : leaves)
      *to++ = leaf->floating ? convert<T>(leaf->value) : convert<T>(leaf->integer);
  });
  return y;
}

template <class T>
Tensor tensor(std::span<const T> values, const Shape& shape) {
  check(static_cast<int64_t>(values.size()) == shape.numel(), "tensor: shape ", shape, " needs ",
        shape.numel(), " values, got ", values.size());
  Tensor y = empty(shape, dtype_of<T>);
  if (!values.empty()) std::memcpy(y.data<T>(), values.data(), values.size_bytes());
  return y;
}
template Tensor tensor(std::span<const float>, const Shape&);
template Tensor tensor(std::span<const double>, const Shape&);
template Tensor tensor(std::span<const int64_t>, const Shape&);
template Tensor tensor(std::span<const int32_t>, const Shape&);
template Tensor tensor(std::span<const uint8_t>, const Shape&);
template Tensor tensor(std::span<const bool>, const Shape&);

}  // namespace weft
