// Indexing as NumPy and PyTorch do it. X[{Slice(1, 3), -1}] is a view; an index tensor (integers or
// a mask) copies. Assigning to either writes into X: X[{1, 2}] = 17.
#pragma once
#include <limits>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

/// A new axis of size 1; in a Slice, a bound that is left out.
struct NewAxis {};
/// As many full slices as are missing.
struct Ellipsis {};
inline constexpr NewAxis None{};
inline constexpr Ellipsis Dots{};

/// start:stop:step, with Python's meaning of negative and missing bounds; step is at least 1.
struct Slice {
  static constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();
  explicit Slice(int64_t start = 0, int64_t stop = kEnd, int64_t step = 1)
      : start(start), stop(stop), step(step) {}
  Slice(int64_t start, NewAxis, int64_t step = 1) : Slice(start, kEnd, step) {}
  Slice(NewAxis, int64_t stop, int64_t step = 1) : Slice(0, stop, step) {}
  Slice(NewAxis, NewAxis, int64_t step = 1) : Slice(0, kEnd, step) {}
  int64_t start, stop, step;
};

/// One part of an index.
class Index {
 public:
  enum class Kind : uint8_t { integer, slice, new_axis, ellipsis, tensor };
  Index(int value) : Index(int64_t{value}) {}
  Index(int64_t value) : kind(Kind::integer), integer(value) {}
  Index(Slice value) : kind(Kind::slice), slice(value) {}
  Index(NewAxis) : kind(Kind::new_axis) {}
  Index(Ellipsis) : kind(Kind::ellipsis) {}
  Index(const Tensor& value) : kind(Kind::tensor), tensor(value) {}
  Index(const std::vector<int64_t>& value);

  Kind kind;
  int64_t integer = 0;
  Slice slice;
  Tensor tensor;
};

using Indices = std::vector<Index>;

Tensor index(const Tensor& x, const Indices& indices);
/// x[indices] = value, in place, with gradients to what stays of x and to value.
void index_put_(Tensor& x, const Indices& indices, const Tensor& value);

/// The result of an index expression: a tensor that writes through when it is assigned to.
class Indexed : public Tensor {
 public:
  Indexed(Tensor value, Tensor base, Indices indices)
      : Tensor(std::move(value)), base_(std::move(base)), indices_(std::move(indices)) {}
  Indexed(const Indexed&) = default;
  void operator=(const Indexed& value) && { put(value); }
  void operator=(const Tensor& value) && { put(value); }
  void operator=(Scalar value) && { put(Tensor(value)); }

 private:
  void put(const Tensor& value) { index_put_(base_, indices_, value); }
  Tensor base_;
  Indices indices_;
};

}  // namespace weft
