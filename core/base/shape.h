// Sizes and strides: at most kMaxDims numbers, stored in place (a tensor's shape costs no
// allocation). Strides count elements, not bytes.
#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace weft {

inline constexpr int kMaxDims = 8;

class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<int64_t> sizes) { assign({sizes.begin(), sizes.size()}); }
  Shape(const std::vector<int64_t>& sizes) { assign(sizes); }
  explicit Shape(std::span<const int64_t> sizes) { assign(sizes); }

  [[nodiscard]] int size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  int64_t& operator[](int i) { return values_[i]; }
  int64_t operator[](int i) const { return values_[i]; }
  int64_t* begin() { return values_; }
  int64_t* end() { return values_ + count_; }
  [[nodiscard]] const int64_t* begin() const { return values_; }
  [[nodiscard]] const int64_t* end() const { return values_ + count_; }
  [[nodiscard]] int64_t back() const { return values_[count_ - 1]; }

  void push_back(int64_t value) { insert(count_, value); }
  void insert(int at, int64_t value) {
    check(count_ < kMaxDims, "shape: a tensor has at most ", kMaxDims, " dimensions, got ",
          count_ + 1);
    std::copy_backward(values_ + at, values_ + count_, values_ + count_ + 1);
    values_[at] = value;
    ++count_;
  }
  void erase(int at) {
    std::copy(values_ + at + 1, values_ + count_, values_ + at);
    --count_;
  }

  /// The product of all sizes; 1 for a 0-d tensor.
  [[nodiscard]] int64_t numel() const {
    int64_t n = 1;
    for (const int64_t size : *this) n *= size;
    return n;
  }

  bool operator==(const Shape& other) const {
    bool same = count_ == other.count_;  // a loop: std::equal calls memcmp
    for (int i = 0; same && i < count_; ++i) same = values_[i] == other.values_[i];
    return same;
  }

 private:
  void assign(std::span<const int64_t> sizes) {
    check(sizes.size() <= kMaxDims, "shape: a tensor has at most ", kMaxDims, " dimensions, got ",
          sizes.size());
    count_ = static_cast<int>(sizes.size());
    std::copy(sizes.begin(), sizes.end(), values_);
  }

  int64_t values_[kMaxDims] = {};
  int count_ = 0;
};

using Strides = Shape;

/// The dimensions that an operation works along: one, `x.sum(1)`, or several, `x.sum({0, -1})`;
/// none usually means all of them.
struct Dims : std::vector<int64_t> {
  Dims() = default;
  Dims(int64_t dim) : std::vector<int64_t>{dim} {}
  Dims(std::initializer_list<int64_t> dims) : std::vector<int64_t>(dims) {}
  Dims(std::vector<int64_t> dims) : std::vector<int64_t>(std::move(dims)) {}
};

/// Prints as Python prints a tuple: `(2, 3)`, `(4,)`, `()`.
void append(std::string& out, const Shape& shape);

/// shape.numel(), after checks that no size is negative and that the product fits in memory.
int64_t checked_numel(const char* op, const Shape& shape);

/// Row-major strides.
Strides contiguous_strides(const Shape& shape);

/// The shape that both broadcast to (NumPy's rule); `op` names the caller in the error.
Shape broadcast_shapes(const char* op, const Shape& a, const Shape& b);

/// `dim` counted from 0; negative ones count from the end. `rank` 0 allows 0 and -1, as PyTorch
/// does.
int wrap_dim(const char* op, int64_t dim, int rank);

}  // namespace weft
