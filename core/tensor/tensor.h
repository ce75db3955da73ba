// The tensor: a cheap handle on a shared block of memory, with shape, strides, offset and dtype.
// Views share storage, as PyTorch's do. Operations are declared in core/ops/ops.h; the methods here
// are the same functions with the tensor in front. Gradients are core/autograd's business.
#pragma once
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/dtype.h"
#include "core/base/shape.h"
#include "core/base/storage.h"
#include "core/tensor/scalar.h"

namespace weft {

class Index;
class Indexed;
class Tensor;
struct ValuesIndices;

struct TensorImpl;

/// Autograd's part of a tensor that has a gradient or is watched; most have neither.
struct GradState final : RefCounted {
  struct Hook {
    int64_t number;
    uint64_t node;  ///< whose result the tensor was when the hook came (Node::number); 0: a leaf
    std::function<Tensor(const Tensor& grad)> function;
  };
  Ref<TensorImpl> grad;
  std::vector<Hook> hooks;     ///< in the order in which they came
  uint64_t retained_node = 0;  ///< the node whose result keeps its gradient, 0 for none
};

/// What a handle points to. Only tensors, autograd and the operations look inside.
struct TensorImpl final : RefCounted {
  TensorImpl(Ref<Storage> data, int64_t start, const Shape& sizes, const Strides& steps, DType type)
      : dtype(type), storage(std::move(data)), offset(start), shape(sizes), strides(steps) {}
  /// A contiguous tensor with all of the storage.
  TensorImpl(Ref<Storage> data, const Shape& sizes, DType type)
      : TensorImpl(std::move(data), 0, sizes, contiguous_strides(sizes), type) {}

  DType dtype;
  bool is_view = false;        ///< made by an operation that shares storage (detach() is not one)
  bool requires_grad = false;  ///< autograd's mark of a leaf; a result has the node that made it
  bool in_storage = false;     ///< lies in the head of its storage's block
  uint32_t view_version = 0;   ///< of the storage, when a view was made
  int output_index = 0;        ///< which of grad_fn's results it is
  Ref<Storage> storage;
  int64_t offset;
  Shape shape;
  Strides strides;
  Ref<RefCounted> grad_fn;
  Ref<GradState> grad_state;  ///< made when it is first needed

 private:
  void dispose() noexcept override;
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
  /// The size of one dimension, counted from the end if negative.
  [[nodiscard]] int64_t shape(int64_t dim) const;
  [[nodiscard]] int64_t size(int64_t dim) const { return shape(dim); }
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
  [[nodiscard]] Tensor grad() const {
    const GradState* state = impl().grad_state.get();
    return state ? Tensor(state->grad) : Tensor();
  }
  void set_grad(const Tensor& grad) const;
  /// d(this)/d(leaves), added to their grad(). `gradient` has this tensor's shape and may be left
  /// out for a single element. The graph is freed unless retain_graph.
  void backward(const Tensor& gradient = {}, bool retain_graph = false,
                bool create_graph = false) const;
  [[nodiscard]] Tensor detach() const;
  /// The name of the operation that made it, as it is printed: `MulBackward0`; empty for a leaf.
  [[nodiscard]] std::string_view grad_fn_name() const;
  /// Backward passes from now on add to grad() of this result, too; nothing for a leaf, which has
  /// it. A result that is changed in place keeps the gradient of its newest value.
  void retain_grad() const;
  /// Calls `hook` with the gradient of this tensor, once in each backward pass that reaches it:
  /// when all of it is there, before it flows on or is added to grad(). What the hook returns, if
  /// defined, takes the gradient's place and must have its shape and dtype. Hooks run in the order
  /// in which they came. One on a result stays with the value that the tensor has now, whatever is
  /// written into it later. Returns a number for remove_hook, which knows unknown numbers as gone.
  int64_t register_hook(std::function<Tensor(const Tensor& grad)> hook) const;
  void remove_hook(int64_t number) const;

