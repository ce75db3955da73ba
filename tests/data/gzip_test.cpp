#include "core/data/gzip.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "core/base/error.h"
#include "core/random/generator.h"
#include "idx_bytes.h"

namespace weft {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::Bytes;

std::string error(const Bytes& bytes) {
  try {
    inflate(bytes, "f.gz");
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

Bytes noise(size_t n, uint32_t mask) {
  Generator generator(n);
  Bytes out(n);
  for (uint8_t& byte : out) byte = static_cast<uint8_t>(generator.random() & mask);
  return out;
}

Bytes joined(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST_CASE("gzip is known by its first bytes") {
  CHECK(is_gzip(deflate(test::label_file(3))));
  CHECK_FALSE(is_gzip(test::label_file(3)));
  CHECK_FALSE(is_gzip(Bytes{0x1f}));
  CHECK_FALSE(is_gzip({}));
}

TEST_CASE("gzip there and back") {
  for (const size_t n : {0U, 1U, 1000U, 262144U, 262145U, 1000000U}) {
    for (const uint32_t mask : {0U, 3U, 255U}) {
      const Bytes plain = noise(n, mask);
      const Bytes packed = deflate(plain);
      CHECK(static_cast<int64_t>(n) <= most_inflated(static_cast<int64_t>(packed.size())));
      REQUIRE((inflate(packed, "f.gz") == plain));
      REQUIRE((deflate(plain) == packed));
    }
  }
}

TEST_CASE("gzip in pieces of any size") {
  const Bytes plain = noise(300, 15);
  const Bytes packed = deflate(plain);
  for (size_t piece = 1; piece <= packed.size(); ++piece) {
    Bytes out;
    Gunzip gunzip("f.gz");
    for (size_t at = 0; at < packed.size(); at += piece) {
      gunzip.feed(std::span(packed).subspan(at, std::min(piece, packed.size() - at)),
                  [&](std::span<const uint8_t> b) { out.insert(out.end(), b.begin(), b.end()); });
    }
    gunzip.finish();
    REQUIRE((out == plain));
  }
}

TEST_CASE("gzip of several members is one file") {
  const Bytes a = noise(500, 7);
  const Bytes b = noise(70, 255);
  CHECK((inflate(joined(deflate(a), deflate(b)), "f.gz") == joined(a, b)));
}

TEST_CASE("gzip cut short at every length") {
  const Bytes packed = deflate(noise(300, 15));
  for (size_t n = 0; n < packed.size(); ++n) {
    REQUIRE(error(test::head(packed, n)) ==
            text("f.gz: gzip data is cut short: it goes on after its ", n, " bytes"));
  }
  const Bytes second = joined(packed, test::head(packed, 20));
  CHECK_THAT(error(second), ContainsSubstring("gzip data is cut short"));
}

TEST_CASE("gzip with something after its end") {
  const Bytes packed = deflate(noise(300, 15));
  for (const Bytes& rest : {Bytes{0}, Bytes{0x1f}, Bytes{0, 0, 0, 0}, Bytes{'a', 'b', 'c'}}) {
    CHECK(error(joined(packed, rest)) ==
          text("f.gz: must end with its gzip data at offset ", packed.size(), ", got more bytes"));
  }
}

TEST_CASE("gzip with a wrong checksum or length") {
  Bytes packed = deflate(noise(300, 15));
  const size_t n = packed.size();
  packed[n - 1] ^= 1;
  CHECK(error(packed) ==
        text("f.gz: gzip data is corrupt: incorrect length check near offset ", n));
  packed[n - 1] ^= 1;
  packed[n - 8] ^= 1;
  CHECK_THAT(error(packed), ContainsSubstring("gzip data is corrupt: incorrect data check"));
  CHECK(error({1, 2, 3}) == "f.gz: gzip data is corrupt: incorrect header check near offset 2");
}

TEST_CASE("gzip with any bit spoilt is an error or the same content") {
  const Bytes plain = noise(200, 31);
  const Bytes packed = deflate(plain);
  for (size_t at = 0; at < packed.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes spoilt = packed;
      spoilt[at] ^= static_cast<uint8_t>(1 << bit);
      try {
        // Some bits mean nothing (time, system, the length of a code that is not used).
        const bool same = inflate(spoilt, "f.gz") == plain;
        REQUIRE(same);
      } catch (const Error& e) {
        REQUIRE(std::string_view(e.what()).starts_with("f.gz: "));
      }
    }
  }
}

}  // namespace
}  // namespace weft
