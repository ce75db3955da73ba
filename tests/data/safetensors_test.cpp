// Safetensors files against bytes put together by hand from the format's description.
#include "core/data/safetensors.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <memory>

#include "core/nn/layers.h"
#include "core/ops/ops.h"
#include "core/optim/optimizer.h"
#include "tests/data/folder.h"
#include "tests/golden.h"

using namespace weft;
using Catch::Matchers::Message;
using test::Folder;
using test::Golden;

namespace {

std::string with_length(const std::string& header, const std::string& data) {
  std::string bytes(8, '\0');
  const uint64_t length = header.size();
  for (size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(length >> (8 * i));
  return bytes + header + data;
}

std::string content(const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  std::string bytes(1 << 16, '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

}  // namespace

TEST_CASE("safetensors: a file is its header's length, the header and the elements") {
  const Folder folder;
  const std::string path = folder.file("a.safetensors");
  save_safetensors(path,
                   {{"b", tensor({true, false})}, {"1.weight", tensor({{1.0, -2.0}, {0.5, 0.0}})}},
                   {{"by", "hand \"and\" foot"}});
  const std::string header = R"({"__metadata__":{"by":"hand \"and\" foot"},)"
                             R"("b":{"dtype":"BOOL","shape":[2],"data_offsets":[16,18]},)"
                             R"("1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})";
  const std::string spaces((8 - header.size() % 8) % 8, ' ');
  const std::string data("\0\0\x80\x3f\0\0\0\xc0\0\0\0\x3f\0\0\0\0\1\0", 18);
  CHECK(content(path) == with_length(header + spaces, data));
  CHECK(folder.count() == 1);
}

TEST_CASE("safetensors: every dtype comes back with its name, shape and values, in order") {
  const Folder folder;
  const std::string path = folder.file("all.safetensors");
  const NamedTensors tensors = {
      {"u8", tensor({1, 2, 255}).to(uint8)},
      {"f64", tensor({0.1, 1e300}, float64)},
      {"view", arange(6).reshape({2, 3}).T()},
      {"i32", tensor({-1, 7}).to(int32)},
      {"empty", zeros({0, 4})},
      {"scalar", full({}, 2.5)},
      {"bool", tensor({false, true})},
  };
  save_safetensors(path, tensors);
  const SafeTensors back = load_safetensors(path);
  CHECK(back.metadata.empty());
  REQUIRE(back.tensors.size() == tensors.size());
  for (size_t i = 0; i < tensors.size(); ++i) {
    CAPTURE(tensors[i].first);
    CHECK(back.tensors[i].first == tensors[i].first);
    CHECK(back.tensors[i].second.dtype() == tensors[i].second.dtype());
    CHECK(back.tensors[i].second.shape() == tensors[i].second.shape());
    CHECK(back.tensors[i].second.to_vector<double>() == tensors[i].second.to_vector<double>());
  }
  CHECK(back.tensors[1].second.to_vector<double>()[0] == 0.1);
  save_safetensors(path, {});  // in its place, and none is a file, too
  CHECK(load_safetensors(path).tensors.empty());
  CHECK_THROWS_MATCHES(save_safetensors(path, {{"a", zeros({1})}, {"a", zeros({1})}}), Error,
                       Message(path + ": a tensor's name must be its own, got a twice"));
}

