#include "core/d2l/data_module.h"

#include "core/data/resize.h"
#include "core/ops/ops.h"

namespace weft::d2l {

DataModule::DataModule(const std::string& root, int64_t num_workers) {
  save_hyperparameters({{"root", root}, {"num_workers", num_workers}});
}

std::unique_ptr<DataLoader> DataModule::get_tensorloader(const Batch& tensors, bool train,
                                                         Slice indices) const {
  Batch rows;
  for (const Tensor& x : tensors) rows.push_back(x[indices]);
  if (rows.empty() || rows[0].len() == 0) return nullptr;
  return std::make_unique<TensorLoader>(std::move(rows), static_cast<int64_t>(hparam("batch_size")),
                                        train);
}

FashionMNIST::FashionMNIST(Dataset dataset, int64_t batch_size, const Shape& resize)
    : dataset_(std::move(dataset)) {
  check(batch_size >= 1, "FashionMNIST: batch_size must be at least 1, got ", batch_size);
  check(resize.empty() || (resize.size() == 2 && resize[0] >= 1 && resize[1] >= 1),
        "FashionMNIST: resize must be rows and columns, got ", resize);
  if (!resize.empty() && resize != Shape{dataset_.rows, dataset_.columns}) {
    dataset_.rows = resize[0];
    dataset_.columns = resize[1];
    for (ImageSet* split : {&dataset_.train, &dataset_.test})
      *split = resize_images(*split, resize[0], resize[1]);
  }
  save_hyperparameters(
      {{"batch_size", batch_size},
       {"resize", {static_cast<double>(dataset_.rows), static_cast<double>(dataset_.columns)}}});
}

std::unique_ptr<DataLoader> FashionMNIST::get_dataloader(bool train) const {
  return std::make_unique<ImageLoader>(train ? dataset_.train : dataset_.test,
                                       static_cast<int64_t>(hparam("batch_size")), train);
}

std::vector<std::string> FashionMNIST::text_labels(const Tensor& indices) const {
  std::vector<std::string> result;
  for (const int64_t label : indices.to_vector<int64_t>()) {
    check(label >= 0 && label < static_cast<int64_t>(dataset_.text_labels.size()),
          "text_labels: labels must be in [0, ", dataset_.text_labels.size(), "), got ", label);
    result.emplace_back(dataset_.text_labels[static_cast<size_t>(label)]);
  }
  return result;
}

SyntheticRegressionData::SyntheticRegressionData(const Tensor& w, double b, double noise,
                                                 int64_t num_train, int64_t num_val,
                                                 int64_t batch_size)
    : w(w), b(b) {
  check(num_train >= 1 && num_val >= 0,
        "SyntheticRegressionData: num_train must be at least 1 and num_val at least 0, got ",
        num_train, " and ", num_val);
  save_hyperparameters({{"w", w.to_vector<double>()},
                        {"b", b},
                        {"noise", noise},
                        {"num_train", num_train},
                        {"num_val", num_val},
                        {"batch_size", batch_size}});
  const int64_t n = num_train + num_val;
  X = randn({n, w.numel()});
  const Tensor error = randn({n, 1}) * noise;
  y = matmul(X, w.reshape({-1, 1})) + b + error;
}

std::unique_ptr<DataLoader> SyntheticRegressionData::get_dataloader(bool train) const {
  const auto num_train = static_cast<int64_t>(hparam("num_train"));
  return get_tensorloader({X, y}, train, train ? Slice(0, num_train) : Slice(num_train));
}

}  // namespace weft::d2l
