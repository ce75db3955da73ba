// Order along one dimension. Equal elements keep their order, NaN counts as the largest.
#include <algorithm>
#include <numeric>

#include "core/ops/axes.h"
#include "core/ops/iterate.h"

namespace weft {
namespace {

/// The positions of the first k elements of each row in order, dimension d last.
Tensor order_of(const Tensor& x, int d, int64_t k, bool descending) {
  const Tensor rows = rows_along(x, d).to(widened(x.dtype()));
  const int64_t n = rows.shape().back();
  Shape shape = rows.shape();
  shape[shape.size() - 1] = k;
  Tensor y = empty(shape, int64);
  visit_widened(rows.dtype(), [&]<class T> {
    const auto range = [&](int64_t begin, int64_t end) {
      std::vector<int64_t> order(static_cast<size_t>(n));
      for (int64_t r = begin; r < end; ++r) {
        const T* const row = rows.data<T>() + r * n;
        std::iota(order.begin(), order.end(), int64_t{0});
        const auto before = [row, descending](int64_t i, int64_t j) {
          const T a = row[i];
          const T b = row[j];
          const bool less = a < b || (a == a && b != b);
          const bool greater = a > b || (a != a && b == b);
          return (descending ? greater : less) || (!less && !greater && i < j);
        };
        const auto chosen = order.begin() + static_cast<std::ptrdiff_t>(k);
        if (chosen != order.end()) std::nth_element(order.begin(), chosen, order.end(), before);
        std::sort(order.begin(), chosen, before);
        std::copy_n(order.begin(), k, y.data<int64_t>() + r * k);
      }
    };
    parallel_for(n ? rows.numel() / n : 0,
                 std::max<int64_t>(kPointwiseGrain / 32 / std::max<int64_t>(n, 1), 1), range);
  });
  return y;
}

ValuesIndices ordered(const char* op, const char* node, const Tensor& x, int64_t dim,
                      std::optional<int64_t> count, bool descending) {
  const int d = wrap_dim(op, dim, x.dim());
  const int64_t n = x.dim() ? x.shape()[d] : 1;
  const int64_t k = count.value_or(n);
  const int64_t least = x.dim() ? 0 : 1;  // no 0-d tensor is empty
  check(k >= least && k <= n, op, ": k must be in [", least, ", ", n, "], got ", k);
  Tensor indices, values;
  {
    const NoGrad guard;
    indices = back_from(order_of(x, d, k, descending), x, d);
    values = gather(x, d, indices);
  }
  values = record(node, {x}, std::move(values),
                  [d, at = save(indices), shape = x.shape()](const Tensor& g, const Node& node) {
                    return Grads{scatter_add(zeros(shape, g.dtype()), d, at.get(node), g)};
                  });
  return {std::move(values), std::move(indices)};
}

}  // namespace

ValuesIndices sort(const Tensor& x, int64_t dim, bool descending) {
  return ordered("sort", "SortBackward0", x, dim, {}, descending);
}
Tensor argsort(const Tensor& x, int64_t dim, bool descending) {
  return ordered("argsort", "SortBackward0", x.detach(), dim, {}, descending).indices;
}
ValuesIndices topk(const Tensor& x, int64_t k, int64_t dim, bool largest) {
  return ordered("topk", "TopkBackward0", x, dim, k, largest);
}

ValuesIndices Tensor::sort(int64_t dim, bool descending) const {
  return weft::sort(*this, dim, descending);
}
Tensor Tensor::argsort(int64_t dim, bool descending) const {
  return weft::argsort(*this, dim, descending);
}
ValuesIndices Tensor::topk(int64_t k, int64_t dim, bool largest) const {
  return weft::topk(*this, k, dim, largest);
}

}  // namespace weft
