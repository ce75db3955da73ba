#include "core/app/output_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "core/base/error.h"

namespace weft::app {
namespace fs = std::filesystem;

OutputFile::OutputFile(std::string what, std::string path)
    : what_(std::move(what)), path_(std::move(path)) {
  std::error_code none;
  if (fs::is_symlink(path_, none)) path_ = fs::weakly_canonical(path_).string();
  const bool special = fs::exists(path_, none) && !fs::is_regular_file(path_, none);
  temporary_ = special ? path_ : path_ + ".part";
  check(!fs::is_directory(path_), what_, ": ", path_, " is a folder, a file is needed");
  std::FILE* const file = std::fopen(temporary_.c_str(), "wb");
  check(file != nullptr, what_, ": cannot write ", path_, ": ", std::strerror(errno));
  std::fclose(file);
}

OutputFile::~OutputFile() {
  std::error_code ignored;
  if (temporary_ != path_) fs::remove(temporary_, ignored);
}

void OutputFile::write(const std::string& content) {
  std::FILE* const file = std::fopen(temporary_.c_str(), "wb");
  check(file != nullptr, what_, ": cannot write ", path_, ": ", std::strerror(errno));
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  const bool closed = std::fclose(file) == 0;
  check(written && closed, what_, ": cannot write ", path_, ": ", std::strerror(errno));
  if (temporary_ == path_) return;
  std::error_code error;
  fs::rename(temporary_, path_, error);
  check(!error, what_, ": cannot write ", path_, ": ", error.message());
}

}  // namespace weft::app
