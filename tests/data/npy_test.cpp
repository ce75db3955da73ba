// .npy files: what NumPy wrote, byte for byte, and what is said about files that are none.
#include "core/data/npy.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "core/data/files_table.h"
#include "folder.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using test::error_of;
using test::Golden;
using Bytes = std::vector<uint8_t>;

Bytes from_hex(const std::string& hex) {
  Bytes bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

/// A file of version 1.0 with this header and `count` zero bytes behind it.
Bytes file(std::string_view header, size_t count = 0) {
  Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, static_cast<uint8_t>(header.size()), 0};
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.resize(bytes.size() + count);
  return bytes;
}

std::string npy_error(std::span<const uint8_t> bytes) {
  return error_of([&] { (void)parse_npy(bytes, "x.npy"); });
}

TEST_CASE("2.1.f: NumPy's .npy files are read, in C and in Fortran order") {
  for (const Golden c : Golden::file("npy")["files"]) {
    INFO(c["name"].text());
    const Tensor x = parse_npy(from_hex(c["hex"].text()));
    const Tensor expected = test::make_tensor(c);
    CHECK(x.shape() == expected.shape());
    CHECK(test::same_bits(x, expected));
    CHECK(x.is_contiguous() != c.has("fortran"));
  }
}

TEST_CASE("2.1.f: .npy files are written byte for byte as NumPy writes them") {
  int written = 0;
  for (const Golden c : Golden::file("npy")["files"]) {
    if (c.has("fortran") || c.has("version")) continue;
    INFO(c["name"].text());
    CHECK(npy_bytes(test::make_tensor(c)) == from_hex(c["hex"].text()));
    ++written;
  }
  CHECK(written > 10);
  const Tensor x = arange(6, float32).reshape({2, 3});
  CHECK(npy_bytes(x.T()) == npy_bytes(x.T().contiguous()));
}

TEST_CASE("2.1.f: other .npy files are refused, with offset and what was found") {
  std::map<std::string, std::string> errors;
  for (const Golden c : Golden::file("npy")["others"]) {
    errors[c["name"].text()] = npy_error(from_hex(c["hex"].text()));
  }
  const std::string known = "x.npy: dtype must be one of <f4, <f8, <i8, <i4, |u1, |b1, got ";
  CHECK(errors["big-endian"] ==
        "x.npy: dtype must be little-endian, got '>f4' at offset 20; save it in NumPy as "
        "x.astype('<f4')");
  CHECK(errors["big-endian int64"] ==
        "x.npy: dtype must be little-endian, got '>i8' at offset 20; save it in NumPy as "
        "x.astype('<i8')");
  CHECK(errors["half"] == known + "'<f2' at offset 20");
  CHECK(errors["complex"] == known + "'<c8' at offset 20");
  CHECK(errors["int16"] == known + "'<i2' at offset 20");
  CHECK(errors["int8"] == known + "'|i1' at offset 20");
  CHECK(errors["text"] == known + "'<U1' at offset 20");
  CHECK(errors["time"] == known + "'<M8[D]' at offset 20");
  CHECK(errors["structure"] == known + "a structure of several at offset 20");
}

TEST_CASE("2.1.f: an .npy file cut short at any length, or too long") {
  const Bytes whole = npy_bytes(tensor({1, 2, 3}));
  REQUIRE(whole.size() == 152);
  for (size_t n = 0; n < whole.size(); ++n) {
    const std::string e = npy_error(std::span(whole).first(n));
    INFO(n);
    if (n < 10) {
      CHECK(e == text("x.npy: cut short: an .npy file begins with 10 bytes, got ", n));
    } else if (n < 128) {
      CHECK(e == text("x.npy: cut short: the header ends at offset 128, got ", n, " bytes"));
    } else {
      CHECK(e == text("x.npy: cut short: int64 of shape (3,) at offset 128 must fit in the file, "
                      "got ",
                      n - 128, " bytes for it"));
    }
  }
  Bytes longer = whole;
  longer.resize(longer.size() + 5);
  CHECK(npy_error(longer) == "x.npy: must end after shape (3,) at offset 152, got 5 more bytes");
  Bytes second = {0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 1, 0, 0};
  CHECK(npy_error(second) == "x.npy: cut short: the header begins at offset 12, got 11 bytes");
}

TEST_CASE("2.1.f: what is not .npy, or of a version to come") {
  Bytes bytes = npy_bytes(tensor({1}));
  bytes[6] = 4;
  CHECK(npy_error(bytes) ==
        "x.npy: the version of an .npy file must be 1.0, 2.0 or 3.0, got 4.0 at offset 6");
  bytes[0] = 'P';
  CHECK(npy_error(bytes) ==
        "x.npy: an .npy file must begin with 93 4e 55 4d 50 59, got 50 4e 55 4d 50 59");
}

