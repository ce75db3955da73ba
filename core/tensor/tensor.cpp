#include "core/tensor/tensor.h"

namespace weft {

Tensor empty(const Shape& shape, DType dtype) {
  const int64_t count = checked_numel("empty", shape);
  Ref<Storage> storage = Storage::allocate(count * item_size(dtype), sizeof(TensorImpl));
  auto* const impl = new (storage->head()) TensorImpl(std::move(storage), shape, dtype);
  impl->in_storage = true;
  return Tensor(Ref<TensorImpl>::adopt(impl));
}

void TensorImpl::dispose() noexcept {
  if (!in_storage) {
    delete this;
    return;
  }
  const Ref<Storage> block = std::move(storage);  // ends after what lies in it
  this->~TensorImpl();
}

Tensor view_of(const Tensor& base, const Shape& shape, const Strides& strides, int64_t offset) {
  return Tensor(make_ref<TensorImpl>(base.impl().storage, offset, shape, strides, base.dtype()));
}

Tensor::Tensor(Scalar value) {
  using Kind = Scalar::Kind;
  const DType dtype = value.kind() == Kind::floating  ? float32
                      : value.kind() == Kind::integer ? weft::int64
                                                      : boolean;
  *this = empty({}, dtype);
  visit(dtype, [&]<class T> { *data<T>() = value.to<T>(); });
}

int64_t Tensor::shape(int64_t dim) const { return shape()[wrap_dim("shape", dim, this->dim())]; }

int64_t Tensor::len() const {
  check(dim() > 0, "len: a 0-d tensor has no length");
  return shape()[0];
}

bool Tensor::is_contiguous() const {
  const TensorImpl& i = impl();
  int64_t step = 1;
  for (int d = i.shape.size() - 1; d >= 0; --d) {
    if (i.shape[d] != 1 && i.strides[d] != step) return i.shape.numel() == 0;
    step *= i.shape[d];
  }
  return true;
}

void Tensor::require_readable(DType wanted) const {
  check(dtype() == wanted, "span: dtype must be ", wanted, ", got ", dtype());
  check(is_contiguous(), "span: the tensor must be contiguous, got strides ", strides(),
        " for shape ", shape(), "; call contiguous() first");
}

}  // namespace weft
