// The pointwise table as operations on tensors: floating types through the SIMD kernels, whole
// numbers through the same expressions on plain values; gradients from the rows' derivatives.
#include "core/ops/pointwise.h"

#include "core/ops/iterate.h"
#include "core/ops/ops.h"
#include "core/ops/plain_math.h"
#include "core/ops/promotion.h"

namespace weft {
namespace {

enum Integers { KEEP, NUMBERS, COUNT, FLOAT, NO };
enum Uses { NONE, X, Y, AB, OTHER };

// Strided rows pass through buffers of this many elements, which stay in the first-level cache.
constexpr int64_t kChunk = 256;

/// `n` elements from `p`, adjacent: themselves where they are so or all the same, else copied.
template <class T>
const T* adjacent(const T* p, int64_t step, int64_t n, T* buffer) {
  if (step == 0 || step == 1) return p;
  for (int64_t i = 0; i < n; ++i) buffer[i] = p[i * step];
  return buffer;
}

constexpr bool computes_whole(Integers integers) { return integers <= COUNT; }

template <class T>
T plain_unary(simd::Unary op, T x) {
  using namespace plain;
  switch (op) {
#define WEFT_UNARY(name, Node, forward, gradient, uses, low, high, kinks, integers) \
  case simd::Unary::name:                                                           \
    if constexpr (computes_whole(integers)) return static_cast<T>(forward);         \
    break;
#include "simd/pointwise.def"
    default:
      break;
  }
  return x;
}

template <class T>
T plain_binary(simd::Binary op, T a, T b) {
  using namespace plain;
  switch (op) {
#define WEFT_BINARY(name, Node, forward, grad_a, grad_b, uses, integers)    \
  case simd::Binary::name:                                                  \
    if constexpr (computes_whole(integers)) return static_cast<T>(forward); \
    break;
#include "simd/pointwise.def"
    default:
      break;
  }
  return a;
}

/// kernel(from, to, n) on the rows of x and y, which is contiguous and of x's shape.
template <class T, class Kernel>
void run_kernel(const Tensor& x, const Tensor& y, Kernel kernel) {
  if (std::is_floating_point_v<T> && x.is_contiguous()) {
    parallel_for(x.numel(), kPointwiseGrain, [&](int64_t begin, int64_t end) {
      kernel(x.data<T>() + begin, y.data<T>() + begin, end - begin);
    });
    return;
  }
  const Rows<2> rows(x.shape(), {x.strides(), y.strides()});
  const T* const from = x.data<T>();
  T* const to = y.data<T>();
  rows.run(kPointwiseGrain, [&](const auto& at, int64_t begin, int64_t end) {
    if (rows.step[0] == 1) {
      kernel(from + at[0] + begin, to + at[1] + begin, end - begin);
      return;
    }
    T buffer[kChunk];
    for (int64_t i = begin; i < end; i += kChunk) {
      const int64_t n = std::min(kChunk, end - i);
      const T* p = from + at[0] + i * rows.step[0];
      for (int64_t j = 0; j < n; ++j) buffer[j] = p[j * rows.step[0]];
      kernel(buffer, to + at[1] + i, n);
    }
  });
}

template <class T>
void run_unary(simd::Unary op, const Tensor& x, const Tensor& y) {
  if constexpr (std::is_floating_point_v<T>)
    run_kernel<T>(x, y, simd::machine().of<T>().unary[static_cast<int>(op)]);
  else
    run_kernel<T>(x, y, [op](const T* from, T* to, int64_t n) {
      for (int64_t i = 0; i < n; ++i) to[i] = plain_unary(op, from[i]);
    });
}

/// The whole of it by one call of the kernel for each thread, where y is a matrix of adjacent rows.
template <class T>
bool run_matrix(simd::Binary op, const Rows<3>& rows, const T* a, const T* b, T* y) {
  const auto [a_step, b_step, y_step] = rows.step;
  if (rows.n == 0 || rows.outer.size() != 1 || rows.strides[2][0] != rows.n) return false;
  if (a_step > 1 || b_step > 1 || y_step != 1) return false;
  const int64_t a_row = rows.strides[0][0], b_row = rows.strides[1][0], n = rows.n;
  const auto kernel = simd::machine().of<T>().binary[static_cast<int>(op)];
  parallel_for(rows.outer[0], std::max<int64_t>(kPointwiseGrain / n, 1),
               [&, a_step = static_cast<int>(a_step), b_step = static_cast<int>(b_step)](
                   int64_t begin, int64_t end) {
                 kernel({a + begin * a_row, a_step, a_row}, {b + begin * b_row, b_step, b_row},
                        y + begin * n, n, end - begin);
               });
  return true;
}

template <class T>
void run_binary(simd::Binary op, const Tensor& a, const Tensor& b, const Tensor& y) {
  if constexpr (std::is_floating_point_v<T>) {
    const int a_step = flat_step(a, y), b_step = flat_step(b, y);
    if (a_step >= 0 && b_step >= 0 && y.is_contiguous()) {
      const auto kernel = simd::machine().of<T>().binary[static_cast<int>(op)];
      parallel_for(y.numel(), kPointwiseGrain, [&](int64_t begin, int64_t end) {
        kernel({a.data<T>() + begin * a_step, a_step}, {b.data<T>() + begin * b_step, b_step},
               y.data<T>() + begin, end - begin, 1);
      });
      return;
    }
  }
  const Shape& shape = y.shape();
  const Rows<3> rows(shape,
                     {broadcast_strides(a, shape), broadcast_strides(b, shape), y.strides()});
  const T* const pa = a.data<T>();
  const T* const pb = b.data<T>();
  T* const to = y.data<T>();
  if constexpr (std::is_floating_point_v<T>) {
    if (run_matrix(op, rows, pa, pb, to)) return;
  }
  rows.run(kPointwiseGrain, [&](const auto& at, int64_t begin, int64_t end) {
    const auto [a_step, b_step, y_step] = rows.step;
    const T* ra = pa + at[0];
    const T* rb = pb + at[1];
    T* ry = to + at[2];
    if constexpr (std::is_floating_point_v<T>) {
      const auto kernel = simd::machine().of<T>().binary[static_cast<int>(op)];
      const bool direct = a_step <= 1 && b_step <= 1 && y_step == 1;
      const int64_t chunk = direct ? end - begin : kChunk;
      T buffer_a[kChunk], buffer_b[kChunk], buffer_y[kChunk];
      for (int64_t i = begin; i < end; i += chunk) {
        const int64_t n = std::min(chunk, end - i);
        T* const out = y_step == 1 ? ry + i : buffer_y;
        kernel({adjacent(ra + i * a_step, a_step, n, buffer_a), a_step != 0},
               {adjacent(rb + i * b_step, b_step, n, buffer_b), b_step != 0}, out, n, 1);
        if (y_step != 1)
          for (int64_t j = 0; j < n; ++j) ry[(i + j) * y_step] = out[j];
      }
    } else {
      for (int64_t i = begin; i < end; ++i)
        ry[i * y_step] = plain_binary(op, ra[i * a_step], rb[i * b_step]);
    }
  });
}

/// x as that dtype: itself, or kept in `converted`.
const Tensor& as(const Tensor& x, DType dtype, Tensor& converted) {
  return x.dtype() == dtype ? x : converted = x.to(dtype);
}

/// The dtype in which a row computes; an error if it does not take `dtype`.
DType computed(const char* name, DType dtype, Integers integers, bool any_bool) {
  check(integers != NUMBERS || !any_bool, name,
        ": bool tensors are not supported; convert with to(int64), or compare");
  if (is_floating(dtype)) return dtype;
  check(integers != NO, name, ": dtype must be float32 or float64, got ", dtype);
  if (integers == COUNT && dtype == boolean) return int64;
  return integers == FLOAT ? float32 : dtype;
}

Tensor unary(simd::Unary op, const char* name, Integers integers, const Tensor& input) {
  const DType dtype = input.dtype();
  Tensor converted;
  const Tensor& x = as(input, computed(name, dtype, integers, dtype == boolean), converted);
  Tensor y = empty(x.shape(), x.dtype());
  visit(x.dtype(), [&]<class T> { run_unary<T>(op, x, y); });
  return y;
}

/// A row's gradient: one fused kernel, or the formula where the result must be differentiable.
/// x and y are undefined where the row does not read them.
template <class Formula, class PickKernel>
Tensor gradient(const Tensor& g, const Tensor& x, const Tensor& y, Formula formula,
                PickKernel pick_kernel) {
  if (grad_enabled()) {
    const Tensor gx = formula(g, x, y);
    return gx.shape() == g.shape() ? gx : gx.expand(g.shape());  // a constant
  }
  Tensor gx = empty(g.shape(), g.dtype());
  const Tensor gc = g.contiguous();
  const Tensor xc = x.defined() ? x.contiguous() : x;
  const Tensor yc = y.defined() ? y.contiguous() : y;
  visit_floating("backward", g.dtype(), [&]<class T> {
    const auto kernel = pick_kernel(simd::machine().of<T>());
    const T* px = xc.defined() ? xc.data<T>() : nullptr;
    const T* py = yc.defined() ? yc.data<T>() : nullptr;
    parallel_for(g.numel(), kPointwiseGrain, [&](int64_t begin, int64_t end) {
      kernel(gc.data<T>() + begin, px ? px + begin : nullptr, py ? py + begin : nullptr,
             gx.data<T>() + begin, end - begin);
    });
  });
  return gx;
}

template <class Formula>
Tensor unary_grad(simd::Unary op, const Tensor& g, const Tensor& x, const Tensor& y,
                  Formula formula) {
  return gradient(g, x, y, formula,
                  [op](const auto& kernels) { return kernels.unary_grad[static_cast<int>(op)]; });
}

template <class Formula>
Tensor run_parametric(simd::Parametric op, const char* name, const char* node_name, const Tensor& x,
                      double p, double q, Formula formula) {
  Tensor y = empty(x.shape(), x.dtype());
  visit_floating(name, x.dtype(), [&]<class T> {
    const auto kernel = simd::machine().of<T>().parametric[static_cast<int>(op)];
    run_kernel<T>(x, y, [=](const T* from, T* to, int64_t n) {
      kernel(static_cast<T>(p), static_cast<T>(q), from, to, n);
    });
  });
  return record(node_name, {x}, std::move(y),
                [saved = save(x), op, p, q, formula](const Tensor& g, const Node& node) {
                  const auto bound = [&](const Tensor& g, const Tensor& x, const Tensor&) {
                    return formula(g, x, p, q);
                  };
                  const auto pick_kernel = [&]<class T>(const simd::Kernels<T>& kernels) {
                    return [p, q, kernel = kernels.parametric_grad[static_cast<int>(op)]](
                               const T* g, const T* x, const T*, T* gx, int64_t n) {
                      kernel(static_cast<T>(p), static_cast<T>(q), g, x, gx, n);
                    };
                  };
                  return Grads{gradient(g, saved.get(node), Tensor(), bound, pick_kernel)};
                });
}

template <class GradA, class GradB>
Tensor binary(simd::Binary op, const char* name, const char* node_name, Uses uses, const Tensor& a,
              const Tensor& b, GradA grad_a, GradB grad_b) {
  Tensor y = empty(broadcast_shapes(name, a.shape(), b.shape()), a.dtype());
  binary_into(op, a, b, y);
  if (!needs_grad({a, b})) return y;
  const bool save_a = uses == AB || (uses == OTHER && needs_grad({b}));
  const bool save_b = uses == AB || (uses == OTHER && needs_grad({a}));
  const InputRef inputs[] = {a, b};
  record_all(node_name, inputs, {&y, 1},
             [sa = save(a, save_a), sb = save(b, save_b), shape_a = a.shape(), shape_b = b.shape(),
              grad_a, grad_b](const Tensor& g, const Node& node) {
               Grads grads(2);
               const Tensor x = sa.get(node);
               const Tensor z = sb.get(node);
               if (node.wants(0)) grads[0] = sum_to(grad_a(g, x, z), shape_a);
               if (node.wants(1)) grads[1] = sum_to(grad_b(g, x, z), shape_b);
               return grads;
             });
  return y;
}

// The rows' vocabulary for tensors, beside the operations themselves.
namespace formula {

Tensor one(const Tensor& v) { return full({}, 1, v.dtype()); }
Tensor zero(const Tensor& v) { return full({}, 0, v.dtype()); }
Tensor number(const Tensor& v, double value) { return full({}, value, v.dtype()); }
Tensor select(const Tensor& condition, const Tensor& a, const Tensor& b) {
  return where(condition, a, b);
}

}  // namespace formula
}  // namespace

void binary_into(simd::Binary op, const Tensor& a, const Tensor& b, const Tensor& y) {
  visit(y.dtype(), [&]<class T> { run_binary<T>(op, a, b, y); });
}

#define WEFT_GRADIENT(expression)                                        \
  []([[maybe_unused]] const Tensor& g, [[maybe_unused]] const Tensor& x, \
     [[maybe_unused]] const Tensor& y) -> Tensor {                       \
    using namespace formula;                                             \
    return expression;                                                   \
  }
Tensor relu_grad(const Tensor& g, const Tensor& y) {
  return unary_grad(simd::Unary::relu, g, Tensor(), y, WEFT_GRADIENT(select(y <= 0, zero(g), g)));
}

#define WEFT_UNARY(name, Node_, forward, gradient, uses, low, high, kinks, integers)             \
  Tensor name(const Tensor& x) {                                                                 \
    Tensor y = unary(simd::Unary::name, #name, integers, x);                                     \
    if (!needs_grad({x})) return y;                                                              \
    const Saved saved = uses == Y ? save_output(y) : save(x, uses == X);                         \
    return record(#Node_ "Backward0", {x}, std::move(y),                                         \
                  [saved](const Tensor& g, const Node& node) {                                   \
                    const Tensor v = saved.get(node);                                            \
                    return Grads{unary_grad(simd::Unary::name, g, uses == X ? v : Tensor(),      \
                                            uses == Y ? v : Tensor(), WEFT_GRADIENT(gradient))}; \
                  });                                                                            \
  }                                                                                              \
  Tensor Tensor::name() const { return weft::name(*this); }
#define WEFT_GRADIENT_AB(expression)                                     \
  []([[maybe_unused]] const Tensor& g, [[maybe_unused]] const Tensor& a, \
     [[maybe_unused]] const Tensor& b) -> Tensor {                       \
    using namespace formula;                                             \
    return expression;                                                   \
  }
#define WEFT_BINARY(name, Node_, forward, grad_a, grad_b, uses, integers)                \
  static Tensor name##_same(const Tensor& a, const Tensor& b,                            \
                            const char* node = #Node_ "Backward0") {                     \
    return binary(simd::Binary::name, #name, node, uses, a, b, WEFT_GRADIENT_AB(grad_a), \
                  WEFT_GRADIENT_AB(grad_b));                                             \
  }                                                                                      \
  Tensor name(const Tensor& a, const Tensor& b) {                                        \
    const bool any_bool = a.dtype() == boolean || b.dtype() == boolean;                  \
    const DType dtype = computed(#name, result_type(a, b), integers, any_bool);          \
    Tensor as_a, as_b;                                                                   \
    return name##_same(as(a, dtype, as_a), as(b, dtype, as_b));                          \
  }                                                                                      \
  Tensor name(const Tensor& a, Scalar b) {                                               \
    const bool any_bool = a.dtype() == boolean || b.kind() == Scalar::Kind::boolean;     \
    const DType dtype = computed(#name, result_type(a, b), integers, any_bool);          \
    Tensor as_a;                                                                         \
    return name##_same(as(a, dtype, as_a), full({}, b, dtype));                          \
  }                                                                                      \
  Tensor name(Scalar a, const Tensor& b) {                                               \
    const bool any_bool = a.kind() == Scalar::Kind::boolean || b.dtype() == boolean;     \
    const DType dtype = computed(#name, result_type(b, a), integers, any_bool);          \
    /* 1 - x has a name of its own in PyTorch. */                                        \
    constexpr bool reversed = simd::Binary::name == simd::Binary::sub;                   \
    Tensor as_b;                                                                         \
    return name##_same(full({}, a, dtype), as(b, dtype, as_b),                           \
                       reversed ? "RsubBackward1" : #Node_ "Backward0");                 \
  }                                                                                      \
  Tensor Tensor::name(const Tensor& other) const { return weft::name(*this, other); }    \
  Tensor Tensor::name(Scalar other) const { return weft::name(*this, other); }

#define WEFT_PARAMETRIC(name, Node_, forward, gradient, ...)                              \
  Tensor parametric::name(const Tensor& x, double p, double q) {                          \
    constexpr bool two = simd::Parametric::name == simd::Parametric::clamp;               \
    return run_parametric(simd::Parametric::name, #name,                                  \
                          two ? #Node_ "Backward1" : #Node_ "Backward0", x, p, q,         \
                          [](const Tensor& g, const Tensor& x, [[maybe_unused]] double p, \
                             [[maybe_unused]] double q) -> Tensor {                       \
                            using namespace formula;                                      \
                            return gradient;                                              \
                          });                                                             \
  }

#include "simd/pointwise.def"

}  // namespace weft