TEST_CASE("2.1.f: headers of .npy files in other spellings") {
  CHECK(parse_npy(file("{\"shape\":(2L,),'fortran_order':False,\"descr\":'<i4'}", 8)).to_string() ==
        "tensor([0, 0], dtype=int32)");
  CHECK(
      parse_npy(file("{'descr': '>u1', 'fortran_order': True, 'shape': (2, 1), }\n", 2)).shape() ==
      Shape{2, 1});
  Bytes truths = file("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", 3);
  truths.back() = 7;
  CHECK(parse_npy(truths).to_string() == "tensor([False, False,  True])");
}

TEST_CASE("2.1.f: headers of .npy files that are wrong") {
  const std::string head = "x.npy: the header must have ";
  CHECK(npy_error(file("")) == head + "'{', got its end at offset 10");
  CHECK(npy_error(file("{}")) == head + "descr, got none before offset 12");
  CHECK(npy_error(file("{'descr': '<f4', 'shape': ()}")) ==
        head + "fortran_order, got none before offset 39");
  CHECK(npy_error(file("{'descr' '<f4'}")) == head + "':', got ''' at offset 19");
  CHECK(npy_error(file("{'descr: '<f4")) == head + "':', got '<' at offset 20");
  CHECK(npy_error(file("{'descr")) == head + "a closing quote, got its end at offset 17");
  CHECK(npy_error(file("{descr")) == head + "a text in quotes, got 'd' at offset 11");
  CHECK(npy_error(file("{'order': True}")) ==
        head + "descr, fortran_order or shape, got order at offset 11");
  CHECK(npy_error(file("{'fortran_order': 1}")) == head + "True or False, got '1' at offset 28");
  CHECK(npy_error(file("{'shape': (2 3)}")) == head + "',' or ')', got '3' at offset 23");
  CHECK(npy_error(file("{'descr': '<f4', 'fortran_order': False, 'shape': ()} x", 4)) ==
        head + "nothing behind '}', got 'x' at offset 64");
  CHECK(npy_error(file("{'shape': (x)}")) == head + "a size, got 'x' at offset 21");
  CHECK(npy_error(file("{'shape': (-1,)}")) ==
        "x.npy: sizes must be from 0 to 9223372036854775807, got -1 at offset 21");
  CHECK(npy_error(file("{'shape': (9223372036854775808,)}")) ==
        "x.npy: sizes must be from 0 to 9223372036854775807, got 9223372036854775808 at offset 21");
  CHECK(npy_error(file("{'shape': (1,1,1,1,1,1,1,1,1)}")) ==
        "x.npy: a tensor has at most 8 dimensions, got more at offset 37");
}

TEST_CASE("2.1.f: an .npy header that promises too much gets no memory") {
  const MemoryStats before = memory();
  for (const char* const shape : {"(100000, 100000)", "(4294967296, 4294967296, 2)", "(65,)"}) {
    const std::string e = npy_error(
        file(text("{'descr': '<f8', 'fortran_order': False, 'shape': ", shape, "}"), 64 * 8));
    CHECK(e.find("must fit in the file, got 512 bytes for it") != e.npos);
  }
  CHECK(memory().system_allocations == before.system_allocations);
  CHECK(npy_error(file("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 5)}")) == "no error");
}

TEST_CASE("2.1.f: any byte of an .npy file may be any value") {
  const Bytes good = npy_bytes(tensor({{1.5, 2}}));
  for (size_t at = 0; at < good.size(); ++at) {
    for (int value = 0; value < 256; ++value) {
      Bytes bytes = good;
      bytes[at] = static_cast<uint8_t>(value);
      const std::string e = npy_error(bytes);
      REQUIRE((e == "no error" || e.starts_with("x.npy: ")));
    }
  }
}

TEST_CASE("2.1.f: tensors are saved to .npy files and loaded") {
  const test::Folder folder;
  const std::string path = folder.file("x.npy");
  for (const DType dtype : {float32, float64, int64, int32, uint8, boolean}) {
    const Tensor x = test::counting({3, 5}, dtype).T();
    save_npy(path, x);
    const Tensor y = load_npy(path);
    CHECK(y.dtype() == dtype);
    CHECK(test::same_bits(x, y));
  }
  CHECK(folder.count() == 1);
  folder.put("x.npy", std::string_view("no array at all"));
  CHECK(error_of([&] { (void)load_npy(path); }) ==
        path + ": an .npy file must begin with 93 4e 55 4d 50 59, got 6e 6f 20 61 72 72");
  CHECK(error_of([&] { (void)load_npy(folder.file("y.npy")); }) ==
        folder.file("y.npy") + ": cannot be read: No such file or directory");
}

TEST_CASE("2.1.f: a loaded tensor in Fortran order learns as any other") {
  for (const Golden c : Golden::file("npy")["files"]) {
    if (c["name"].text() != "float64, Fortran order") continue;
    Tensor x = parse_npy(from_hex(c["hex"].text()));
    x.requires_grad_();
    (x * x).sum().backward();
    CHECK(test::values(x.grad()) == test::values(2 * x.detach()));
    return;
  }
  FAIL("the case is missing");
}

}  // namespace
}  // namespace weft
