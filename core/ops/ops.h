// The operations, all differentiable unless said otherwise. Each stands in a file of its own name
// or, for pointwise ones, in a row of simd/pointwise.def. Shapes broadcast by NumPy's rule and
// dtypes mix by PyTorch's. The same functions are methods of Tensor where PyTorch has them.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "core/autograd/node.h"
#include "core/random/generator.h"
#include "core/tensor/tensor.h"

namespace weft {

// Creation. The default dtype is float32.
Tensor zeros(const Shape& shape, DType dtype = float32);
Tensor ones(const Shape& shape, DType dtype = float32);
/// Without dtype: that of the value, as a 0-d tensor of it would have.
Tensor full(const Shape& shape, Scalar value, std::optional<DType> dtype = {});
Tensor full_like(const Tensor& x, Scalar value);
Tensor zeros_like(const Tensor& x);
Tensor ones_like(const Tensor& x);
/// start, start + step, ... below end. Without dtype: int64, or float32 if an argument is floating.
Tensor arange(Scalar start, Scalar end, Scalar step = 1, std::optional<DType> dtype = {});
Tensor arange(Scalar end, std::optional<DType> dtype = {});
/// `steps` numbers from start to end, both included.
Tensor linspace(double start, double end, int64_t steps, DType dtype = float32);
/// Ones on the diagonal of n rows and m columns (n unless given).
Tensor eye(int64_t n, std::optional<int64_t> m = {}, DType dtype = float32);
/// From nested braces; int64, float32 or bool by the numbers unless dtype says otherwise.
Tensor tensor(const Nested& values, std::optional<DType> dtype = {});
/// A copy of the values.
template <class T>
Tensor tensor(std::span<const T> values, const Shape& shape);
template <class T>
Tensor tensor(const std::vector<T>& values) {
  return tensor(std::span<const T>(values), {static_cast<int64_t>(values.size())});
}
/// Shares memory that must outlive the tensor, or that `release` gives back.
template <class T>
Tensor from_blob(T* data, const Shape& shape, std::function<void()> release = {}) {
  const int64_t bytes = checked_numel("from_blob", shape) * static_cast<int64_t>(sizeof(T));
  return Tensor(make_ref<TensorImpl>(Storage::wrap(data, bytes, release), shape, dtype_of<T>));
}

// Random tensors from the default generator (see manual_seed), with PyTorch's values.
Tensor rand(const Shape& shape, DType dtype = float32);
Tensor randn(const Shape& shape, DType dtype = float32);
Tensor normal(double mean, double std, const Shape& shape, DType dtype = float32);
Tensor randint(int64_t low, int64_t high, const Shape& shape);
Tensor randperm(int64_t n);
Tensor bernoulli(double p, const Shape& shape, DType dtype = float32);
/// 1 with the probability that stands there, else 0; in p's shape and dtype.
Tensor bernoulli(const Tensor& p);
/// num_samples numbers of categories by their probabilities, which need not sum to 1: p (C) or
/// (N, C) gives (num_samples) or (N, num_samples) int64. Without replacement all of them differ.
Tensor multinomial(const Tensor& p, int64_t num_samples, bool replacement = false);

// The pointwise table.
#define WEFT_UNARY(name, ...) Tensor name(const Tensor& x);
#define WEFT_BINARY(name, ...)                   \
  Tensor name(const Tensor& a, const Tensor& b); \
  Tensor name(const Tensor& a, Scalar b);        \
  Tensor name(Scalar a, const Tensor& b);
#include "simd/pointwise.def"
/// x^exponent; whole exponents of whole numbers must not be negative.
Tensor pow(const Tensor& x, Scalar exponent);
Tensor pow(const Tensor& x, const Tensor& exponent);

Tensor pow(Scalar base, const Tensor& exponent);
/// a - b floor(a / b): the sign is that of b, as Python's %.
Tensor remainder(const Tensor& a, const Tensor& b);
Tensor remainder(const Tensor& a, Scalar b);
Tensor remainder(Scalar a, const Tensor& b);
/// x limited to [min, max]; one of the bounds may be missing.
Tensor clamp(const Tensor& x, std::optional<Scalar> min, std::optional<Scalar> max = {});

#define WEFT_OPERATOR(symbol, function)                                                      \
  inline Tensor operator symbol(const Tensor& a, const Tensor& b) { return function(a, b); } \
  inline Tensor operator symbol(const Tensor& a, Scalar b) { return function(a, b); }        \
  inline Tensor operator symbol(Scalar a, const Tensor& b) { return function(a, b); }
WEFT_OPERATOR(+, add)
WEFT_OPERATOR(-, sub)
WEFT_OPERATOR(*, mul)
WEFT_OPERATOR(/, div)

// Comparisons give bool and have no gradient.
#define WEFT_COMPARISON(name, symbol)                                                    \
  Tensor name(const Tensor& a, const Tensor& b);                                         \
  Tensor name(const Tensor& a, Scalar b);                                                \
  inline Tensor operator symbol(const Tensor& a, const Tensor& b) { return name(a, b); } \
  inline Tensor operator symbol(const Tensor& a, Scalar b) { return name(a, b); }
WEFT_COMPARISON(eq, ==)
WEFT_COMPARISON(ne, !=)
WEFT_COMPARISON(lt, <)
WEFT_COMPARISON(le, <=)
WEFT_COMPARISON(gt, >)
WEFT_COMPARISON(ge, >=)
#undef WEFT_OPERATOR
#undef WEFT_COMPARISON
inline Tensor operator-(const Tensor& x) { return neg(x); }

// Truth values, element by element; numbers count as true unless they are 0. No gradients.
Tensor isnan(const Tensor& x);
Tensor isinf(const Tensor& x);
Tensor isfinite(const Tensor& x);
Tensor logical_not(const Tensor& x);
Tensor logical_and(const Tensor& a, const Tensor& b);
Tensor logical_or(const Tensor& a, const Tensor& b);
Tensor logical_xor(const Tensor& a, const Tensor& b);

/// a where condition, b elsewhere; all three broadcast.
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b);
Tensor where(const Tensor& condition, const Tensor& a, Scalar b);
Tensor where(const Tensor& condition, Scalar a, const Tensor& b);

