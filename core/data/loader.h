// Minibatches. A batch is a list of tensors whose last one holds the labels.
#pragma once
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/tensor/tensor.h"

namespace weft {

using Batch = std::vector<Tensor>;

/// Goes through n examples in batches, shuffled by the default generator or in order. The last
/// batch may be short. One pass is: start(), then next() until it returns false.
class DataLoader {
 public:
  DataLoader(int64_t examples, int64_t batch_size, bool shuffle);
  virtual ~DataLoader() = default;

  [[nodiscard]] int64_t batches() const;
  [[nodiscard]] int64_t examples() const { return examples_; }
  void start();
  bool next(Batch& batch);
  /// Where a pass is: the numbers of the examples in its order, not defined before start(), and how
  /// many of them are done. resume() goes on from such a place.
  [[nodiscard]] const Tensor& order() const { return order_; }
  [[nodiscard]] int64_t position() const { return position_; }
  void resume(const Tensor& order, int64_t position);
  void check_place(const Tensor& order, int64_t position) const;

 protected:
  /// The examples of these numbers.
  virtual Batch gather(const Tensor& indices) = 0;

 private:
  int64_t examples_, batch_size_;
  bool shuffle_;
  int64_t position_ = 0;
  Tensor order_;
};

/// Rows of tensors that have the same first size.
class TensorLoader : public DataLoader {
 public:
  TensorLoader(Batch tensors, int64_t batch_size, bool shuffle);

 protected:
  Batch gather(const Tensor& indices) override;

 private:
  Batch tensors_;
};

/// uint8 images as float32 (N, 1, rows, columns) in [0, 1], with int64 labels (N).
class ImageLoader : public DataLoader {
 public:
  ImageLoader(ImageSet images, int64_t batch_size, bool shuffle);

 protected:
  Batch gather(const Tensor& indices) override;

 private:
  ImageSet images_;
};

}  // namespace weft
