#include <array>
#include <exception>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/files.h"
#include "core/data/gzip.h"
#include "core/data/part_file.h"

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
