// Fills in the table of kernels for one instruction set. Each machine_*.cpp expands it once.
#pragma once
#include <algorithm>
#include <limits>

#include "simd/gather.h"
#include "simd/gemm_tile.h"
#include "simd/pack.h"
#include "simd/pointwise.h"
#include "simd/reduce.h"
#include "simd/softmax.h"

namespace weft::simd {
namespace {

/// What differs between machines; see Gemm<T>.
struct Tiles {
  int vectors;
  int rows[4];
  int kc, block, unroll = 1, pack_columns = std::numeric_limits<int>::max(), packed_vectors = 0,
                 in_place = std::numeric_limits<int>::max();
  bool along = true;  ///< has tiles for adjacent steps of A
};

template <class V, Tiles shape, int kVectors, class T, int... kRows>
consteval void add_tiles(Gemm<T>& gemm, std::integer_sequence<int, kRows...>) {
  constexpr int v = kVectors - 1;
  gemm.rows[v] = sizeof...(kRows);
  ((gemm.tile[v][kRows] = gemm_tile<V, kRows + 1, kVectors, false, shape.unroll>), ...);
  if constexpr (shape.along)
    ((gemm.tile_along[v][kRows] = gemm_tile<V, kRows + 1, kVectors, true, shape.unroll>), ...);
}

template <class V, class T, int... kCols>
consteval void add_dots(Gemm<T>& gemm, std::integer_sequence<int, kCols...>) {
  ((gemm.dots[kCols] = gemm_dots<V, kCols + 1>), ...);
}

template <class V, Tiles shape, class T = typename V::Value>
consteval Kernels<T> make_kernels() {
  Kernels<T> k{};
  k.gemm.lanes = V::width;
  k.gemm.vectors = shape.vectors;
  k.gemm.any_width = V::kMasksMemory;
  k.gemm.pack_columns = shape.pack_columns;
  k.gemm.packed_vectors = shape.packed_vectors;
  k.gemm.in_place = shape.in_place;
  k.gemm.kc = shape.kc;
  k.gemm.block = shape.block;
  k.gemm.pack = pack<V>;
  add_tiles<V, shape, 1>(k.gemm, std::make_integer_sequence<int, shape.rows[0]>());
  add_tiles<V, shape, 2>(k.gemm, std::make_integer_sequence<int, shape.rows[1]>());
  add_tiles<V, shape, 3>(k.gemm, std::make_integer_sequence<int, shape.rows[2]>());
  add_tiles<V, shape, 4>(k.gemm, std::make_integer_sequence<int, shape.rows[3]>());
  if constexpr (V::kMasksMemory)
    add_dots<V>(k.gemm, std::make_integer_sequence<int, std::min(V::width, Gemm<T>::kMaxRows)>());

#define WEFT_UNARY(name, ...)                                     \
  k.unary[static_cast<int>(Unary::name)] = unary<V, Unary::name>; \
  k.unary_grad[static_cast<int>(Unary::name)] = unary_grad<V, Unary::name>;
#define WEFT_BINARY(name, ...) k.binary[static_cast<int>(Binary::name)] = binary<V, Binary::name>;
#define WEFT_PARAMETRIC(name, ...)                                                    \
  k.parametric[static_cast<int>(Parametric::name)] = parametric<V, Parametric::name>; \
  k.parametric_grad[static_cast<int>(Parametric::name)] = parametric_grad<V, Parametric::name>;
#include "simd/pointwise.def"

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

#ifndef __wasm__
template <class A, Tiles f32, Tiles f64>
consteval Machine make_machine(const char* name) {
  return {name, static_cast<int>(Vec<float, A>::width * 32), make_kernels<Vec<float, A>, f32>(),
          make_kernels<Vec<double, A>, f64>()};
}
#endif

}  // namespace
}  // namespace weft::simd
