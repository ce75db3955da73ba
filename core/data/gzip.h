// gzip in pieces, over zlib: gzip.cpp is the only file that names zlib, and the WebAssembly module
// is built without it, since browsers decompress by themselves.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace weft {

using ByteSink = std::function<void(std::span<const uint8_t>)>;

/// Whether these are the first bytes of a gzip file.
bool is_gzip(std::span<const uint8_t> bytes);

/// No gzip file of `bytes` bytes holds more than this: deflate codes 258 bytes in 2 bits at best.
constexpr int64_t most_inflated(int64_t bytes) { return bytes * 1032 + 1032; }

/// Decompresses one file, of one member or several. `name` stands in front of every error.
class Gunzip {
 public:
  explicit Gunzip(std::string name);
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;
  void feed(std::span<const uint8_t> bytes, const ByteSink& sink);
  void finish();  // throws where the file is cut short or goes on after its end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Compresses one file, fast rather than small; the same bytes in give the same bytes out.
class Gzip {
 public:
  Gzip();
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  void feed(std::span<const uint8_t> bytes, const ByteSink& sink);
  void finish(const ByteSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole file in memory.
std::vector<uint8_t> inflate(std::span<const uint8_t> bytes, const std::string& name);
std::vector<uint8_t> deflate(std::span<const uint8_t> bytes);

}  // namespace weft
