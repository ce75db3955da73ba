#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/files.h"
#include "core/data/gzip.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

void append_word(std::vector<uint8_t>& out, int64_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(value >> shift));
}

std::vector<uint8_t> header(const ImageSet& set, IdxKind kind) {
  const bool images = kind == IdxKind::images;
  std::vector<uint8_t> out = {0, 0, 8, static_cast<uint8_t>(images ? 3 : 1)};
  append_word(out, set.count);
  if (images) {
    append_word(out, set.rows);
    append_word(out, set.columns);
  }
  return out;
}

/// A file that is removed again unless it gets its final name.
class PartFile {
 public:
  explicit PartFile(const fs::path& path) : path_(path), part_(path.string() + ".part") {
    file_ = std::fopen(part_.c_str(), "wb");
    check_written(file_ != nullptr);
    std::setvbuf(file_, nullptr, _IONBF, 0);
  }
  ~PartFile() {
    if (file_) std::fclose(file_);
    if (!kept_) std::remove(part_.c_str());
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  void write(std::span<const uint8_t> bytes) {
    check_written(std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size());
  }
  void close() { check_written(std::fclose(std::exchange(file_, nullptr)) == 0); }
  void keep() {
    check_written(std::rename(part_.c_str(), path_.c_str()) == 0);
    kept_ = true;
  }

 private:
  void check_written(bool ok) const {
    check(ok, path_.string(), ": cannot be written: ", std::strerror(errno));
  }

  fs::path path_;
  std::string part_;
  std::FILE* file_ = nullptr;
  bool kept_ = false;
};

void compress(PartFile& file, const ImageSet& set, IdxKind kind) {
  const ByteSink sink = [&file](std::span<const uint8_t> bytes) { file.write(bytes); };
  Gzip gzip;
  gzip.feed(header(set, kind), sink);
  gzip.feed(kind == IdxKind::images ? set.pixel_bytes() : set.label_bytes(), sink);
  gzip.finish(sink);
  file.close();
}

}  // namespace

void write_idx(const Dataset& data, const std::string& folder, bool force) {
  std::error_code ignored;
  check(fs::is_directory(folder, ignored), "write_idx: there is no folder ", folder);
  std::array<std::unique_ptr<PartFile>, 4> files;
  for (size_t i = 0; i < 4; ++i) {
    const fs::path plain = fs::path(folder) / kFileNames[i];
    const fs::path packed = plain.string() + ".gz";
    for (const fs::path& path : {plain, packed}) {
      check(force || !fs::exists(path, ignored), "write_idx: ", path.string(),
            " exists; it is replaced only by force (--force)");
    }
    files[i] = std::make_unique<PartFile>(packed);
  }

  std::array<std::exception_ptr, 4> errors;
  parallel_for(4, 1, [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      try {
        compress(*files[i], i < 2 ? data.train : data.test, kFileKinds[i]);
      } catch (...) {
        errors[i] = std::current_exception();
      }
    }
  });
  for (const auto& error : errors) {
    if (error) std::rethrow_exception(error);
  }
  for (size_t i = 0; i < 4; ++i) {
    files[i]->keep();
    fs::remove(fs::path(folder) / kFileNames[i], ignored);  // an older plain file would win
  }
}

}  // namespace weft
