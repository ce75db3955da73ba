#include "wasm/session_data.h"

#include <algorithm>

namespace weft::wasm {
namespace {

class ArrayData : public d2l::DataModule {
 public:
  ArrayData(const SessionData& data, int64_t batch_size) : data_(data), batch_size_(batch_size) {}
  [[nodiscard]] std::unique_ptr<DataLoader> get_dataloader(bool train) const override {
    const int split = train ? 0 : 1;
    if (!data_.x[split].defined()) return nullptr;
    return std::make_unique<TensorLoader>(Batch{data_.x[split], data_.y[split]}, batch_size_,
                                          train);
  }

 private:
  SessionData data_;
  int64_t batch_size_;
};

}  // namespace

Shape SessionData::example() const {
  if (has_images()) return {1, 1, images.rows, images.columns};
  Shape shape = x[0].shape();
  shape[0] = 1;
  return shape;
}

int64_t SessionData::classes() const {
  if (targets() > 0) return 0;
  int64_t last = 0;
  for (const ImageSet* set : {&images.train, &images.test})
    if (has_images())
      for (const uint8_t label : set->label_bytes()) last = std::max<int64_t>(last, label);
  for (const Tensor& labels : y)
    if (labels.defined())
      for (const int64_t label : labels.span<int64_t>()) last = std::max(last, label);
  return last + 1;
}

std::unique_ptr<d2l::DataModule> SessionData::module(int64_t batch_size) const {
  if (has_images()) return std::make_unique<d2l::FashionMNIST>(images, batch_size);
  return std::make_unique<ArrayData>(*this, batch_size);
}

}  // namespace weft::wasm
