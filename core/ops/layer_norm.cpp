// layer_norm (normalize.h has the formulas): R rows of n adjacent values, each normalised while it
// is in the first-level cache. Backward keeps x and, for each row, mean and r. The gradients of
// weight and bias are partial sums of kBlock rows, added in order, so that their bits do not depend
// on the number of threads.
#include <algorithm>
#include <cmath>

#include "core/ops/iterate.h"
#include "core/ops/normalize.h"
#include "simd/kernels.h"

namespace weft {
namespace {

constexpr int64_t kBlock = 64;

/// For each row: mean and r.
struct Statistics {
  Tensor mean, r;
};

template <class T>
struct Row {
  const simd::Kernels<T>& kernels = simd::machine().of<T>();
  int64_t n;
  void mul(const T* a, const T* b, T* y) const {
    kernels.binary[static_cast<int>(simd::Binary::mul)]({a}, {b}, y, n, 1);
  }
  void add(const T* a, const T* b, T* y) const {
    kernels.binary[static_cast<int>(simd::Binary::add)]({a}, {b}, y, n, 1);
  }
  [[nodiscard]] T mean(const T* x) const { return kernels.sum(x, n) / static_cast<T>(n); }
};

/// y = n w + b; weight and bias may be null.
template <class T>
void forward(const T* x, const T* weight, const T* bias, T* y, T* means, T* roots, int64_t rows,
             int64_t n, double eps) {
  const Row<T> row{.n = n};
  const int64_t grain = std::max<int64_t>(kPointwiseGrain / 4 / std::max<int64_t>(n, 1), 1);
  parallel_for(rows, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const T* const from = x + i * n;
      T* const to = y + i * n;
      means[i] = row.mean(from);
      row.kernels.scale(T(1), -means[i], from, to, n);
      row.mul(to, to, to);
      roots[i] = T(1) / std::sqrt(row.mean(to) + static_cast<T>(eps));
      row.kernels.scale(T(1), -means[i], from, to, n);
      row.kernels.scale(roots[i], T(0), to, to, n);
      if (weight) row.mul(to, weight, to);
      if (bias) row.add(to, bias, to);
    }
  });
}

/// gx, and in row k of gw and gb what block k adds to them; each may be null.
template <class T>
void backward(const T* g, const T* x, const T* means, const T* roots, const T* weight, T* gx, T* gw,
              T* gb, int64_t rows, int64_t n) {
  const Row<T> row{.n = n};
  const int64_t grain =
      std::max<int64_t>(kPointwiseGrain / 4 / (kBlock * std::max<int64_t>(n, 1)), 1);
  parallel_for((rows + kBlock - 1) / kBlock, grain, [&](int64_t begin, int64_t end) {
    Workspace<T> memory(3 * n);
    T* const normal = memory.data();
    T* const product = normal + n;
    T* const h = product + n;
    for (int64_t i = begin * kBlock; i < std::min(end * kBlock, rows); ++i) {
      const int64_t block = i / kBlock;
      const bool first = i % kBlock == 0;
      const T* const slope = g + i * n;
      row.kernels.scale(T(1), -means[i], x + i * n, normal, n);
      row.kernels.scale(roots[i], T(0), normal, normal, n);
      if (gw) {
        row.mul(slope, normal, product);
        if (first)
          std::copy_n(product, n, gw + block * n);
        else
          row.add(gw + block * n, product, gw + block * n);
      }
      if (gb) {
        if (first)
          std::copy_n(slope, n, gb + block * n);
        else
          row.add(gb + block * n, slope, gb + block * n);
      }
      if (!gx) continue;
      if (weight) row.mul(slope, weight, h);
      const T* const scaled = weight ? h : slope;
      row.mul(scaled, normal, product);
      row.kernels.scale(roots[i], -roots[i] * row.mean(scaled), scaled, gx + i * n, n);
      row.kernels.axpy(-roots[i] * row.mean(product), normal, gx + i * n, n);
    }
  });
}

Grads row_grads(const Node& node, const Tensor& g, const Tensor& x, const Statistics& s,
                const Tensor& weight, const Shape& shape) {
  const int64_t rows = s.mean.numel();
  const Shape partial{(rows + kBlock - 1) / kBlock, shape.numel()};
  const auto room = [&](bool wanted, const Shape& size) {
    return wanted ? empty(size, x.dtype()) : Tensor();
  };
  Grads grads{room(node.wants(0), x.shape()), room(node.wants(1), partial),
              room(node.wants(2), partial)};
  const Tensor slopes = g.contiguous();
  visit_floating("layer_norm", x.dtype(), [&]<class T> {
    const auto at = [](const Tensor& t) { return t.defined() ? t.data<T>() : nullptr; };
    backward<T>(at(slopes), at(x), at(s.mean), at(s.r), at(weight), at(grads[0]), at(grads[1]),
                at(grads[2]), rows, shape.numel());
  });
  for (const size_t i : {size_t{1}, size_t{2}})
    if (grads[i].defined()) grads[i] = grads[i].sum({0}).reshape(shape);
  return grads;
}

}  // namespace

Tensor layer_norm(const Tensor& input, const Shape& normalized_shape, const Tensor& weight,
                  const Tensor& bias, double eps) {
  const int first = input.dim() - normalized_shape.size();
  bool ends = first >= 0 && !normalized_shape.empty();
  for (int d = 0; ends && d < normalized_shape.size(); ++d)
    ends = input.shape()[first + d] == normalized_shape[d];
  check(ends, "layer_norm: the shape of x must end in normalized_shape, got ", input.shape(),
        " and ", normalized_shape);
  check_affine("layer_norm", input, normalized_shape, weight, bias);
  const Tensor x = input.contiguous();
  const Tensor w = weight.defined() ? weight.contiguous() : weight;
  const Tensor b = bias.defined() ? bias.contiguous() : bias;
  int64_t rows = 1;
  Dims dims;
  for (int d = 0; d < x.dim(); ++d) {
    if (d < first)
      rows *= x.shape()[d];
    else
      dims.push_back(d);
  }
  Tensor y = empty(x.shape(), x.dtype());
  const Statistics s{empty({rows}, x.dtype()), empty({rows}, x.dtype())};
  visit_floating("layer_norm", x.dtype(), [&]<class T> {
    const auto at = [](const Tensor& t) { return t.defined() ? t.data<T>() : nullptr; };
    forward<T>(at(x), at(w), at(b), at(y), at(s.mean), at(s.r), rows, normalized_shape.numel(),
               eps);
  });
  return record("NativeLayerNormBackward0", {x, w, b}, std::move(y),
                [sx = save(x), sw = save(w), s, dims, eps, shape = normalized_shape](
                    const Tensor& g, const Node& node) {
                  const Tensor x = sx.get(node);
                  const Tensor w = sw.get(node);
                  if (!grad_enabled()) return row_grads(node, g, x, s, w, shape);
                  return normal_grads(node, g, normal_of(x, dims, eps), dims, w, shape);
                });
}

}  // namespace weft
