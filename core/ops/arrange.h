// Operations that choose, order and repeat elements; the shape-only ones are methods of Tensor
// (core/ops/view.cpp). Included by ops.h.
#pragma once
#include "core/tensor/tensor.h"

namespace weft {

/// y[i][j][k] = x[index[i][j][k]][j][k] for dim 0, and so on: index has as many dimensions as x.
Tensor gather(const Tensor& x, int64_t dim, const Tensor& index);
/// x with src[i][j][k] added at [index[i][j][k]][j][k] for dim 0; equal positions add up.
Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
/// The slices of these positions along dim: index is a vector.
Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index);
/// `value` where the mask (bool, broadcast to x) is true, x elsewhere.
Tensor masked_fill(const Tensor& x, const Tensor& mask, Scalar value);
/// The elements of x where the mask is true, as a vector.
Tensor masked_select(const Tensor& x, const Tensor& mask);
/// The positions of the elements other than 0, one a row: (count, dim) int64.
Tensor nonzero(const Tensor& x);
/// int64 labels (...) -> (..., num_classes) int64; -1 takes the largest label and one more.
Tensor one_hot(const Tensor& labels, int64_t num_classes = -1);
/// How often 0, 1, 2, ... occur in a vector of whole numbers, up to the largest and at least to
/// minlength - 1: int64, or the sums of these weights. No gradient.
Tensor bincount(const Tensor& x, const Tensor& weights = {}, int64_t minlength = 0);

/// In order along dim; equal elements keep their order, NaN counts as the largest. The gradient
/// flows to where the values came from.
ValuesIndices sort(const Tensor& x, int64_t dim = -1, bool descending = false);
Tensor argsort(const Tensor& x, int64_t dim = -1, bool descending = false);
/// The k largest (or smallest) along dim, in order.
ValuesIndices topk(const Tensor& x, int64_t k, int64_t dim = -1, bool largest = true);

/// Copies of x side by side: size i of the result is repeats[i] times x's.
Tensor repeat(const Tensor& x, const Shape& repeats);
/// In reverse order along dims.
Tensor flip(const Tensor& x, const Dims& dims);
/// Parts of `split_size` (the last may be smaller), or of these sizes, along dim: views.
std::vector<Tensor> split(const Tensor& x, int64_t split_size, int64_t dim = 0);
std::vector<Tensor> split(const Tensor& x, const std::vector<int64_t>& sizes, int64_t dim = 0);
/// At most `chunks` parts of equal size, but for the last.
std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim = 0);

/// The lower or upper triangle of matrices (..., N, M), zeros elsewhere; diagonal 0 is the main
/// one, higher ones lie above it.
Tensor tril(const Tensor& x, int64_t diagonal = 0);
Tensor triu(const Tensor& x, int64_t diagonal = 0);

}  // namespace weft