TEST_CASE("safetensors: what does not fit is said with its offset") {
  const Folder folder;
  const std::string path = folder.file("bad.safetensors");
  const auto refuses = [&](const std::string& bytes, const std::string& message) {
    folder.put("bad.safetensors", std::string_view(bytes));
    CHECK_THROWS_MATCHES(load_safetensors(path), Error, Message(path + ": " + message));
  };
  const std::string eight(8, '\0');
  const auto entry = [&](const std::string& dtype, const std::string& shape,
                         const std::string& offsets) {
    return with_length(R"({"w":{"dtype":")" + dtype + R"(","shape":)" + shape +
                           R"(,"data_offsets":)" + offsets + "}}",
                       eight);
  };
  refuses("abc", "cut short: a safetensors file begins with 8 bytes, got 3");
  refuses("<!DOCTYPE html>",
          "a safetensors file begins with the length of its header, at most 7 here, got "
          "5789751444030889984");
  refuses(with_length("{\"w\":}", ""), "the header must be JSON, got something else at offset 13");
  refuses(with_length("[]", ""), "the header must be a JSON object, at offset 8");
  refuses(with_length(R"({"w":3})", ""), "w must be an object with a dtype, got 3");
  refuses(with_length(R"({"__metadata__":{"a":1}})", ""),
          "__metadata__ must be an object of texts, got 1 for a");
  refuses(entry("BF16", "[4]", "[0,8]"),
          "w must have dtype F32, F64, I64, I32, U8 or BOOL, got BF16");
  refuses(entry("F32", "[-2]", "[0,8]"), "w: shape must hold whole numbers, got -2");
  refuses(entry("F32", "2", "[0,8]"), "w must have an array shape");
  refuses(entry("F32", "[2]", "[0,9]"),
          "w must have data_offsets within the 8 bytes of data, got [0,9]");
  refuses(entry("F32", "[2]", "[8,0]"),
          "w must have data_offsets within the 8 bytes of data, got [8,0]");
  refuses(entry("F32", "[3]", "[0,8]"),
          "w: float32 of shape (3,) must have 12 bytes, got 8 at offset 0");
  refuses(entry("F32", "[4294967296,4294967296]", "[0,8]"),
          "w: float32 of shape (4294967296, 4294967296) must have more bytes than there are, got 8 "
          "at offset 0");
  refuses(entry("F32", "[1]", "[4,8]"),
          "w must begin at offset 0 of the data, where the one before it ends, got 4");
  refuses(entry("F32", "[1]", "[0,4]"), "the data must end at offset 66, got 4 more bytes");
  CHECK_THROWS_MATCHES(
      load_safetensors(folder.file("none")), Error,
      Message(folder.file("none") + ": cannot be read: No such file or directory"));
}

TEST_CASE("safetensors: a cut file is an error wherever it is cut") {
  const Folder folder;
  const std::string path = folder.file("cut.safetensors");
  save_safetensors(path, {{"w", rand({3, 2})}, {"n", arange(3)}}, {{"a", "b"}});
  const std::string whole = content(path);
  for (size_t n = 0; n < whole.size(); ++n) {
    folder.put("cut.safetensors", std::string_view(whole).substr(0, n));
    CHECK_THROWS_AS(load_safetensors(path), Error);
  }
}

TEST_CASE("safetensors: what a session in JavaScript has saved loads by PyTorch's names") {
  const SafeTensors file = load_safetensors(Golden::path("checkpoint.safetensors"));
  const Golden expected = Golden::file("checkpoint")["cases"].at(0);
  CHECK(file.metadata.at("optimizer") == R"({"type":"adam","lr":0.01})");
  nn::Sequential net(std::make_shared<nn::LazyLinear>(4), std::make_shared<nn::ReLU>(),
                     std::make_shared<nn::LazyLinear>(2));
  const Tensor x = tensor(expected["x"].numbers()).to(float32).reshape({4, 3});
  (void)net(x);
  NamedTensors layers;
  for (const auto& named : file.tensors)
    if (std::isdigit(named.first[0])) layers.push_back(named);
  net.load_state_dict(layers);
  const std::vector<double> y = expected["y"].numbers();
  const std::vector<double> ours = net(x).to_vector<double>();
  for (size_t i = 0; i < y.size(); ++i) CHECK(std::abs(ours[i] - y[i]) < 1e-6);

  optim::Adam adam(net.parameters());
  adam.load_state_dict(with_prefix(file.tensors, "optimizer."));
  const NamedTensors state = adam.state_dict();
  CHECK(find(state, "1.step")->item<int64_t>() == expected["steps"].integer());
  CHECK(find(state, "1.exp_avg")->to_vector<double>()[3] ==
        Catch::Approx(expected["exp_avg"].numbers()[3]));
}
