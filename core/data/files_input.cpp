#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/base/error.h"
#include "core/data/input_file.h"

namespace weft {

InputFile::InputFile(std::string path)
    : path_(std::move(path)), file_(std::fopen(path_.c_str(), "rb"), &std::fclose) {
  check_read(file_ != nullptr);
  std::error_code error;
  size_ = static_cast<int64_t>(std::filesystem::file_size(path_, error));
  check(!error, path_, ": cannot be read: ", error.message());
}

void InputFile::read(std::span<uint8_t> to) {
  errno = 0;
  const size_t n = std::fread(to.data(), 1, to.size(), file_.get());
  check_read(std::ferror(file_.get()) == 0);
  check(n == to.size(), path_, ": became shorter while it was read");
}

void InputFile::check_read(bool ok) const {
  check(ok, path_, ": cannot be read: ", std::strerror(errno));
}

}  // namespace weft
