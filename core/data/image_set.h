// One split of a data set as it stays in memory while a model learns: bytes, as in the files.
// 70,000 images of 28 x 28 are 55 MB so, and 220 MB as float32: minibatches are converted as they
// are made.
#pragma once
#include <cstdint>
#include <span>

#include "core/base/storage.h"

namespace weft {

inline constexpr int64_t kClasses = 10;

struct ImageSet {
  int64_t count = 0;
  int64_t rows = 0;
  int64_t columns = 0;
  Ref<Storage> pixels;  ///< count * rows * columns bytes, 0 black to 255 white
  Ref<Storage> labels;  ///< count bytes, each in [0, kClasses)

  [[nodiscard]] uint8_t* pixel_data() const { return reinterpret_cast<uint8_t*>(pixels->data()); }
  [[nodiscard]] uint8_t* label_data() const { return reinterpret_cast<uint8_t*>(labels->data()); }

  [[nodiscard]] std::span<const uint8_t> pixel_bytes() const {
    return {pixel_data(), static_cast<size_t>(count * rows * columns)};
  }
  [[nodiscard]] std::span<const uint8_t> label_bytes() const {
    return {label_data(), static_cast<size_t>(count)};
  }
  [[nodiscard]] std::span<const uint8_t> image(int64_t i) const {
    const auto size = static_cast<size_t>(rows * columns);
    return pixel_bytes().subspan(static_cast<size_t>(i) * size, size);
  }
};

}  // namespace weft
