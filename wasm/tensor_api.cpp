// The exported functions of tensors. Operations are one of them, weft_call(); the others read what
// a tensor is. message.h says what stands in the buffer.
#include <memory>

#include "core/base/parallel.h"
#include "core/plot/graph.h"
#include "wasm/api.h"
#include "wasm/message.h"
#include "wasm/tables.h"

using namespace weft;
using registry::Argument;
using registry::Operation;
using wasm::guarded;

namespace {

/// All operations, in the order of their numbers.
const std::vector<const Operation*>& operations() {
  static const auto all = [] {
    std::vector<const Operation*> list;
    const auto add = [&](std::span<const Operation> table) {
      for (const Operation& operation : table) list.push_back(&operation);
    };
    for (const auto table : registry::tables()) add(table);
    add(wasm::tensor_table());
    add(wasm::optimizer_table());
    return list;
  }();
  return all;
}

const char* keep(std::string text) {
  static std::string kept;
  kept = std::move(text);
  return kept.c_str();
}

int write(std::initializer_list<double> numbers) {
  std::copy(numbers.begin(), numbers.end(), wasm::buffer(numbers.size()));
  return static_cast<int>(numbers.size());
}

}  // namespace

WEFT_EXPORT double* weft_buffer(int count) {
  return guarded([=] { return wasm::buffer(static_cast<size_t>(count)); });
}

/// A line each: what it returns, its name, its parameters' types and the parameters with their
/// defaults.
WEFT_EXPORT const char* weft_operations() {
  return guarded([] {
    std::string list;
    for (const Operation* o : operations())
      list += text(std::string_view(&o->returns, 1), " ", o->name, " ", o->types, " ",
                   o->parameters, "\n");
    return keep(std::move(list));
  });
}

/// Takes `count` arguments from the buffer and leaves the results' handles there. An operation that
/// changes its first argument in place has none: the caller has the tensor.
WEFT_EXPORT int weft_call(int number, int count) {
  return guarded([=] {
    const Operation& operation = *operations()[static_cast<size_t>(number)];
    std::vector<Argument> arguments;
    const double* at = wasm::buffer(0);
    for (int i = 0; i < count; ++i) arguments.push_back(wasm::read_argument(at));
    const std::vector<Tensor> results = operation(arguments);
    return std::string_view(operation.name).back() == '_' ? 0 : wasm::write_handles(results);
  });
}

/// Uninitialised; the sizes stand in the buffer.
WEFT_EXPORT Tensor* weft_tensor_new(int dtype, int dims) {
  return guarded([=] {
    const double* sizes = wasm::buffer(0);
    Shape shape;
    for (int i = 0; i < dims; ++i) shape.push_back(static_cast<int64_t>(sizes[i]));
    return new Tensor(empty(shape, static_cast<DType>(dtype)));
  });
}

/// Another handle of the same tensor.
WEFT_EXPORT Tensor* weft_tensor_copy(const Tensor* x) {
  return guarded([=] { return new Tensor(*x); });
}
WEFT_EXPORT void weft_tensor_delete(Tensor* x) { delete x; }

WEFT_EXPORT const void* weft_tensor_data(const Tensor* x) { return x->data_ptr(); }
WEFT_EXPORT int weft_tensor_is_contiguous(const Tensor* x) { return x->is_contiguous(); }
WEFT_EXPORT int weft_tensor_requires_grad(const Tensor* x) { return x->requires_grad(); }
WEFT_EXPORT int weft_tensor_is_leaf(const Tensor* x) { return x->is_leaf(); }

/// Its dtype's number, its sizes, its strides.
WEFT_EXPORT int weft_tensor_layout(const Tensor* x) {
  const int dims = x->dim();
  double* out = wasm::buffer(1 + 2 * static_cast<size_t>(dims));
  *out++ = static_cast<double>(x->dtype());
  for (const int64_t size : x->shape()) *out++ = static_cast<double>(size);
  for (const int64_t stride : x->strides()) *out++ = static_cast<double>(stride);
  return 1 + 2 * dims;
}

WEFT_EXPORT int weft_tensor_item(const Tensor* x) {
  return guarded([=] { return write({x->item<double>()}); });
}
WEFT_EXPORT const char* weft_tensor_text(const Tensor* x) {
  return guarded([=] { return keep(x->to_string()); });
}
/// The name of the operation that made it, null for a leaf.
WEFT_EXPORT const char* weft_tensor_grad_fn(const Tensor* x) {
  const Node* node = grad_fn(*x);
  return node ? node->name() : nullptr;
}
/// The graph behind it, drawn or in Graphviz's language. In the buffer: a text of names, each with
/// a zero at its end, and as many tensors.
WEFT_EXPORT const char* weft_tensor_graph(const Tensor* x, int drawn) {
  return guarded([=] {
    const double* at = wasm::buffer(0);
    std::string titles = wasm::read_argument(at).text;
    plot::Names names;
    for (const Tensor& tensor : wasm::read_argument(at).tensors) {
      const size_t end = titles.find('\0');
      names.emplace_back(titles.substr(0, end), tensor);
      titles.erase(0, end + 1);
    }
    return keep(drawn ? plot::to_svg(*x, names) : plot::to_dot(*x, names));
  });
}
/// Its gradient, null where there is none.
WEFT_EXPORT Tensor* weft_tensor_grad(const Tensor* x) {
  const Tensor grad = x->grad();
  return grad.defined() ? new Tensor(grad) : nullptr;
}

/// Calls JavaScript's function with each gradient of x; returns the hook's number.
WEFT_EXPORT int weft_tensor_register_hook(const Tensor* x, int function) {
  return guarded([=] {
    const std::shared_ptr<wasm::Callback> f(new wasm::Callback{function}, [](wasm::Callback* f) {
      f->release();
      delete f;
    });
    return static_cast<int>(x->register_hook([f](const Tensor& grad) { return (*f)({grad}); }));
  });
}
WEFT_EXPORT int weft_tensor_remove_hook(const Tensor* x, int number) {
  return guarded([=] {
    x->remove_hook(number);
    return 0;
  });
}

/// Sets whether operations are recorded; returns whether they were.
WEFT_EXPORT int weft_set_grad_enabled(int enabled) {
  // The mode of an object's lifetime: the object is the one that JavaScript has set last.
  static std::unique_ptr<GradMode> mode;
  const int before = grad_enabled();
  mode.reset();
  if (grad_enabled() != (enabled != 0)) mode = std::make_unique<GradMode>(enabled != 0);
  return before;
}

/// Calls JavaScript's function, which must not throw, with the threads at hand.
WEFT_EXPORT int weft_with_threads(int function) {
  return guarded([=] {
    with_threads([=] { wasm::Callback{function}({}); });
    return 0;
  });
}

/// Bytes of live tensors, the most there were, bytes kept for reuse.
WEFT_EXPORT int weft_memory() {
  const MemoryStats m = memory();
  return write({static_cast<double>(m.live_bytes), static_cast<double>(m.peak_bytes),
                static_cast<double>(m.cached_bytes)});
}
WEFT_EXPORT void weft_reset_peak_memory() { reset_peak_memory(); }
