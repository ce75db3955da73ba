#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/error.h"
#include "core/data/part_file.h"

namespace weft {

PartFile::PartFile(std::string path) : path_(std::move(path)), part_(path_ + ".part") {
  file_ = std::fopen(part_.c_str(), "wb");
  check_written(file_ != nullptr);
  std::setvbuf(file_, nullptr, _IONBF, 0);
}

PartFile::~PartFile() {
  if (file_) std::fclose(file_);
  if (!kept_) std::remove(part_.c_str());
}

void PartFile::write(std::span<const uint8_t> bytes) {
  check_written(std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size());
}

void PartFile::close() { check_written(std::fclose(std::exchange(file_, nullptr)) == 0); }

void PartFile::keep() {
  check_written(std::rename(part_.c_str(), path_.c_str()) == 0);
  kept_ = true;
}

void PartFile::check_written(bool ok) const {
  check(ok, path_, ": cannot be written: ", std::strerror(errno));
}

}  // namespace weft
