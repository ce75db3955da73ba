// A plain number as an argument of an operation. It remembers its kind, because PyTorch's promotion
// does: an int added to a float32 tensor stays float32, a float added to an int64 tensor makes
// float32.
#pragma once
#include <concepts>
#include <cstdint>

#include "core/base/dtype.h"

namespace weft {

class Scalar {
 public:
  enum class Kind : uint8_t { boolean, integer, floating };

  Scalar(bool value) : kind_(Kind::boolean), integer_(value) {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Scalar(T value)
      : kind_(Kind::integer), integer_(static_cast<int64_t>(value)) {}
  template <std::floating_point T>
  Scalar(T value) : kind_(Kind::floating), floating_(static_cast<double>(value)) {}

  [[nodiscard]] Kind kind() const { return kind_; }
  template <class T>
  [[nodiscard]] T to() const {
    return kind_ == Kind::floating ? convert<T>(floating_) : convert<T>(integer_);
  }

 private:
  Kind kind_;
  union {
    int64_t integer_;
    double floating_;
  };
};

}  // namespace weft
