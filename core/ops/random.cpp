// Random tensors from the default generator.
#include "core/ops/inplace.h"
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

Tensor bernoulli(const Tensor& p) {
  const Tensor x = p.detach().contiguous();
  Tensor y = empty(p.shape(), p.dtype());
  visit_floating("bernoulli", p.dtype(), [&]<class T> {
    bernoulli(default_generator(), y.data<T>(), x.data<T>(), y.numel());
  });
  return y;
}

namespace {

/// Draws in the order of the elements; a change on record goes through copy_, which cuts the graph.
template <class Fill>
Tensor& fill_random(const char* op, Tensor& x, Fill fill) {
  check_inplace(op, x, false);
  const bool direct = x.is_contiguous() && !needs_grad({x});
  Tensor y = direct ? x : empty(x.shape(), x.dtype());
  visit_floating(op, x.dtype(), [&]<class T> { fill(y.data<T>()); });
  if (direct)
    x.impl().storage->bump_version();
  else
    x.copy_(y);
  return x;
}

}  // namespace

Tensor& Tensor::normal_(double mean, double std) {
  check(std >= 0, "normal_: std must not be negative, got ", std);
  return fill_random("normal_", *this, [&](auto* values) {
    weft::normal(default_generator(), values, numel(), mean, std);
  });
}

Tensor& Tensor::uniform_(double from, double to) {
  check(from <= to, "uniform_: from must not exceed to, got ", from, " and ", to);
  return fill_random("uniform_", *this, [&](auto* values) {
    weft::uniform(default_generator(), values, numel(), from, to);
  });
}

}  // namespace weft
