// DataModule of the book: where batches come from. Only training data is shuffled.
#pragma once
#include <memory>

#include "core/d2l/hyperparameters.h"
#include "core/data/loader.h"
#include "core/ops/index.h"

namespace weft::d2l {

class DataModule : public HyperParameters {
 public:
  /// The book's arguments, kept as hyperparameters. Nothing is read from `root`, and batches are
  /// made when they are asked for, whatever num_workers says.
  explicit DataModule(const std::string& root = "../data", int64_t num_workers = 4);
  virtual ~DataModule() = default;
  /// The loader of one split; none for a split that does not exist.
  [[nodiscard]] virtual std::unique_ptr<DataLoader> get_dataloader(bool train) const = 0;
  [[nodiscard]] std::unique_ptr<DataLoader> train_dataloader() const {
    return get_dataloader(true);
  }
  [[nodiscard]] std::unique_ptr<DataLoader> val_dataloader() const { return get_dataloader(false); }

 protected:
  /// Batches of the rows `indices` of these tensors, `batch_size` (a hyperparameter) at a time,
  /// shuffled if they are for training. None if there are no such rows.
  [[nodiscard]] std::unique_ptr<DataLoader> get_tensorloader(const Batch& tensors, bool train,
                                                             Slice indices = Slice()) const;
};

/// Fashion-MNIST, or any data set of its kind: X (N, 1, 28, 28) float32 in [0, 1], y (N) int64.
class FashionMNIST : public DataModule {
 public:
  /// `resize` is (rows, columns), as resize_images() does it; none leaves the images as they are.
  explicit FashionMNIST(Dataset dataset, int64_t batch_size = 64, const Shape& resize = {});
  [[nodiscard]] std::unique_ptr<DataLoader> get_dataloader(bool train) const override;
  /// The names of these labels.
  [[nodiscard]] std::vector<std::string> text_labels(const Tensor& indices) const;
  /// A grid of the batch's first images under these labels, or under their own, as an SVG text.
  [[nodiscard]] std::string visualize(const Batch& batch, int64_t nrows = 1, int64_t ncols = 8,
                                      const std::vector<std::string>& labels = {}) const;
  [[nodiscard]] const Dataset& dataset() const { return dataset_; }

 private:
  Dataset dataset_;
};

/// y = X w + b + noise, X standard normal; the first num_train rows train, the others validate.
class SyntheticRegressionData : public DataModule {
 public:
  SyntheticRegressionData(const Tensor& w, double b, double noise = 0.01, int64_t num_train = 1000,
                          int64_t num_val = 1000, int64_t batch_size = 32);
  [[nodiscard]] std::unique_ptr<DataLoader> get_dataloader(bool train) const override;

  Tensor w;
  double b;
  Tensor X, y;  ///< (num_train + num_val, w.numel()) and (num_train + num_val, 1)
};

}  // namespace weft::d2l
