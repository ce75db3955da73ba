// A file that appears under its name when it is complete, and is removed again unless it is kept.
// Not part of the WebAssembly module.
#pragma once
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>

namespace weft {

class PartFile {
 public:
  explicit PartFile(std::string path);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  void write(std::span<const uint8_t> bytes);
  void close();
  /// Gives the closed file its name, in place of one that may be there.
  void keep();

 private:
  void check_written(bool ok) const;

  std::string path_;
  std::string part_;
  std::FILE* file_ = nullptr;
  bool kept_ = false;
};

}  // namespace weft
