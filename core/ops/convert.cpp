// Copies and conversions: to, clone, contiguous, and values out of a tensor.
#include <cstring>

#include "core/ops/iterate.h"
#include "core/ops/ops.h"
#include "core/ops/pointwise.h"

namespace weft {

void convert_into(const Tensor& x, const Tensor& y) {
  if (x.dtype() == y.dtype() && flat_step(x, y) == 1 && y.is_contiguous()) {
    const int64_t size = item_size(x.dtype());
    const auto* const from = static_cast<const std::byte*>(x.raw());
    auto* const to = static_cast<std::byte*>(y.raw());
    parallel_for(x.numel(), kPointwiseGrain, [&](int64_t begin, int64_t end) {
      std::memcpy(to + begin * size, from + begin * size,
                  static_cast<size_t>((end - begin) * size));
    });
    return;
  }
  const Rows<2> rows(y.shape(), {broadcast_strides(x, y.shape()), y.strides()});
  visit(x.dtype(), [&]<class From> {
    visit(y.dtype(), [&]<class To> {
      const From* const from = x.data<From>();
      To* const to = y.data<To>();
      const auto [x_step, y_step] = rows.step;
      rows.run(kPointwiseGrain, [&](const auto& at, int64_t begin, int64_t end) {
        const From* const px = from + at[0];
        To* const py = to + at[1];
        if (std::is_same_v<From, To> && x_step == 1 && y_step == 1) {
          std::memcpy(py + begin, px + begin, static_cast<size_t>(end - begin) * sizeof(To));
          return;
        }
        for (int64_t i = begin; i < end; ++i) py[i * y_step] = convert<To>(px[i * x_step]);
      });
    });
  });
}

Tensor Tensor::to(DType dtype) const {
  if (dtype == this->dtype()) return *this;
  Tensor y = empty(shape(), dtype);
  convert_into(*this, y);
  if (!is_floating(dtype)) return y;
  return record("ToCopyBackward0", {*this}, std::move(y),
                [from = this->dtype()](const Tensor& g, const Node&) { return Grads{g.to(from)}; });
}

Tensor Tensor::clone() const {
  Tensor y = empty(shape(), dtype());
  convert_into(*this, y);
  return record("CloneBackward0", {*this}, std::move(y),
                [](const Tensor& g, const Node&) { return Grads{g}; });
}

Tensor Tensor::contiguous() const { return is_contiguous() ? *this : clone(); }

template <class T>
std::vector<T> Tensor::to_vector() const {
  const NoGrad guard;
  const Tensor x = to(dtype_of<T>).contiguous();
  return {x.data<T>(), x.data<T>() + x.numel()};
}

template <class T>
T Tensor::item() const {
  check(numel() == 1,
        "item: only a tensor with one element can be converted to a number, got shape ", shape());
  return visit(dtype(), [&]<class U> { return convert<T>(*data<U>()); });
}

template std::vector<float> Tensor::to_vector() const;
template std::vector<double> Tensor::to_vector() const;
template std::vector<int64_t> Tensor::to_vector() const;
template std::vector<int32_t> Tensor::to_vector() const;
template std::vector<uint8_t> Tensor::to_vector() const;
template float Tensor::item() const;
template double Tensor::item() const;
template int64_t Tensor::item() const;
template int32_t Tensor::item() const;
template uint8_t Tensor::item() const;
template bool Tensor::item() const;

}  // namespace weft
