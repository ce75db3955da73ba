// The tensor: a cheap handle on a shared block of memory, with shape, strides, offset and dtype.
// Views share storage, as PyTorch's do. Operations are declared in core/ops/ops.h; the methods here
// are the same functions with the tensor in front. Gradients are core/autograd's business.
#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "core/base/dtype.h"
#include "core/base/shape.h"
#include "core/base/storage.h"
#include "core/tensor/scalar.h"

namespace weft {

class Index;
class Indexed;
class Tensor;

/// What a handle points to. Only tensors, autograd and the operations look inside.
struct TensorImpl final : RefCounted {
  Ref<Storage> storage;
  int64_t offset = 0;
  Shape shape;
  Strides strides;
  DType dtype = float32;
  bool is_view = false;  ///< made by an operation that shares storage (detach() is not one)
  uint32_t view_version = 0;  ///< of the storage, when a view was made

  // Autograd's part: a leaf has requires_grad and grad, a result has the node that made it.
  bool requires_grad = false;
  int output_index = 0;
  Ref<RefCounted> grad_fn;
  Ref<TensorImpl> grad;
};

/// Nested braces of numbers, as in `tensor({{1, 2}, {3, 4}})`; all floating or all integral.
struct Nested {
  Nested(double v) : value(v), floating(true) {}
  Nested(float v) : Nested(static_cast<double>(v)) {}
  Nested(int v) : integer(v) {}
  Nested(int64_t v) : integer(v) {}
  Nested(bool v) : integer(v), is_bool(true) {}
  Nested(std::initializer_list<Nested> list) : items(list), is_list(true) {}
  std::vector<Nested> items;
  double value = 0;
  int64_t integer = 0;
  bool is_list = false, floating = false, is_bool = false;
};

class Tensor {
 public:
  /// No tensor: `defined()` is false. Anything else on it is an error.
  Tensor() = default;
  explicit Tensor(Ref<TensorImpl> impl) : impl_(std::move(impl)) {}
  /// A 0-d tensor, so that numbers mix with tensors: float32, int64 or bool by the number's kind.
  explicit Tensor(Scalar value);
  Tensor(const Tensor&) = default;
  Tensor(Tensor&&) = default;
  Tensor& operator=(const Tensor&) & = default;
  Tensor& operator=(Tensor&&) & = default;
  ~Tensor() = default;

  [[nodiscard]] bool defined() const { return static_cast<bool>(impl_); }
  [[nodiscard]] const Shape& shape() const { return impl().shape; }
  [[nodiscard]] int64_t shape(int64_t dim) const;
  [[nodiscard]] const Strides& strides() const { return impl().strides; }
  [[nodiscard]] int dim() const { return impl().shape.size(); }
  [[nodiscard]] int64_t numel() const { return impl().shape.numel(); }
  /// The size of the first dimension; an error for a 0-d tensor.
  [[nodiscard]] int64_t len() const;
  [[nodiscard]] DType dtype() const { return impl().dtype; }
  [[nodiscard]] bool is_contiguous() const;
  /// The address of the first element: equal for tensors that share it.
  [[nodiscard]] const void* data_ptr() const { return raw(); }
  [[nodiscard]] bool shares_storage(const Tensor& other) const {
    return impl().storage == other.impl().storage;
  }

  /// The elements of a contiguous tensor of that type; anything else is an error.
  template <class T>
  [[nodiscard]] std::span<const T> span() const {
    require_readable(dtype_of<T>);
    return {static_cast<const T*>(raw()), static_cast<size_t>(numel())};
  }
  /// A copy of the elements, in order, converted to T.
  template <class T>
  [[nodiscard]] std::vector<T> to_vector() const;
  /// The value of a tensor with one element.
  template <class T = double>
  [[nodiscard]] T item() const;
  explicit operator double() const { return item<double>(); }
  explicit operator float() const { return item<float>(); }
  explicit operator int() const { return item<int>(); }

  /// As PyTorch prints it, without the `torch.` prefixes.
  [[nodiscard]] std::string to_string() const;

  // Autograd (defined in core/autograd).
  [[nodiscard]] bool requires_grad() const;
  Tensor& requires_grad_(bool value = true);
  [[nodiscard]] bool is_leaf() const { return !impl().grad_fn; }
  /// The accumulated gradient; not defined() before the first backward pass.
  [[nodiscard]] Tensor grad() const { return Tensor(impl().grad); }
  void set_grad(const Tensor& grad) const;
  /// d(this)/d(leaves), added to their grad(). `gradient` has this tensor's shape and may be left
  /// out for a single element. The graph is freed unless retain_graph.
  void backward(const Tensor& gradient = {}, bool retain_graph = false,
                bool create_graph = false) const;
  [[nodiscard]] Tensor detach() const;

