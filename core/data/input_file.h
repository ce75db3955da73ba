// A file that is read from its beginning; errors name its path. Not part of the WebAssembly module.
#pragma once
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

namespace weft {

class InputFile {
 public:
  explicit InputFile(std::string path);
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int64_t size() const { return size_; }
  /// Fills `to` with the next bytes.
  void read(std::span<uint8_t> to);

 private:
  void check_read(bool ok) const;
  std::string path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  int64_t size_ = 0;
};

}  // namespace weft
