// The rows of pointwise.def as kernels on ranges. What is left over at the end of a range is padded
// to a register and goes through the same code, so that a value does not depend on its position.
#pragma once
#include "simd/math.h"
#include "simd/normal.h"
#include "simd/trigonometry.h"

namespace weft::simd {
namespace {

enum class Uses { NONE, X, Y, AB, OTHER };

template <Unary>
struct UnaryOp;
template <Binary>
struct BinaryOp;
template <Parametric>
struct ParametricOp;

#define WEFT_UNARY(name, Node, formula, slope, uses, ...)                            \
  template <>                                                                        \
  struct UnaryOp<Unary::name> {                                                      \
    static constexpr Uses reads = Uses::uses;                                        \
    template <class V>                                                               \
    WEFT_INLINE static V forward(V x) {                                              \
      return formula;                                                                \
    }                                                                                \
    template <class V>                                                               \
    WEFT_INLINE static V gradient(V g, [[maybe_unused]] V x, [[maybe_unused]] V y) { \
      return slope;                                                                  \
    }                                                                                \
  };
#define WEFT_BINARY(name, Node, formula, ...) \
  template <>                                 \
  struct BinaryOp<Binary::name> {             \
    template <class V>                        \
    WEFT_INLINE static V forward(V a, V b) {  \
      return formula;                         \
    }                                         \
  };
#define WEFT_PARAMETRIC(name, Node, formula, slope, ...)                                  \
  template <>                                                                             \
  struct ParametricOp<Parametric::name> {                                                 \
    template <class V>                                                                    \
    WEFT_INLINE static V forward(V x, [[maybe_unused]] V p, [[maybe_unused]] V q) {       \
      return formula;                                                                     \
    }                                                                                     \
    template <class V>                                                                    \
    WEFT_INLINE static V gradient(V g, V x, [[maybe_unused]] V p, [[maybe_unused]] V q) { \
      return slope;                                                                       \
    }                                                                                     \
  };
#include "simd/pointwise.def"

/// body(load, store) for each register of a range of n: load(p) gives the register at p + i,
/// store(v, p), called last and once, writes it. What is left over at the end goes through the same
/// body in a register that overlaps the one before: it is read first and written last, so that y
/// may be x.
template <class V, class F>
WEFT_INLINE void for_each_register(int64_t n, F body) {
  using T = typename V::Value;
  constexpr int W = V::width;
  if (n < W) {
    if (n <= 0) return;
    body([&](const T* p) { return V::load_part(p, n); }, [&](V v, T* p) { v.store_part(p, n); });
    return;
  }
  V last;
  T* place = nullptr;
  if (n % W != 0) {
    body([&](const T* p) { return V::load(p + n - W); }, [&](V v, T* p) { last = v, place = p; });
  }
  for (int64_t i = 0; i + W <= n; i += W) {
    body([&](const T* p) { return V::load(p + i); }, [&](V v, T* p) { v.store(p + i); });
  }
  if (place) last.store(place + n - W);
}

template <class V, Unary op, class T = typename V::Value>
void unary(const T* x, T* y, int64_t n) {
  for_each_register<V>(
      n, [&](auto load, auto store) { store(UnaryOp<op>::template forward<V>(load(x)), y); });
}

template <class V, Unary op, class T = typename V::Value>
void unary_grad(const T* g, const T* x, const T* y, T* gx, int64_t n) {
  constexpr Uses reads = UnaryOp<op>::reads;
  for_each_register<V>(n, [&](auto load, auto store) {
    V at = T(0), value = T(0);
    if constexpr (reads == Uses::X) at = load(x);
    if constexpr (reads == Uses::Y) value = load(y);
    store(UnaryOp<op>::template gradient<V>(load(g), at, value), gx);
  });
  (void)x, (void)y;
}

template <class V, Binary op, class T = typename V::Value>
void binary(const T* a, int a_step, const T* b, int b_step, T* y, int64_t n) {
  if (n <= 0) return;
  const V first = *a, second = *b;
  if (a_step && b_step) {
    for_each_register<V>(n, [&](auto load, auto store) {
      store(BinaryOp<op>::template forward<V>(load(a), load(b)), y);
    });
  } else if (a_step) {
    for_each_register<V>(n, [&](auto load, auto store) {
      store(BinaryOp<op>::template forward<V>(load(a), second), y);
    });
  } else if (b_step) {
    for_each_register<V>(n, [&](auto load, auto store) {
      store(BinaryOp<op>::template forward<V>(first, load(b)), y);
    });
  } else {
    const V value = BinaryOp<op>::template forward<V>(first, second);
    for_each_register<V>(n, [&](auto, auto store) { store(value, y); });
  }
}

template <class V, Parametric op, class T = typename V::Value>
void parametric(T p, T q, const T* x, T* y, int64_t n) {
  const V first = p, second = q;
  for_each_register<V>(n, [&](auto load, auto store) {
    store(ParametricOp<op>::template forward<V>(load(x), first, second), y);
  });
}

template <class V, Parametric op, class T = typename V::Value>
void parametric_grad(T p, T q, const T* g, const T* x, T* gx, int64_t n) {
  const V first = p, second = q;
  for_each_register<V>(n, [&](auto load, auto store) {
    store(ParametricOp<op>::template gradient<V>(load(g), load(x), first, second), gx);
  });
}

/// y += a x
template <class V, class T = typename V::Value>
void axpy(T a, const T* x, T* y, int64_t n) {
  for_each_register<V>(n, [&](auto load, auto store) { store(fma(V(a), load(x), load(y)), y); });
}

/// y = a x + b
template <class V, class T = typename V::Value>
void scale(T a, T b, const T* x, T* y, int64_t n) {
  for_each_register<V>(n, [&](auto load, auto store) { store(fma(V(a), load(x), V(b)), y); });
}

}  // namespace
}  // namespace weft::simd