  // Methods of the pointwise table: x.exp(), x.add(y), ...
#define WEFT_UNARY(name, ...) [[nodiscard]] Tensor name() const;
#define WEFT_BINARY(name, ...)                          \
  [[nodiscard]] Tensor name(const Tensor& other) const; \
  [[nodiscard]] Tensor name(Scalar other) const;
#include "simd/pointwise.def"
#undef WEFT_UNARY
#undef WEFT_BINARY
  [[nodiscard]] Tensor pow(Scalar exponent) const;
  [[nodiscard]] Tensor to(DType dtype) const;
  [[nodiscard]] Tensor clone() const;
  [[nodiscard]] Tensor contiguous() const;

  // Shape.
  [[nodiscard]] Tensor reshape(const Shape& shape) const;
  [[nodiscard]] Tensor transpose(int64_t dim0, int64_t dim1) const;
  /// All dimensions in reverse order.
  [[nodiscard]] Tensor T() const;
  [[nodiscard]] Tensor permute(const Shape& dims) const;
  [[nodiscard]] Tensor unsqueeze(int64_t dim) const;
  [[nodiscard]] Tensor squeeze(int64_t dim) const;
  [[nodiscard]] Tensor flatten(int64_t start_dim = 0, int64_t end_dim = -1) const;
  [[nodiscard]] Tensor expand(const Shape& shape) const;
  /// Elements [start, end) of one dimension, as Python slices: bounds are clamped, step >= 1.
  [[nodiscard]] Tensor slice(int64_t dim, int64_t start, int64_t end, int64_t step = 1) const;
  [[nodiscard]] Tensor select(int64_t dim, int64_t index) const;

  // Indexing: X[-1], X[{Slice(1, 3), 2}], X[mask]; assigning to the result writes into X.
  [[nodiscard]] Indexed operator[](const Index& index) const;
  [[nodiscard]] Indexed operator[](std::initializer_list<Index> indices) const;

  // Reductions; no dims means all of them.
  [[nodiscard]] Tensor sum(const std::vector<int64_t>& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor mean(const std::vector<int64_t>& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor max() const;
  [[nodiscard]] Tensor argmax(int64_t dim, bool keepdim = false) const;
  [[nodiscard]] Tensor cumsum(int64_t dim) const;
  [[nodiscard]] Tensor norm() const;

  [[nodiscard]] Tensor matmul(const Tensor& other) const;
  [[nodiscard]] Tensor dot(const Tensor& other) const;
  [[nodiscard]] Tensor softmax(int64_t dim) const;
  [[nodiscard]] Tensor log_softmax(int64_t dim) const;

  // In place. Each raises the storage's version, so that autograd notices.
  Tensor& copy_(const Tensor& source);
  Tensor& fill_(Scalar value);
  Tensor& zero_() { return fill_(0); }
  Tensor& add_(const Tensor& other, Scalar alpha = 1);
  Tensor& mul_(const Tensor& other);
  Tensor& normal_(double mean = 0, double std = 1);
  Tensor& uniform_(double from = 0, double to = 1);
  Tensor& operator+=(const Tensor& other) { return add_(other); }
  Tensor& operator-=(const Tensor& other) { return add_(other, -1); }
  Tensor& operator*=(const Tensor& other) { return mul_(other); }
  Tensor& operator+=(Scalar other) { return add_(Tensor(other)); }
  Tensor& operator-=(Scalar other) { return add_(Tensor(other), -1); }
  Tensor& operator*=(Scalar other) { return mul_(Tensor(other)); }

  // Inside the library.
  [[nodiscard]] TensorImpl& impl() const {
    check(defined(), "tensor: this handle holds no tensor");
    return *impl_;
  }
  [[nodiscard]] const Ref<TensorImpl>& ref() const { return impl_; }
  [[nodiscard]] void* raw() const {
    const TensorImpl& i = impl();
    return i.storage->data() + i.offset * item_size(i.dtype);
  }
  template <class U>
  [[nodiscard]] U* data() const {
    return static_cast<U*>(raw());
  }

 private:
  void require_readable(DType dtype) const;
  Ref<TensorImpl> impl_;
};

/// As to_string().
void append(std::string& out, const Tensor& x);

/// Uninitialised and contiguous.
Tensor empty(const Shape& shape, DType dtype = float32);
/// Another view of `base`'s storage.
Tensor view_of(const Tensor& base, const Shape& shape, const Strides& strides, int64_t offset);

}  // namespace weft
