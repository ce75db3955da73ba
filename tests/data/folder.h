// A folder of its own for a test, gone at the end.
#pragma once
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.h"

namespace weft::test {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::random_device random;
    path = std::filesystem::temp_directory_path() / text("weft-data-", random());
    std::filesystem::create_directories(path);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path / name).string(); }
  void put(const std::string& name, const std::vector<uint8_t>& bytes) const {
    std::FILE* const f = std::fopen(file(name).c_str(), "wb");
    if (!bytes.empty()) std::fwrite(bytes.data(), 1, bytes.size(), f);
    std::fclose(f);
  }
  void put(const std::string& name, std::string_view content) const {
    put(name, std::vector<uint8_t>(content.begin(), content.end()));
  }
  [[nodiscard]] int64_t count() const {
    namespace fs = std::filesystem;
    return std::distance(fs::directory_iterator(path), fs::directory_iterator());
  }
};

}  // namespace weft::test
