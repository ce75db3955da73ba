// Grids of images: the PNG pictures, inflated again, hold the pixels that were given.
#include <zlib.h>

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/d2l/data_module.h"
#include "core/data/synthetic.h"
#include "core/plot/images.h"
#include "core/plot/png.h"
#include "tests/core/helpers.h"
#include "tests/plot/svg.h"

namespace weft {
namespace {

using namespace test;

size_t word(const std::string& s, size_t at) {
  size_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(s[at + i]);
  return value;
}

struct Picture {
  size_t width = 0, height = 0;
  std::vector<uint8_t> pixels;
};

/// Reads an 8-bit grey PNG without filters, checksums included.
Picture decode(const std::string& png) {
  REQUIRE(png.substr(0, 8) == "\x89PNG\r\n\x1a\n");
  Picture picture;
  std::string packed, chunks;
  for (size_t at = 8; at < png.size();) {
    const size_t length = word(png, at);
    const std::string type = png.substr(at + 4, 4);
    const auto* body = reinterpret_cast<const Bytef*>(png.data() + at + 4);
    CHECK(crc32(0, body, static_cast<uInt>(length + 4)) == word(png, at + 8 + length));
    chunks += type + " ";
    if (type == "IHDR") {
      picture.width = word(png, at + 8);
      picture.height = word(png, at + 12);
      CHECK(png.substr(at + 16, 5) == std::string("\x08\0\0\0\0", 5));
    }
    if (type == "IDAT") packed += png.substr(at + 8, length);
    at += 12 + length;
  }
  CHECK(chunks == "IHDR IDAT IEND ");
  std::string rows((picture.width + 1) * picture.height, '\0');
  uLongf size = static_cast<uLongf>(rows.size());
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(rows.data()), &size,
                     reinterpret_cast<const Bytef*>(packed.data()),
                     static_cast<uLong>(packed.size())) == Z_OK);
  REQUIRE(size == rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i % (picture.width + 1) == 0)
      CHECK(rows[i] == 0);
    else
      picture.pixels.push_back(static_cast<uint8_t>(rows[i]));
  }
  return picture;
}

