// dropout (Srivastava et al., 2014). The mask is PyTorch's: bernoulli(1 - p), one draw an element
// in their order.
#include "core/ops/ops.h"
#include "core/random/distributions.h"

namespace weft {

Tensor dropout(const Tensor& x, double p, bool training) {
  check(p >= 0 && p <= 1, "dropout: p must be in [0, 1], got ", p);
  check(is_floating(x.dtype()), "dropout: dtype must be float32 or float64, got ", x.dtype());
  if (!training || p == 0 || x.numel() == 0) return x;
  if (p == 1) return x * zeros({}, x.dtype());
  const Tensor mask = empty(x.shape(), x.dtype());
  visit_floating("dropout", x.dtype(), [&]<class T> {
    T* const values = mask.data<T>();
    bernoulli(default_generator(), values, mask.numel(), 1 - p);
    const T scale = T(1) / static_cast<T>(1 - p);
    for (int64_t i = 0; i < mask.numel(); ++i) values[i] *= scale;
  });
  return x * mask;
}

}  // namespace weft