  // Methods of the pointwise table: x.exp(), x.add(y), ...
#define WEFT_UNARY(name, ...) [[nodiscard]] Tensor name() const;
#define WEFT_BINARY(name, ...)                          \
  [[nodiscard]] Tensor name(const Tensor& other) const; \
  [[nodiscard]] Tensor name(Scalar other) const;
#include "simd/pointwise.def"
  [[nodiscard]] Tensor pow(Scalar exponent) const;
  [[nodiscard]] Tensor pow(const Tensor& exponent) const;
  [[nodiscard]] Tensor remainder(const Tensor& other) const;
  [[nodiscard]] Tensor remainder(Scalar other) const;
  [[nodiscard]] Tensor clamp(std::optional<Scalar> min, std::optional<Scalar> max = {}) const;
  [[nodiscard]] Tensor to(DType dtype) const;
  [[nodiscard]] Tensor clone() const;
  [[nodiscard]] Tensor contiguous() const;

  // Shape.
  [[nodiscard]] Tensor reshape(const Shape& shape) const;
  /// As reshape, but never a copy: an error where the strides do not allow a view.
  [[nodiscard]] Tensor view(const Shape& shape) const;
  [[nodiscard]] Tensor transpose(int64_t dim0, int64_t dim1) const;
  /// A matrix transposed; vectors and numbers stay as they are.
  [[nodiscard]] Tensor t() const;
  /// All dimensions in reverse order.
  [[nodiscard]] Tensor T() const;
  [[nodiscard]] Tensor permute(const Shape& dims) const;
  [[nodiscard]] Tensor unsqueeze(int64_t dim) const;
  [[nodiscard]] Tensor squeeze(int64_t dim) const;
  /// Without all dimensions of size 1.
  [[nodiscard]] Tensor squeeze() const;
  [[nodiscard]] Tensor flatten(int64_t start_dim = 0, int64_t end_dim = -1) const;
  [[nodiscard]] Tensor expand(const Shape& shape) const;
  [[nodiscard]] Tensor repeat(const Shape& repeats) const;
  [[nodiscard]] Tensor flip(const Dims& dims) const;
  /// Elements [start, end) of one dimension, as Python slices: bounds are clamped, step >= 1.
  [[nodiscard]] Tensor slice(int64_t dim, int64_t start, int64_t end, int64_t step = 1) const;
  [[nodiscard]] Tensor select(int64_t dim, int64_t index) const;
  [[nodiscard]] std::vector<Tensor> split(int64_t split_size, int64_t dim = 0) const;
  [[nodiscard]] std::vector<Tensor> split(const std::vector<int64_t>& sizes, int64_t dim = 0) const;
  [[nodiscard]] std::vector<Tensor> chunk(int64_t chunks, int64_t dim = 0) const;
  [[nodiscard]] Tensor tril(int64_t diagonal = 0) const;
  [[nodiscard]] Tensor triu(int64_t diagonal = 0) const;

  // Indexing: X[-1], X[{Slice(1, 3), 2}], X[mask]; assigning to the result writes into X.
  [[nodiscard]] Indexed operator[](const Index& index) const;
  [[nodiscard]] Indexed operator[](std::initializer_list<Index> indices) const;
  // Selection by tensors of positions or masks (core/ops/arrange.h).
  [[nodiscard]] Tensor gather(int64_t dim, const Tensor& index) const;
  [[nodiscard]] Tensor scatter_add(int64_t dim, const Tensor& index, const Tensor& src) const;
  [[nodiscard]] Tensor index_select(int64_t dim, const Tensor& index) const;
  [[nodiscard]] Tensor masked_fill(const Tensor& mask, Scalar value) const;
  [[nodiscard]] Tensor masked_select(const Tensor& mask) const;
  [[nodiscard]] Tensor nonzero() const;
  [[nodiscard]] ValuesIndices sort(int64_t dim = -1, bool descending = false) const;
  [[nodiscard]] Tensor argsort(int64_t dim = -1, bool descending = false) const;
  [[nodiscard]] ValuesIndices topk(int64_t k, int64_t dim = -1, bool largest = true) const;

