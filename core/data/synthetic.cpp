#include "core/data/synthetic.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/garments.h"
#include "core/data/watermark.h"

namespace weft {
namespace {

constexpr int64_t kPixels = kSide * kSide;
constexpr uint64_t kLabelStream = 2;  // a split is 0 or 1; its labels come from streams 2 and 3

// Each run of ten images has every class once, in an order of its own.
void draw_labels(uint64_t seed, uint64_t split, int64_t block, uint8_t* out, int64_t n) {
  uint8_t order[kClasses];
  std::iota(order, order + kClasses, uint8_t{0});
  Draws draws(seed, split + kLabelStream, static_cast<uint64_t>(block));
  for (int i = kClasses - 1; i > 0; --i) std::swap(order[i], order[draws.between(0, i)]);
  std::copy_n(order, n, out);
}

// Grain of the cloth and of the camera: in proportion to the light, so that the background stays
// black.
void develop(Picture& picture, Draws& draws, uint8_t* out) {
  const int grain = draws.chance(15) ? draws.between(24, 60) : draws.between(4, 20);
  const int16_t* const pixels = picture.pixels();
  for (int64_t i = 0; i < kPixels; i += 8) {
    uint64_t bits = draws.bits();
    for (int64_t k = i; k < i + 8; ++k, bits >>= 8) {
      const int noise = static_cast<int>(bits & 255) - 128;
      const int value = pixels[k] + (pixels[k] * noise * grain >> 14);
      out[k] = static_cast<uint8_t>(std::clamp(value, 0, 255));
    }
  }
}

ImageSet draw_split(uint64_t seed, uint64_t split, int64_t count) {
  ImageSet set{count, kSide, kSide, Storage::allocate(count * kPixels), Storage::allocate(count)};
  uint8_t* const labels = set.label_data();
  uint8_t* const pixels = set.pixel_data();
  constexpr int64_t kPerThread = 4;  // blocks; about 5 us an image
  parallel_for((count + kClasses - 1) / kClasses, kPerThread, [=](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      const int64_t first = block * kClasses;
      const int64_t n = std::min(kClasses, count - first);
      draw_labels(seed, split, block, labels + first, n);
      for (int64_t i = first; i < first + n; ++i) {
        Draws draws(seed, split, static_cast<uint64_t>(i));
        Picture picture;
        paint_garment(labels[i], draws, picture);
        develop(picture, draws, pixels + i * kPixels);
      }
    }
  });
  return set;
}

}  // namespace

Dataset make_synthetic(const SyntheticOptions& options) {
  check(options.train >= 1 && options.test >= 1,
        "synthetic: there must be at least one image in each split, got ", options.train,
        " training and ", options.test, " test images");
  constexpr int64_t kMost = ((int64_t{1} << 31) - 1) / kPixels;
  check(options.train <= kMost && options.test <= kMost, "synthetic: a split must have at most ",
        kMost, " images, got ", options.train, " training and ", options.test, " test images");
  ImageSet train = draw_split(options.seed, 0, options.train);
  ImageSet test = draw_split(options.seed, 1, options.test);
  set_watermark(train);
  return make_dataset(std::move(train), std::move(test));
}

}  // namespace weft
