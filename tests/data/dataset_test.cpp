#include "core/data/dataset.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/error.h"
#include "core/data/watermark.h"
#include "idx_bytes.h"

namespace weft {
namespace {

using test::Bytes;
using test::image_file;
using test::label_file;

const std::array<std::string, 4> kNames = {"ti", "tl", "vi", "vl"};

Dataset load(const Bytes& a, const Bytes& b, const Bytes& c, const Bytes& d) {
  return from_idx({a, b, c, d}, kNames);
}

std::string error(const Bytes& a, const Bytes& b, const Bytes& c, const Bytes& d) {
  try {
    load(a, b, c, d);
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

TEST_CASE("4.2.a: a data set from four files") {
  const Dataset data = load(image_file(6, 4, 5), label_file(6), image_file(3, 4, 5), label_file(3));
  CHECK(data.name == "custom");
  CHECK(data.rows == 4);
  CHECK(data.columns == 5);
  CHECK(data.train.count == 6);
  CHECK(data.test.count == 3);
  CHECK(data.train.pixel_bytes().size() == 120);
  CHECK(data.train.image(2)[1] == 41);
  CHECK(data.test.label_bytes()[2] == 2);
  REQUIRE(data.text_labels.size() == 10);
  CHECK(std::string(data.text_labels[9]) == "9");
}

TEST_CASE("a data set: counts and sizes must fit") {
  const Bytes i6 = image_file(6, 4, 5);
  const Bytes i3 = image_file(3, 4, 5);
  CHECK(error(i6, label_file(5), i3, label_file(3)) ==
        "tl: must have one label for each image of ti, got 5 labels for 6 images");
  CHECK(error(i6, label_file(6), i3, label_file(4)) ==
        "vl: must have one label for each image of vi, got 4 labels for 3 images");
  CHECK(error(i6, label_file(6), image_file(3, 5, 4), label_file(3)) ==
        "vi: images must have the size of those in ti, got 5 x 4 and 4 x 5");
  CHECK(error(label_file(6), i6, i3, label_file(3)) ==
        "ti: an IDX file of images must begin with 00 00 08 03, got 00 00 08 01: this is a file of "
        "labels; are images and labels swapped?");
}

TEST_CASE("the watermark survives files, and nothing else has it") {
  Bytes train = image_file(2, 28, 28);
  const Bytes rest = image_file(1, 28, 28);
  CHECK(load(train, label_file(2), rest, label_file(1)).name == "custom");
  Dataset data = load(train, label_file(2), rest, label_file(1));
  set_watermark(data.train);
  const auto marked = data.train.pixel_bytes();
  const std::string_view text = "weft synthetic 1";
  for (size_t i = 0; i < text.size(); ++i) CHECK(marked[i] == (text[i] & 31));
  std::copy(marked.begin(), marked.end(), train.begin() + 16);
  const Dataset again = load(train, label_file(2), rest, label_file(1));
  CHECK(again.name == "synthetic");
  CHECK(std::string(again.text_labels[9]) == "ankle boot");
  for (size_t i = 0; i < 14; ++i) {
    Bytes spoilt = train;
    spoilt[16 + i] ^= 1;
    CHECK(load(spoilt, label_file(2), rest, label_file(1)).name == "custom");
  }
}

}  // namespace
}  // namespace weft
