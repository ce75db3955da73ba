#include "core/data/synthetic.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "checksum.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/watermark.h"

namespace weft {
namespace {

using Catch::Matchers::Message;
using test::checksum;

// Natively and in WebAssembly alike. A change of the pictures is a new version of the watermark.
TEST_CASE("the synthetic set is the same everywhere") {
  CHECK(checksum(make_synthetic({.seed = 0, .train = 6000, .test = 1000})) == 0x1ee70254027f1ca4);
  CHECK(checksum(make_synthetic({.seed = 1, .train = 60, .test = 10})) == 0x9fce7cab2206c22a);
}

TEST_CASE("the synthetic set does not depend on the number of threads") {
  const int before = num_threads();
  const SyntheticOptions options{.seed = 3, .train = 1003, .test = 207};
  const uint64_t expected = checksum(make_synthetic(options));
  for (const int threads : {1, before}) {
    set_num_threads(threads);
    CHECK(checksum(make_synthetic(options)) == expected);
  }
  set_num_threads(before);
}

TEST_CASE("a synthetic set says so and looks like Fashion-MNIST") {
  const Dataset data = make_synthetic({.train = 5000, .test = 1000});
  CHECK(data.name == "synthetic");
  CHECK(data.rows == 28);
  CHECK(data.columns == 28);
  CHECK(data.train.count == 5000);
  CHECK(data.test.count == 1000);
  CHECK(std::string(data.text_labels[7]) == "sneaker");
  CHECK(has_watermark(data.train));
  CHECK_FALSE(has_watermark(data.test));
  const auto labels = data.train.label_bytes();
  for (uint8_t c = 0; c < 10; ++c) CHECK(std::count(labels.begin(), labels.end(), c) == 500);
  // Fashion-MNIST itself: a mean of 73, half of the pixels black.
  const auto pixels = data.train.pixel_bytes();
  double sum = 0;
  for (const uint8_t p : pixels) sum += p;
  const auto n = static_cast<double>(pixels.size());
  CHECK(sum / n > 50);
  CHECK(sum / n < 85);
  CHECK(static_cast<double>(std::count(pixels.begin(), pixels.end(), 0)) / n < 0.65);
}

TEST_CASE("every synthetic picture shows something, and no two are the same") {
  const Dataset data = make_synthetic({.seed = 5, .train = 3000, .test = 1});
  std::vector<std::vector<uint8_t>> images;
  for (int64_t i = 0; i < data.train.count; ++i) {
    const auto image = data.train.image(i);
    images.emplace_back(image.begin(), image.end());
    CHECK(std::count_if(image.begin(), image.end(), [](uint8_t p) { return p > 20; }) > 25);
  }
  std::sort(images.begin(), images.end());
  CHECK(std::adjacent_find(images.begin(), images.end()) == images.end());
}

TEST_CASE("a smaller synthetic set is the beginning of a larger one") {
  const Dataset small = make_synthetic({.seed = 2, .train = 25, .test = 3});
  const Dataset large = make_synthetic({.seed = 2, .train = 400, .test = 90});
  const auto begins = [](std::span<const uint8_t> a, std::span<const uint8_t> b) {
    return std::equal(a.begin(), a.end(), b.begin());
  };
  CHECK(begins(small.train.pixel_bytes(), large.train.pixel_bytes()));
  CHECK(begins(small.train.label_bytes(), large.train.label_bytes()));
  CHECK(begins(small.test.pixel_bytes(), large.test.pixel_bytes()));
}

TEST_CASE("synthetic sets of impossible sizes") {
  CHECK_THROWS_MATCHES(make_synthetic({.train = 0}), Error,
                       Message("synthetic: there must be at least one image in each split, got 0 "
                               "training and 10000 test images"));
  CHECK_THROWS_MATCHES(make_synthetic({.test = -5}), Error,
                       Message("synthetic: there must be at least one image in each split, got "
                               "60000 training and -5 test images"));
  CHECK_THROWS_MATCHES(make_synthetic({.train = 3000000}), Error,
                       Message("synthetic: a split must have at most 2739137 images, got 3000000 "
                               "training and 10000 test images"));
}

}  // namespace
}  // namespace weft
