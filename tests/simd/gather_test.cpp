#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ranges.h"

namespace weft::test {

TEMPLATE_TEST_CASE("gathered images are exact quotients", "[simd]", float, double) {
  using T = TestType;
  for (const int64_t size :
       {int64_t{1}, width<T>() - 1, width<T>(), width<T>() + 1, int64_t{784}}) {
    const int64_t count = 600 / size + 3;
    std::vector<uint8_t> images(static_cast<size_t>(count * size));
    for (size_t i = 0; i < images.size(); ++i) images[i] = static_cast<uint8_t>(i);
    const std::vector<int64_t> index = {count - 1, 0, 1, 1, count / 2};
    const auto rows = static_cast<int64_t>(index.size());
    Range<T> y(rows * size, 3);
    kernels<T>().gather_images(images.data(), index.data(), y.data(), rows, size);
    for (int64_t r = 0; r < rows; ++r) {
      for (int64_t i = 0; i < size; ++i) {
        const auto pixel = images[static_cast<size_t>(index[static_cast<size_t>(r)] * size + i)];
        REQUIRE(y[r * size + i] == static_cast<T>(pixel) / T(255));
      }
    }
    CHECK(y.intact());
    kernels<T>().gather_images(images.data(), index.data(), y.data(), 0, size);
  }
}

}  // namespace weft::test