/// Joins along one dimension that may differ in size.
Tensor cat(const std::vector<Tensor>& tensors, int64_t dim = 0);
Tensor stack(const std::vector<Tensor>& tensors, int64_t dim = 0);

/// Sums x over the dimensions that were broadcast to reach its shape from `shape`.
Tensor sum_to(Tensor x, const Shape& shape);

/// Matrix product with PyTorch's rules for vectors and batches.
Tensor matmul(const Tensor& a, const Tensor& b);
Tensor mm(const Tensor& a, const Tensor& b);
Tensor mv(const Tensor& a, const Tensor& x);
/// (B, N, K) x (B, K, M) -> (B, N, M)
Tensor bmm(const Tensor& a, const Tensor& b);
Tensor dot(const Tensor& a, const Tensor& b);
/// (N), (M) -> (N, M)
Tensor outer(const Tensor& a, const Tensor& b);

enum class Activation { none, relu };
/// activation(x W^T + bias): x (..., in), weight (out, in), bias (out) or none -> (..., out).
Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias = {},
              Activation activation = Activation::none);

Tensor softmax(const Tensor& x, int64_t dim);
Tensor log_softmax(const Tensor& x, int64_t dim);
/// log(sum(exp(x))) along dim, without overflow.
Tensor logsumexp(const Tensor& x, int64_t dim, bool keepdim = false);

}  // namespace weft

#include "core/ops/arrange.h"
#include "core/ops/functional.h"
#include "core/ops/losses.h"
#include "core/ops/reduce.h"
