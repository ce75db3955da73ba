#include "core/data/dataset.h"

#include <exception>
#include <utility>

#include "core/base/error.h"
#include "core/data/watermark.h"

namespace weft {
namespace {

constexpr const char* kGarments[kClasses] = {"t-shirt", "trouser",   "pullover", "dress",
                                             "coat",    "sandal",    "shirt",    "sneaker",
                                             "bag",     "ankle boot"};
constexpr const char* kDigits[kClasses] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

// FNV-1a, 64 bits.
uint64_t checksum(uint64_t hash, std::span<const uint8_t> bytes) {
  for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  return hash;
}

bool is_fashion_mnist(const Dataset& data) {
  constexpr uint64_t kStart = 0xcbf29ce484222325;
  constexpr uint64_t kLabels = 0x9c31dd87e8f1095d;
  if (data.rows != 28 || data.columns != 28) return false;
  return checksum(checksum(kStart, data.train.label_bytes()), data.test.label_bytes()) == kLabels;
}

ImageSet pair_up(IdxReader& images, IdxReader& labels) {
  IdxData pixels = images.finish();
  IdxData classes = labels.finish();
  check(pixels.count == classes.count, labels.name(), ": must have one label for each image of ",
        images.name(), ", got ", classes.count, " labels for ", pixels.count, " images");
  return {pixels.count, pixels.rows, pixels.columns, std::move(pixels.bytes),
          std::move(classes.bytes)};
}

}  // namespace

Dataset make_dataset(ImageSet train, ImageSet test) {
  Dataset data;
  data.rows = train.rows;
  data.columns = train.columns;
  data.train = std::move(train);
  data.test = std::move(test);
  data.name = has_watermark(data.train) ? "synthetic"
              : is_fashion_mnist(data)  ? "fashion-mnist"
                                        : "custom";
  if (data.name == "custom") {
    data.text_labels = kDigits;
  } else {
    data.text_labels = kGarments;
  }
  return data;
}

Dataset from_idx(std::array<IdxReader, 4>& readers) {
  ImageSet train = pair_up(readers[0], readers[1]);
  ImageSet test = pair_up(readers[2], readers[3]);
  check(train.rows == test.rows && train.columns == test.columns, readers[2].name(),
        ": images must have the size of those in ", readers[0].name(), ", got ", test.rows, " x ",
        test.columns, " and ", train.rows, " x ", train.columns);
  return make_dataset(std::move(train), std::move(test));
}

Dataset from_idx(const std::array<std::span<const uint8_t>, 4>& files,
                 const std::array<std::string, 4>& names) {
  const auto reader = [&](size_t i) {
    return IdxReader(kFileKinds[i], names[i], static_cast<int64_t>(files[i].size()));
  };
  std::array<IdxReader, 4> readers = {reader(0), reader(1), reader(2), reader(3)};
  for (size_t i = 0; i < 4; ++i) readers[i].feed(files[i]);
  return from_idx(readers);
}

}  // namespace weft
