#include "core/data/files_table.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "core/data/npy.h"
#include "core/data/part_file.h"

namespace weft {
namespace {

class InputFile {
 public:
  explicit InputFile(std::string path)
      : path_(std::move(path)), file_(std::fopen(path_.c_str(), "rb"), &std::fclose) {
    check_read(file_ != nullptr);
    std::error_code error;
    size_ = static_cast<int64_t>(std::filesystem::file_size(path_, error));
    check(!error, path_, ": cannot be read: ", error.message());
  }
  [[nodiscard]] int64_t size() const { return size_; }
  void read(std::span<uint8_t> to) {
    errno = 0;
    const size_t n = std::fread(to.data(), 1, to.size(), file_.get());
    check_read(std::ferror(file_.get()) == 0);
    check(n == to.size(), path_, ": became shorter while it was read");
  }

 private:
  void check_read(bool ok) const { check(ok, path_, ": cannot be read: ", std::strerror(errno)); }
  std::string path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  int64_t size_ = 0;
};

void write_file(const std::string& path, std::span<const uint8_t> head,
                std::span<const uint8_t> body) {
  PartFile file(path);
  file.write(head);
  file.write(body);
  file.close();
  file.keep();
}

}  // namespace

DataFrame read_csv(const std::string& path, const CsvOptions& options) {
  InputFile file(path);
  std::string content(static_cast<size_t>(file.size()), '\0');
  file.read({reinterpret_cast<uint8_t*>(content.data()), content.size()});
  return parse_csv(content, options, path);
}

void write_text(const std::string& path, std::string_view content) {
  write_file(path, {reinterpret_cast<const uint8_t*>(content.data()), content.size()}, {});
}

Tensor load_npy(const std::string& path) {
  InputFile file(path);
  return read_npy([&file](std::span<uint8_t> to) { file.read(to); }, file.size(), path);
}

void save_npy(const std::string& path, const Tensor& x) {
  const Tensor c = x.detach().contiguous();
  write_file(path, npy_header(c.dtype(), c.shape()),
             {static_cast<const uint8_t*>(c.raw()),
              static_cast<size_t>(c.numel() * item_size(c.dtype()))});
}

}  // namespace weft
