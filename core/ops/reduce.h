// Reductions as functions; each is a method of Tensor, too. No dims means all of them. Included by
// ops.h.
#pragma once
#include "core/tensor/tensor.h"

namespace weft {

Tensor sum(const Tensor& x, const Dims& dims = {}, bool keepdim = false);
Tensor mean(const Tensor& x, const Dims& dims = {}, bool keepdim = false);
Tensor prod(const Tensor& x);
Tensor prod(const Tensor& x, int64_t dim, bool keepdim = false);
/// The mean squared distance from the mean; `unbiased` divides by n - 1 (Bessel's correction).
Tensor var(const Tensor& x, const Dims& dims = {}, bool unbiased = true, bool keepdim = false);
Tensor std(const Tensor& x, const Dims& dims = {}, bool unbiased = true, bool keepdim = false);

/// The largest element, NaN if there is one; equal ones share the gradient.
Tensor max(const Tensor& x);
Tensor min(const Tensor& x);
/// Along one dimension, with the first position; the gradient goes there.
ValuesIndices max(const Tensor& x, int64_t dim, bool keepdim = false);
ValuesIndices min(const Tensor& x, int64_t dim, bool keepdim = false);
/// The position of the first largest element, along dim or of all elements in order. No gradient.
Tensor argmax(const Tensor& x, std::optional<int64_t> dim = {}, bool keepdim = false);
Tensor argmin(const Tensor& x, std::optional<int64_t> dim = {}, bool keepdim = false);

/// Whether one element, or each, is other than 0.
Tensor any(const Tensor& x, const Dims& dims = {}, bool keepdim = false);
Tensor all(const Tensor& x, const Dims& dims = {}, bool keepdim = false);

Tensor cumsum(const Tensor& x, int64_t dim);
/// (sum |x|^p)^(1/p); p may be infinite, and 0 counts the elements other than 0.
Tensor norm(const Tensor& x, double p = 2, const Dims& dims = {}, bool keepdim = false);
/// The sum of a matrix's diagonal.
Tensor trace(const Tensor& x);

/// Same shape, and all elements equal.
bool equal(const Tensor& a, const Tensor& b);
/// Whether |a - b| <= atol + rtol |b| for all elements; a and b broadcast.
bool allclose(const Tensor& a, const Tensor& b, double rtol = 1e-5, double atol = 1e-8,
              bool equal_nan = false);

}  // namespace weft
