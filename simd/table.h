// Fills in the table of kernels for one instruction set. Each machine_*.cpp expands it once.
#pragma once
#include "simd/gather.h"
#include "simd/gemm_tile.h"
#include "simd/pack.h"
#include "simd/pointwise.h"
#include "simd/reduce.h"
#include "simd/softmax.h"

namespace weft::simd {
namespace {

/// The shape of the register tile and its blocks; what differs between machines is only this.
struct TileShape {
  int rows, vectors;
  int mc, kc, nc;
};

template <class V, TileShape shape, class T = typename V::Value>
consteval Kernels<T> make_kernels() {
  Kernels<T> k{};
  k.gemm.mr = shape.rows;
  k.gemm.nr = shape.vectors * V::width;
  k.gemm.lanes = V::width;
  k.gemm.mc = shape.mc;
  k.gemm.kc = shape.kc;
  k.gemm.nc = shape.nc;
  k.gemm.pack = pack<V>;
  k.gemm.tile[0] = gemm_tile<V, shape.rows, 1>;
  if constexpr (shape.vectors > 1) k.gemm.tile[1] = gemm_tile<V, shape.rows, 2>;
  if constexpr (shape.vectors > 2) k.gemm.tile[2] = gemm_tile<V, shape.rows, 3>;

#define WEFT_UNARY(name, ...)                                     \
  k.unary[static_cast<int>(Unary::name)] = unary<V, Unary::name>; \
  k.unary_grad[static_cast<int>(Unary::name)] = unary_grad<V, Unary::name>;
#define WEFT_BINARY(name, ...) k.binary[static_cast<int>(Binary::name)] = binary<V, Binary::name>;
#include "simd/pointwise.def"
#undef WEFT_UNARY
#undef WEFT_BINARY

  k.sum = sum<V>;
  k.max = max<V>;
  k.axpy = axpy<V>;
  k.scale = scale<V>;
  k.softmax = softmax<V>;
  k.softmax_grad = softmax_grad<V>;
  k.cross_entropy = cross_entropy<V>;
  k.gather_images = gather_images<V>;
  return k;
}

template <class A, TileShape f32, TileShape f64>
consteval Machine make_machine(const char* name) {
  return {name, static_cast<int>(Vec<float, A>::width * 32), make_kernels<Vec<float, A>, f32>(),
          make_kernels<Vec<double, A>, f64>()};
}

}  // namespace
}  // namespace weft::simd
