#include "core/data/resize.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/parallel.h"

namespace weft {
namespace {

/// Weights have this many binary places, which decides how ties round.
constexpr int kPlaces = 22;

/// What one output pixel takes: weights of the input pixels from `begin` on.
struct Tap {
  int64_t begin;
  std::vector<int64_t> weights;
};

std::vector<Tap> make_taps(int64_t in, int64_t out) {
  const double scale = static_cast<double>(in) / static_cast<double>(out);
  const double reach = std::max(scale, 1.0);
  std::vector<Tap> taps;
  for (int64_t i = 0; i < out; ++i) {
    const double center = (static_cast<double>(i) + 0.5) * scale;
    const auto begin = std::max<int64_t>(static_cast<int64_t>(center - reach + 0.5), 0);
    const auto end = std::min<int64_t>(static_cast<int64_t>(center + reach + 0.5), in);
    std::vector<double> shares;
    double sum = 0;
    for (int64_t x = begin; x < end; ++x) {
      const double distance = std::abs(static_cast<double>(x) + 0.5 - center) / reach;
      shares.push_back(std::max(1 - distance, 0.0));
      sum += shares.back();
    }
    Tap tap{begin, {}};
    for (const double share : shares)
      tap.weights.push_back(std::lround(share / sum * (int64_t{1} << kPlaces)));
    taps.push_back(std::move(tap));
  }
  return taps;
}

/// One line of pixels that stand `step` apart.
void resample(const std::vector<Tap>& taps, const uint8_t* in, uint8_t* out, int64_t step) {
  for (const Tap& tap : taps) {
    int64_t sum = int64_t{1} << (kPlaces - 1);
    const uint8_t* pixel = in + tap.begin * step;
    for (const int64_t weight : tap.weights) {
      sum += weight * *pixel;
      pixel += step;
    }
    *out = static_cast<uint8_t>(std::min<int64_t>(sum >> kPlaces, 255));
    out += step;
  }
}

}  // namespace

ImageSet resize_images(const ImageSet& images, int64_t rows, int64_t columns) {
  const int64_t size = rows * columns;
  ImageSet result{images.count, rows, columns, Storage::allocate(images.count * size),
                  images.labels};
  const std::vector<Tap> across = make_taps(images.columns, columns);
  const std::vector<Tap> down = make_taps(images.rows, rows);
  parallel_for(images.count, 64, [&](int64_t begin, int64_t end) {
    std::vector<uint8_t> wide(static_cast<size_t>(images.rows * columns));
    for (int64_t i = begin; i < end; ++i) {
      for (int64_t row = 0; row < images.rows; ++row)
        resample(across, images.image(i).data() + row * images.columns, wide.data() + row * columns,
                 1);
      for (int64_t column = 0; column < columns; ++column)
        resample(down, wide.data() + column, result.pixel_data() + i * size + column, columns);
    }
  });
  return result;
}

}  // namespace weft
