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

/// A result of so many bytes is past what a core may hope to find in its caches again. Stored past
/// them it costs one way to memory, not two: the line is not read first. (One Sapphire Rapids core:
/// relu of 1e7 values 4.7 to 2.9 ms, add 7.5 to 4.3. Operations that compute more per line need
/// load_ahead as well: exp 5.1 without, 3.0 with it.)
constexpr int64_t kStreamed = int64_t{1} << 23;

/// body(load, store) for each register of a range of n: load(p) gives the register at p + i,
/// store(v, p), called last and once, writes it. What is left over goes through the same body in
/// part of a register, or where that is slow in a register that overlaps the one before: it is read
/// first and written last, so that y may be x. Where a register is a line of the cache, stores are
/// aligned to y, the result, and pass the caches if it is part of one of `bytes` >= kStreamed.
template <class V, class F>
WEFT_INLINE void for_each_register(int64_t n, F body, const typename V::Value* y = nullptr,
                                   int64_t bytes = 0) {
  using T = typename V::Value;
  constexpr int W = V::width;
  const auto part = [&](int64_t i, int64_t count) {
    body([&](const T* p) { return V::load_part(p + i, count); },
         [&](V v, T* p) { v.store_part(p + i, count); });
  };
  if (n < W) {
    if (n > 0) part(0, n);
    return;
  }
  if constexpr (V::kMasksMemory) {
    constexpr uintptr_t kLine = W * sizeof(T);
    int64_t i = static_cast<int64_t>((kLine - reinterpret_cast<uintptr_t>(y)) % kLine / sizeof(T));
    if (i) part(0, i);
    // The counter alone would take as long as an addition; unrolled four times, short rows lose.
    if (bytes >= kStreamed) {
      WEFT_UNROLL_TWICE for (; i + W <= n; i += W) {
        body([&](const T* p) { return V::load_ahead(p + i); }, [&](V v, T* p) { v.stream(p + i); });
      }
    } else {
      WEFT_UNROLL_TWICE for (; i + W <= n; i += W) {
        body([&](const T* p) { return V::load(p + i); }, [&](V v, T* p) { v.store(p + i); });
      }
    }
    if (i < n) part(i, n - i);
  } else {
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
}

/// The same for a range y of n values.
template <class V, class F>
WEFT_INLINE void for_each_register(const typename V::Value* y, int64_t n, F body) {
  const int64_t bytes = n * static_cast<int64_t>(sizeof(*y));
  for_each_register<V>(n, body, y, bytes);
  if (bytes >= kStreamed) V::end_stream();
}

template <class V, Unary op, class T = typename V::Value>
void unary(const T* x, T* y, int64_t n) {
  for_each_register<V>(
      y, n, [&](auto load, auto store) { store(UnaryOp<op>::template forward<V>(load(x)), y); });
}

template <class V, Unary op, class T = typename V::Value>
void unary_grad(const T* g, const T* x, const T* y, T* gx, int64_t n) {
  constexpr Uses reads = UnaryOp<op>::reads;
  for_each_register<V>(gx, n, [&](auto load, auto store) {
    V at = T(0), value = T(0);
    if constexpr (reads == Uses::X) at = load(x);
    if constexpr (reads == Uses::Y) value = load(y);
    store(UnaryOp<op>::template gradient<V>(load(g), at, value), gx);
  });
  (void)x, (void)y;
}

template <class V, Binary op, class T = typename V::Value>
void binary(Operand<T> left, Operand<T> right, T* y, int64_t n, int64_t rows) {
  if (n <= 0) return;
  const int64_t bytes = rows * n * static_cast<int64_t>(sizeof(T));
  for (int64_t r = 0; r < rows; ++r, y += n) {
    const T* const a = left.data + r * left.row;
    const T* const b = right.data + r * right.row;
    const V first = *a, second = *b;
    const auto run = [&](auto value) { for_each_register<V>(n, value, y, bytes); };
    if (left.step && right.step) {
      run([&](auto load, auto store) {
        store(BinaryOp<op>::template forward<V>(load(a), load(b)), y);
      });
    } else if (left.step) {
      run([&](auto load, auto store) {
        store(BinaryOp<op>::template forward<V>(load(a), second), y);
      });
    } else if (right.step) {
      run([&](auto load, auto store) {
        store(BinaryOp<op>::template forward<V>(first, load(b)), y);
      });
    } else {
      const V value = BinaryOp<op>::template forward<V>(first, second);
      run([&](auto, auto store) { store(value, y); });
    }
  }
  if (bytes >= kStreamed) V::end_stream();
}

template <class V, Parametric op, class T = typename V::Value>
void parametric(T p, T q, const T* x, T* y, int64_t n) {
  const V first = p, second = q;
  for_each_register<V>(y, n, [&](auto load, auto store) {
    store(ParametricOp<op>::template forward<V>(load(x), first, second), y);
  });
}

template <class V, Parametric op, class T = typename V::Value>
void parametric_grad(T p, T q, const T* g, const T* x, T* gx, int64_t n) {
  const V first = p, second = q;
  for_each_register<V>(gx, n, [&](auto load, auto store) {
    store(ParametricOp<op>::template gradient<V>(load(g), load(x), first, second), gx);
  });
}

/// y += a x
template <class V, class T = typename V::Value>
void axpy(T a, const T* x, T* y, int64_t n) {
  for_each_register<V>(
      n, [&](auto load, auto store) { store(fma(V(a), load(x), load(y)), y); }, y);
}

/// y = a x + b
template <class V, class T = typename V::Value>
void scale(T a, T b, const T* x, T* y, int64_t n) {
  for_each_register<V>(y, n, [&](auto load, auto store) { store(fma(V(a), load(x), V(b)), y); });
}

}  // namespace
}  // namespace weft::simd
