// Random tensors from the default generator.
#include "core/ops/ops.h"
#include "core/random/distributions.h"

namespace weft {

Tensor rand(const Shape& shape, DType dtype) { return empty(shape, dtype).uniform_(); }
Tensor randn(const Shape& shape, DType dtype) { return empty(shape, dtype).normal_(); }
Tensor normal(double mean, double std, const Shape& shape, DType dtype) {
  return empty(shape, dtype).normal_(mean, std);
}

Tensor randint(int64_t low, int64_t high, const Shape& shape) {
  Tensor y = empty(shape, int64);
  randint(default_generator(), y.data<int64_t>(), y.numel(), low, high);
  return y;
}

Tensor randperm(int64_t n) {
  check(n >= 0, "randperm: n must not be negative, got ", n);
  Tensor y = empty({n}, int64);
  randperm(default_generator(), y.data<int64_t>(), n);
  return y;
}

Tensor bernoulli(double p, const Shape& shape, DType dtype) {
  Tensor y = empty(shape, dtype);
  visit(dtype, [&]<class T> { bernoulli(default_generator(), y.data<T>(), y.numel(), p); });
  return y;
}

Tensor& Tensor::normal_(double mean, double std) {
  const NoGrad guard;
  check(std >= 0, "normal_: std must not be negative, got ", std);
  Tensor y = is_contiguous() ? *this : empty(shape(), dtype());
  visit_floating("normal_", dtype(), [&]<class T> {
    weft::normal(default_generator(), y.data<T>(), numel(), mean, std);
  });
  if (is_contiguous())
    impl().storage->bump_version();
  else
    copy_(y);
  return *this;
}

Tensor& Tensor::uniform_(double from, double to) {
  const NoGrad guard;
  check(from <= to, "uniform_: from must not exceed to, got ", from, " and ", to);
  Tensor y = is_contiguous() ? *this : empty(shape(), dtype());
  visit_floating("uniform_", dtype(), [&]<class T> {
    weft::uniform(default_generator(), y.data<T>(), numel(), from, to);
  });
  if (is_contiguous())
    impl().storage->bump_version();
  else
    copy_(y);
  return *this;
}

}  // namespace weft
