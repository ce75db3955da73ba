// Products of elements.
#include "core/ops/axes.h"
#include "core/ops/iterate.h"

namespace weft {
namespace {

Tensor forward(const Tensor& x, const Axes& axes) {
  const NoGrad guard;
  Tensor y = empty(axes.kept, x.dtype());
  const Tensor m = rows_of(x, axes);
  visit(x.dtype(), [&]<class T> {
    if constexpr (!std::is_same_v<T, bool>) {
      parallel_for(y.numel(),
                   std::max<int64_t>(kPointwiseGrain / std::max<int64_t>(axes.count, 1), 1),
                   [&](int64_t begin, int64_t end) {
                     for (int64_t r = begin; r < end; ++r) {
                       const T* const row = m.data<T>() + r * axes.count;
                       T product = 1;
                       for (int64_t i = 0; i < axes.count; ++i)
                         product = static_cast<T>(product * row[i]);
                       y.data<T>()[r] = product;
                     }
                   });
    }
  });
  return y;
}

/// Element i of each row (dimension 1): the product of those before it. Doubles the stretch that
/// each element covers until that is the whole row.
Tensor products_before(const Tensor& x) {
  const int64_t n = x.shape()[1];
  Tensor y = cat({ones({x.shape()[0], 1}, x.dtype()), x.slice(1, 0, n - 1)}, 1);
  for (int64_t step = 1; step < n; step *= 2)
    y = cat({y.slice(1, 0, step), y.slice(1, step, n) * y.slice(1, 0, n - step)}, 1);
  return y;
}

/// The product of all other elements, for each element of x.
Tensor others(const Tensor& x, const Tensor& product, const Axes& axes) {
  if (!(x == 0).any().item<bool>()) return product.reshape(axes.with_ones) / x;
  // A zero cannot be divided out. As a matrix of rows, and its elements in x's order again.
  Shape order, sizes, back;
  for (const bool reduced : {false, true}) {
    for (int d = 0; d < x.dim(); ++d) {
      if (axes.reduced[d] != reduced) continue;
      order.push_back(d);
      sizes.push_back(x.shape()[d]);
    }
  }
  back = order;
  for (int d = 0; d < x.dim(); ++d) back[static_cast<int>(order[d])] = d;
  const Tensor rows = x.permute(order).reshape({axes.kept.numel(), axes.count});
  const Tensor after = products_before(rows.flip(1)).flip(1);
  return (products_before(rows) * after).reshape(sizes).permute(back);
}

Tensor product(const char* node, const Tensor& input, const Dims& dims, bool keepdim) {
  const Axes axes = resolve_axes("prod", input, dims);
  const Tensor x = is_floating(input.dtype()) ? input : input.to(int64);
  Tensor y = forward(x, axes);
  if (keepdim) y = y.reshape(axes.with_ones);
  return record(node, {x}, y,
                [axes, x = save(x), y = save_output(y)](const Tensor& g, const Node& node) {
                  return Grads{g.reshape(axes.with_ones) * others(x.get(node), y.get(node), axes)};
                });
}

}  // namespace

Tensor prod(const Tensor& x) { return product("ProdBackward0", x, {}, false); }
Tensor prod(const Tensor& x, int64_t dim, bool keepdim) {
  return product("ProdBackward1", x, Dims(dim), keepdim);
}
Tensor Tensor::prod() const { return weft::prod(*this); }
Tensor Tensor::prod(int64_t dim, bool keepdim) const { return weft::prod(*this, dim, keepdim); }

}  // namespace weft
