#include "core/d2l/data_module.h"

#include "core/ops/ops.h"

namespace weft::d2l {

FashionMNIST::FashionMNIST(Dataset dataset, int64_t batch_size)
    : dataset_(std::move(dataset)), batch_size_(batch_size) {
  check(batch_size >= 1, "FashionMNIST: batch_size must be at least 1, got ", batch_size);
  save_hyperparameters({{"batch_size", static_cast<double>(batch_size)}});
}

std::unique_ptr<DataLoader> FashionMNIST::get_dataloader(bool train) const {
  return std::make_unique<ImageLoader>(train ? dataset_.train : dataset_.test, batch_size_, train);
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
    : num_train_(num_train), batch_size_(batch_size) {
  check(num_train >= 1 && num_val >= 0,
        "SyntheticRegressionData: num_train must be at least 1 and num_val at least 0, got ",
        num_train, " and ", num_val);
  const int64_t n = num_train + num_val;
  X = randn({n, w.numel()});
  const Tensor error = randn({n, 1}) * noise;
  y = matmul(X, w.reshape({-1, 1})) + b + error;
  save_hyperparameters(
      {{"b", b}, {"noise", noise}, {"batch_size", static_cast<double>(batch_size)}});
}

std::unique_ptr<DataLoader> SyntheticRegressionData::get_dataloader(bool train) const {
  const int64_t begin = train ? 0 : num_train_;
  const int64_t end = train ? num_train_ : X.len();
  if (begin == end) return nullptr;
  return std::make_unique<TensorLoader>(Batch{X.slice(0, begin, end), y.slice(0, begin, end)},
                                        batch_size_, train);
}

}  // namespace weft::d2l
