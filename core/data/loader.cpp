#include "core/data/loader.h"

#include <cstring>

#include "core/base/parallel.h"
#include "core/ops/ops.h"
#include "simd/kernels.h"

namespace weft {

DataLoader::DataLoader(int64_t examples, int64_t batch_size, bool shuffle)
    : examples_(examples), batch_size_(batch_size), shuffle_(shuffle) {
  check(batch_size >= 1, "DataLoader: batch_size must be at least 1, got ", batch_size);
}

int64_t DataLoader::batches() const { return (examples_ + batch_size_ - 1) / batch_size_; }

void DataLoader::start() {
  order_ = shuffle_ ? randperm(examples_) : arange(examples_);
  position_ = 0;
}

void DataLoader::check_place(const Tensor& order, int64_t position) const {
  check(position >= 0 && position <= examples_ && order.dtype() == int64 &&
            order.shape() == Shape{examples_},
        "DataLoader: a place must be from 0 to ", examples_, " in as many int64 numbers, got ",
        position, " in ", order.dtype(), " of shape ", order.shape());
  for (const int64_t example : order.span<int64_t>())
    check(example >= 0 && example < examples_, "DataLoader: numbers of examples must be in [0, ",
          examples_, "), got ", example);
}

void DataLoader::resume(const Tensor& order, int64_t position) {
  check_place(order, position);
  order_ = order.clone();
  position_ = position;
}

bool DataLoader::next(Batch& batch) {
  check(order_.defined(), "DataLoader: start() must come before next()");
  if (position_ >= examples_) return false;
  const int64_t end = std::min(position_ + batch_size_, examples_);
  batch = gather(order_.slice(0, position_, end));
  position_ = end;
  return true;
}

TensorLoader::TensorLoader(Batch tensors, int64_t batch_size, bool shuffle)
    : DataLoader(tensors.empty() ? 0 : tensors[0].len(), batch_size, shuffle),
      tensors_(std::move(tensors)) {
  for (Tensor& x : tensors_) {
    check(x.len() == examples(), "TensorLoader: all tensors must have the same first size, got ",
          examples(), " and ", x.len());
    x = x.detach().contiguous();
  }
}

Batch TensorLoader::gather(const Tensor& indices) {
  const int64_t n = indices.len();
  const int64_t* const index = indices.data<int64_t>();
  Batch batch;
  for (const Tensor& x : tensors_) {
    Shape shape = x.shape();
    shape[0] = n;
    Tensor rows = empty(shape, x.dtype());
    const auto bytes =
        static_cast<size_t>(x.numel() / std::max<int64_t>(x.len(), 1) * item_size(x.dtype()));
    const auto* const from = static_cast<const char*>(x.raw());
    auto* const to = static_cast<char*>(rows.raw());
    parallel_for(n, 32, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        std::memcpy(to + static_cast<size_t>(i) * bytes,
                    from + static_cast<size_t>(index[i]) * bytes, bytes);
    });
    batch.push_back(rows);
  }
  return batch;
}

ImageLoader::ImageLoader(ImageSet images, int64_t batch_size, bool shuffle)
    : DataLoader(images.count, batch_size, shuffle), images_(std::move(images)) {}

Batch ImageLoader::gather(const Tensor& indices) {
  const int64_t n = indices.len();
  const int64_t size = images_.rows * images_.columns;
  Tensor x = empty({n, 1, images_.rows, images_.columns});
  Tensor y = empty({n}, int64);
  const int64_t* const index = indices.data<int64_t>();
  parallel_for(n, 32, [&](int64_t begin, int64_t end) {
    simd::machine().f32.gather_images(images_.pixel_data(), index + begin,
                                      x.data<float>() + begin * size, end - begin, size);
    for (int64_t i = begin; i < end; ++i) y.data<int64_t>()[i] = images_.label_data()[index[i]];
  });
  return {x, y};
}

}  // namespace weft