std::string from_base64(const std::string& s) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : s) {
    if (c == '=') break;
    const int digit = c >= 'a'   ? c - 'a' + 26
                      : c >= 'A' ? c - 'A'
                      : c >= '0' ? c - '0' + 52
                      : c == '+' ? 62
                                 : 63;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

std::vector<Picture> pictures(const std::string& svg) {
  std::vector<Picture> all;
  for (const test::Element& e : named(svg, "image")) {
    const std::string& href = e.attributes.at("href");
    const std::string head = "data:image/png;base64,";
    REQUIRE(href.substr(0, head.size()) == head);
    all.push_back(decode(from_base64(href.substr(head.size()))));
  }
  return all;
}

TEST_CASE("4.2.b: a PNG inflates to the pixels that were given, whatever their number") {
  for (const int64_t width : {1, 2, 3, 28, 100}) {
    std::vector<uint8_t> pixels;
    for (int64_t i = 0; i < width * 5; ++i) pixels.push_back(static_cast<uint8_t>(i * 37));
    const Picture picture = decode(plot::png(pixels, width, 5));
    CHECK(picture.width == static_cast<size_t>(width));
    CHECK(picture.height == 5);
    CHECK(picture.pixels == pixels);
  }
  CHECK(error_of([] { (void)plot::png({}, 0, 5); }) ==
        "png: sizes must be from 1 to 32768, got 0 x 5");
  CHECK(error_of([] { (void)plot::png({}, 2, 3); }) == "png: 2 x 3 pixels are needed, got 0");
}

TEST_CASE("4.2.b: show_images draws each image with its title, floating and uint8 alike") {
  const Tensor bytes = counting({6, 4, 5}, uint8) * 2;
  const std::string svg = plot::show_images(bytes, 2, 3, {"a", "b\nc", "d & e", "f", "g", "h"});
  const auto shown = pictures(svg);
  REQUIRE(shown.size() == 6);
  for (size_t i = 0; i < 6; ++i) {
    CHECK(shown[i].width == 5);
    CHECK(shown[i].height == 4);
    CHECK(shown[i].pixels == bytes.select(0, static_cast<int64_t>(i)).to_vector<uint8_t>());
  }
  CHECK(texts(svg) == "a|b|c|d &amp; e|f|g|h|");
  CHECK(named(svg, "svg")[0].number("width") == 3 * 150 + 8);
  const Tensor floats = bytes.to(float32) / 255;
  CHECK(plot::show_images(floats.reshape({6, 1, 4, 5}), 2, 3) == plot::show_images(bytes, 2, 3));
  // Beyond 0 and 1 there is no other grey.
  CHECK(pictures(plot::show_images(tensor({{{-1.0, 2.0, NAN, 0.5}}}), 1, 1))[0].pixels ==
        std::vector<uint8_t>{0, 255, 0, 128});
}

TEST_CASE("4.2.b: images beyond the grid are left out, cells without one stay empty") {
  const Tensor imgs = counting({3, 2, 2}, uint8);
  CHECK(pictures(plot::show_images(imgs, 1, 2)).size() == 2);
  CHECK(pictures(plot::show_images(imgs, 2, 2)).size() == 3);
  CHECK(error_of([&] {
          (void)plot::show_images(imgs, 2, 2, {"a", "b"});
        }) == "show_images: titles must be one for each image, got 2 for 3");
}

TEST_CASE("4.2.b: shapes and types that are no grey images are errors") {
  CHECK(error_of([] {
          (void)plot::show_images(zeros({2, 3, 4, 4}), 1, 2);
        }) == "show_images: images must be (N, h, w) or (N, 1, h, w), got shape (2, 3, 4, 4)");
  CHECK(error_of([] {
          (void)plot::show_images(zeros({4, 4}), 1, 2);
        }) == "show_images: images must be (N, h, w) or (N, 1, h, w), got shape (4, 4)");
  CHECK(error_of([] {
          (void)plot::images_png(zeros({2, 0, 4}), 1, 2);
        }) == "images_png: images must not be empty, got shape (2, 0, 4)");
  CHECK(error_of([] {
          (void)plot::show_images(zeros({2, 4, 4}, int64), 1, 2);
        }) == "show_images: images must be floating, from 0 to 1, or uint8, got int64");
  CHECK(error_of([] {
          (void)plot::show_images(zeros({2, 4, 4}), 0, 2);
        }) == "show_images: num_rows and num_cols must be from 1 to 1000, got 0 and 2");
  CHECK(error_of([] {
          (void)plot::show_images(zeros({2, 4, 4}), 1, 2, {}, 0);
        }) == "show_images: scale must be from 0.2 to 20, got 0");
}

TEST_CASE("4.2.b: the picture file of a grid: images in their places, black between them") {
  const Tensor imgs = counting({3, 2, 2}, uint8) + 1;
  const Picture grid = decode(plot::images_png(imgs, 2, 2));
  CHECK(grid.width == 5);
  CHECK(grid.height == 5);
  CHECK(grid.pixels == std::vector<uint8_t>{1, 2, 0, 5,  6, 3, 4, 0,  7,  8, 0, 0, 0,
                                            0, 0, 9, 10, 0, 0, 0, 11, 12, 0, 0, 0});
}

TEST_CASE("4.2.b: visualize shows a batch under its own labels or under others") {
  const d2l::FashionMNIST data(make_synthetic(), 16);
  const auto loader = data.val_dataloader();
  loader->start();
  Batch batch;
  REQUIRE(loader->next(batch));
  const std::string svg = data.visualize(batch);
  const auto shown = pictures(svg);
  REQUIRE(shown.size() == 8);
  const auto& test = data.dataset().test;
  for (size_t i = 0; i < 8; ++i) {
    const auto pixels = test.image(static_cast<int64_t>(i));
    CHECK(shown[i].pixels == std::vector<uint8_t>(pixels.begin(), pixels.end()));
  }
  std::string labels;
  for (const auto& label : data.text_labels(batch[1].slice(0, 0, 8))) labels += label + "|";
  CHECK(texts(svg) == labels);
  CHECK(texts(data.visualize(batch, 1, 2, {"coat\nbag", "shirt\ndress"})) ==
        "coat|bag|shirt|dress|");
  CHECK(error_of([&] { (void)data.visualize({batch[0]}); }) ==
        "visualize: a batch must be images and labels, got 1 tensors");
}

}  // namespace
}  // namespace weft