  // Reductions; no dims means all of them (core/ops/reduce.h).
  [[nodiscard]] Tensor sum(const Dims& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor mean(const Dims& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor prod() const;
  [[nodiscard]] Tensor prod(int64_t dim, bool keepdim = false) const;
  [[nodiscard]] Tensor var(const Dims& dims = {}, bool unbiased = true, bool keepdim = false) const;
  [[nodiscard]] Tensor std(const Dims& dims = {}, bool unbiased = true, bool keepdim = false) const;
  [[nodiscard]] Tensor max() const;
  [[nodiscard]] Tensor min() const;
  [[nodiscard]] ValuesIndices max(int64_t dim, bool keepdim = false) const;
  [[nodiscard]] ValuesIndices min(int64_t dim, bool keepdim = false) const;
  [[nodiscard]] Tensor argmax(std::optional<int64_t> dim = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor argmin(std::optional<int64_t> dim = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor any(const Dims& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor all(const Dims& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor cumsum(int64_t dim) const;
  [[nodiscard]] Tensor norm(double p = 2, const Dims& dims = {}, bool keepdim = false) const;
  [[nodiscard]] Tensor logsumexp(int64_t dim, bool keepdim = false) const;
  [[nodiscard]] Tensor trace() const;

  [[nodiscard]] Tensor matmul(const Tensor& other) const;
  [[nodiscard]] Tensor mm(const Tensor& other) const;
  [[nodiscard]] Tensor mv(const Tensor& other) const;
  [[nodiscard]] Tensor bmm(const Tensor& other) const;
  [[nodiscard]] Tensor dot(const Tensor& other) const;
  [[nodiscard]] Tensor outer(const Tensor& other) const;
  [[nodiscard]] Tensor softmax(int64_t dim) const;
  [[nodiscard]] Tensor log_softmax(int64_t dim) const;

  // In place. Each raises the storage's version, so that autograd notices.
  Tensor& copy_(const Tensor& source);
  Tensor& fill_(Scalar value);
  Tensor& zero_() { return fill_(0); }
  Tensor& add_(const Tensor& other, Scalar alpha = 1);
  Tensor& sub_(const Tensor& other, Scalar alpha = 1);
  Tensor& mul_(const Tensor& other);
  Tensor& div_(const Tensor& other);
  Tensor& clamp_(std::optional<Scalar> min, std::optional<Scalar> max = {});
  Tensor& masked_fill_(const Tensor& mask, Scalar value);
  Tensor& normal_(double mean = 0, double std = 1);
  Tensor& uniform_(double from = 0, double to = 1);
  Tensor& operator+=(const Tensor& other) { return add_(other); }
  Tensor& operator-=(const Tensor& other) { return sub_(other); }
  Tensor& operator*=(const Tensor& other) { return mul_(other); }
  Tensor& operator/=(const Tensor& other) { return div_(other); }
  Tensor& operator+=(Scalar other) { return add_(operand(other)); }
  Tensor& operator-=(Scalar other) { return sub_(operand(other)); }
  Tensor& operator*=(Scalar other) { return mul_(operand(other)); }
  Tensor& operator/=(Scalar other) { return div_(operand(other)); }

  // Inside the library.
  /// A number as the other operand of an in-place operation: as exact as this tensor's dtype.
  [[nodiscard]] Tensor operand(Scalar number) const;
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

/// What sort, topk, max and min along a dimension give.
struct ValuesIndices {
  Tensor values, indices;
};

/// As to_string().
void append(std::string& out, const Tensor& x);

/// Uninitialised and contiguous.
Tensor empty(const Shape& shape, DType dtype = float32);
/// Another view of `base`'s storage.
Tensor view_of(const Tensor& base, const Shape& shape, const Strides& strides, int64_t offset);

}  // namespace weft
