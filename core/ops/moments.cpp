// Variance and standard deviation in two passes: the mean first, then the squared distances from
// it, which loses nothing where the mean is large.
#include "core/ops/axes.h"

namespace weft {
namespace {

struct Moment {
  Axes axes;
  Dims dims;
  double divisor;

  Moment(const char* op, const Tensor& x, const Dims& dims, bool unbiased)
      : axes(resolve_axes(op, x, dims)), dims(dims) {
    check(is_floating(x.dtype()), op, ": dtype must be float32 or float64, got ", x.dtype());
    // One element has no unbiased variance: 0 / 0 says so.
    divisor = static_cast<double>(std::max<int64_t>(axes.count - (unbiased ? 1 : 0), 0));
  }

  [[nodiscard]] Tensor distances(const Tensor& x) const { return x - x.mean(dims, true); }
  [[nodiscard]] Tensor variance(const Tensor& x, bool keepdim) const {
    return distances(x).square().sum(dims, keepdim) / divisor;
  }
};

}  // namespace

Tensor var(const Tensor& x, const Dims& dims, bool unbiased, bool keepdim) {
  const Moment moment("var", x, dims, unbiased);
  Tensor y;
  {
    const NoGrad guard;
    y = moment.variance(x, keepdim);
  }
  return record("VarBackward0", {x}, std::move(y),
                [moment, x = save(x)](const Tensor& g, const Node& node) {
                  const Tensor scale = g.reshape(moment.axes.with_ones) * (2 / moment.divisor);
                  return Grads{scale * moment.distances(x.get(node))};
                });
}

Tensor std(const Tensor& x, const Dims& dims, bool unbiased, bool keepdim) {
  const Moment moment("std", x, dims, unbiased);
  Tensor y;
  {
    const NoGrad guard;
    y = moment.variance(x, keepdim).sqrt();
  }
  return record(
      "StdBackward0", {x}, y,
      [moment, x = save(x), y = save_output(y)](const Tensor& g, const Node& node) {
        const Tensor value = y.get(node);
        // Where all elements are equal, PyTorch chooses the subgradient 0.
        const Tensor equal = value == 0;
        const Tensor size = masked_fill(value, equal, 1) * moment.divisor;
        const Tensor scale = masked_fill(g / size, equal, 0);
        return Grads{scale.reshape(moment.axes.with_ones) * moment.distances(x.get(node))};
      });
}

Tensor Tensor::var(const Dims& dims, bool unbiased, bool keepdim) const {
  return weft::var(*this, dims, unbiased, keepdim);
}
Tensor Tensor::std(const Dims& dims, bool unbiased, bool keepdim) const {
  return weft::std(*this, dims, unbiased, keepdim);
}

}  // namespace weft
