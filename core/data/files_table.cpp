#include "core/data/files_table.h"

#include "core/data/input_file.h"
#include "core/data/npy.h"
#include "core/data/part_file.h"

namespace weft {
namespace {

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
