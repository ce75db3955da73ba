#include "core/data/idx.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/error.h"
#include "idx_bytes.h"

namespace weft {
namespace {

using test::Bytes;
using test::image_file;
using test::image_header;
using test::label_file;

IdxData images(const Bytes& bytes) { return parse_idx(IdxKind::images, bytes, "i"); }
IdxData labels(const Bytes& bytes) { return parse_idx(IdxKind::labels, bytes, "l"); }

std::string error(IdxKind kind, const Bytes& bytes) {
  try {
    parse_idx(kind, bytes, "f");
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}
std::string image_error(const Bytes& bytes) { return error(IdxKind::images, bytes); }
std::string label_error(const Bytes& bytes) { return error(IdxKind::labels, bytes); }

Bytes with(Bytes bytes, size_t at, uint8_t value) {
  bytes[at] = value;
  return bytes;
}

TEST_CASE("4.2.a: IDX images and labels") {
  const IdxData i = images(image_file(3, 4, 5));
  CHECK(i.count == 3);
  CHECK(i.rows == 4);
  CHECK(i.columns == 5);
  REQUIRE(i.bytes->bytes() == 60);
  CHECK(static_cast<int>(i.bytes->data()[59]) == 59);
  const IdxData l = labels(label_file(12));
  CHECK(l.count == 12);
  REQUIRE(l.bytes->bytes() == 12);
  CHECK(static_cast<int>(l.bytes->data()[11]) == 1);
}

TEST_CASE("an IDX file may come in pieces of any size") {
  const Bytes file = image_file(3, 4, 5);
  for (size_t piece = 1; piece <= file.size(); ++piece) {
    IdxReader reader(IdxKind::images, "i", static_cast<int64_t>(file.size()));
    for (size_t at = 0; at < file.size(); at += piece) {
      reader.feed(std::span(file).subspan(at, std::min(piece, file.size() - at)));
      reader.feed({});
    }
    const IdxData data = reader.finish();
    const auto* pixels = reinterpret_cast<const uint8_t*>(data.bytes->data());
    REQUIRE(std::equal(file.begin() + 16, file.end(), pixels, pixels + data.bytes->bytes()));
  }
}

TEST_CASE("IDX: wrong first bytes") {
  CHECK(image_error(label_file(4)) ==
        "f: an IDX file of images must begin with 00 00 08 03, got 00 00 08 01: this is a file of "
        "labels; are images and labels swapped?");
  CHECK(label_error(image_file(1, 2, 2)) ==
        "f: an IDX file of labels must begin with 00 00 08 01, got 00 00 08 03: this is a file of "
        "images; are images and labels swapped?");
  CHECK(image_error({0x1f, 0x8b, 8, 0, 0, 0}) ==
        "f: an IDX file of images must begin with 00 00 08 03, got 1f 8b 08 00: this is gzip and "
        "must be decompressed first");
  CHECK(label_error({'<', '!', 'D', 'O', 'C'}) ==
        "f: an IDX file of labels must begin with 00 00 08 01, got 3c 21 44 4f: this looks like a "
        "web page");
  CHECK(label_error({0, 0, 0x0d, 1, 0, 0, 0, 0}) ==
        "f: an IDX file of labels must begin with 00 00 08 01, got 00 00 0d 01");
}

TEST_CASE("IDX: cut short at every length") {
  const Bytes i = image_file(2, 3, 3);
  const Bytes l = label_file(5);
  CHECK(image_error({}) ==
        "f: cut short: an IDX file begins with 4 bytes that tell its kind, got 0");
  CHECK(label_error({0, 0, 8}) ==
        "f: cut short: an IDX file begins with 4 bytes that tell its kind, got 3");
  for (size_t n = 0; n < i.size(); ++n) {
    const std::string e = image_error(test::head(i, n));
    if (n >= 16) {
      CHECK(e == text("f: cut short: 2 images of 3 x 3 need 34 bytes, got ", n));
    } else if (n >= 4) {
      CHECK(e == text("f: cut short: the header of an IDX file of images has 16 bytes, got ", n));
    }
  }
  for (size_t n = 4; n < l.size(); ++n) {
    const std::string e = label_error(test::head(l, n));
    CHECK(e == (n < 8
                    ? text("f: cut short: the header of an IDX file of labels has 8 bytes, got ", n)
                    : text("f: cut short: 5 labels need 13 bytes, got ", n)));
  }
}

TEST_CASE("IDX: bytes after the end") {
  Bytes i = image_file(2, 3, 3);
  i.resize(i.size() + 7);
  CHECK(image_error(i) == "f: must end after 2 images of 3 x 3 at offset 34, got 7 more bytes");
  Bytes l = label_file(5);
  l.push_back(200);
  CHECK(label_error(l) == "f: must end after 5 labels at offset 13, got 1 more bytes");
}

TEST_CASE("IDX: sizes of zero, and beyond reason") {
  CHECK(image_error(image_header(0, 28, 28)) ==
        "f: sizes must be at least 1, got 0 images of 28 x 28 at offset 4");
  CHECK(image_error(image_header(5, 0, 28)) ==
        "f: sizes must be at least 1, got 5 images of 0 x 28 at offset 4");
  CHECK(image_error(image_header(0xffffffff, 0xffffffff, 0)) ==
        "f: sizes must be at least 1, got 4294967295 images of 4294967295 x 0 at offset 4");
  CHECK(label_error(label_file(0)) == "f: sizes must be at least 1, got 0 labels at offset 4");
  CHECK(image_error(image_header(0xffffffff, 0xffffffff, 0xffffffff)) ==
        "f: sizes must give at most 2147483647 bytes, got 4294967295 images of 4294967295 x "
        "4294967295 at offset 4");
  CHECK(image_error(image_header(2, 32768, 32768)) ==
        "f: sizes must give at most 2147483647 bytes, got 2 images of 32768 x 32768 at offset 4");
  CHECK(
      image_error(image_header(65536, 65536, 65536)) ==
      "f: sizes must give at most 2147483647 bytes, got 65536 images of 65536 x 65536 at offset 4");
}

TEST_CASE("IDX: a header that promises too much gets no memory") {
  const MemoryStats before = memory();
  CHECK(image_error(image_header(2000000, 32, 32)) ==
        "f: cut short: 2000000 images of 32 x 32 need 2048000016 bytes, got 16");
  CHECK(memory().live_bytes == before.live_bytes);
  CHECK(memory().system_allocations == before.system_allocations);
}

TEST_CASE("IDX: labels of no class") {
  CHECK(label_error(with(label_file(30), 8 + 7, 10)) ==
        "f: labels must be in [0, 9], got 10 at index 7 (offset 15)");
  CHECK(label_error(with(label_file(30), 37, 255)) ==
        "f: labels must be in [0, 9], got 255 at index 29 (offset 37)");
}

TEST_CASE("IDX: any byte may be any value") {
  for (const IdxKind kind : {IdxKind::images, IdxKind::labels}) {
    const Bytes good = kind == IdxKind::images ? image_file(2, 3, 2) : label_file(9);
    for (size_t at = 0; at < good.size(); ++at) {
      for (int value = 0; value < 256; ++value) {
        const std::string e = error(kind, with(good, at, static_cast<uint8_t>(value)));
        REQUIRE((e == "no error" || e.starts_with("f: ")));
      }
    }
  }
}

}  // namespace
}  // namespace weft
