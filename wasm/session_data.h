// What a session learns from: a set of images, or plain arrays.
#pragma once
#include <memory>

#include "core/d2l/data_module.h"

namespace weft::wasm {

struct SessionData {
  Dataset images = {};  ///< with rows = 0 where the data are arrays
  /// Of the training and the test split: x float32 (N, ...), y int64 (N) or float32 (N, targets);
  /// not defined where there is no such split.
  Tensor x[2] = {}, y[2] = {};

  [[nodiscard]] bool has_images() const { return images.rows > 0; }
  /// One example, black or zero.
  [[nodiscard]] Shape example() const;
  /// Classes that labels name, 0 where they are targets.
  [[nodiscard]] int64_t classes() const;
  [[nodiscard]] int64_t targets() const {
    return y[0].defined() && y[0].dim() == 2 ? y[0].size(1) : 0;
  }
  [[nodiscard]] std::unique_ptr<d2l::DataModule> module(int64_t batch_size) const;
};

}  // namespace weft::wasm
