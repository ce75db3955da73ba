#include "core/data/files.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/gzip.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

constexpr size_t kChunk = size_t{1} << 18;

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// The file as it is, or else as gzip; empty where there is neither.
fs::path plain_or_gzip(const fs::path& folder, const char* name) {
  const fs::path plain = folder / name;
  if (is_file(plain)) return plain;
  const fs::path packed = folder / (std::string(name) + ".gz");
  return is_file(packed) ? packed : fs::path();
}

std::string missing_in(const fs::path& folder) {
  std::string missing;
  for (const char* const name : kFileNames) {
    if (plain_or_gzip(folder, name).empty())
      missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  return missing;
}

IdxReader read_file(IdxKind kind, const fs::path& path) {
  const std::string name = path.string();
  const auto close = [](std::FILE* f) { std::fclose(f); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(name.c_str(), "rb"), close);
  check(file != nullptr, name, ": cannot be read: ", std::strerror(errno));
  std::setvbuf(file.get(), nullptr, _IONBF, 0);

  std::vector<uint8_t> chunk(kChunk);
  const auto next = [&] {
    const size_t n = std::fread(chunk.data(), 1, chunk.size(), file.get());
    check(std::ferror(file.get()) == 0, name, ": cannot be read: ", std::strerror(errno));
    return std::span<const uint8_t>(chunk).first(n);
  };
  std::error_code error;
  const auto size = static_cast<int64_t>(fs::file_size(path, error));
  check(!error, name, ": cannot be read: ", error.message());

  auto bytes = next();
  if (!is_gzip(bytes)) {
    IdxReader reader(kind, name, size);
    for (; !bytes.empty(); bytes = next()) reader.feed(bytes);
    return reader;
  }
  IdxReader reader(kind, name, most_inflated(size));
  Gunzip gunzip(name);
  const ByteSink sink = [&reader](std::span<const uint8_t> inflated) { reader.feed(inflated); };
  for (; !bytes.empty(); bytes = next()) gunzip.feed(bytes, sink);
  gunzip.finish();
  return reader;
}

Dataset read_named(const std::string& what, const fs::path& folder) {
  std::error_code ignored;
  check(fs::is_directory(folder, ignored), what, ": there is no folder ", folder.string());
  const std::string missing = missing_in(folder);
  check(missing.empty(), what,
        ": the folder must have the four files of a data set, plain or .gz; ", folder.string(),
        " lacks ", missing);

  // Of several broken files, the first one is named, whichever thread finds its fault first.
  std::array<std::optional<IdxReader>, 4> readers;
  std::array<std::exception_ptr, 4> errors;
  parallel_for(4, 1, [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      try {
        readers[i].emplace(read_file(kFileKinds[i], plain_or_gzip(folder, kFileNames[i])));
      } catch (...) {
        errors[i] = std::current_exception();
      }
    }
  });
  for (const auto& error : errors) {
    if (error) std::rethrow_exception(error);
  }
  std::array<IdxReader, 4> files = {std::move(*readers[0]), std::move(*readers[1]),
                                    std::move(*readers[2]), std::move(*readers[3])};
  return from_idx(files);
}

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

std::optional<Dataset> find_dataset(const std::string& named) {
  if (!named.empty()) return read_named("--data", named);
  if (const auto folder = environment("WEFT_DATA"); !folder.empty()) {
    return read_named("WEFT_DATA", folder);
  }
  fs::path cache = environment("XDG_CACHE_HOME");
  if (cache.empty()) {
    const std::string home = environment("HOME");
    if (home.empty()) return std::nullopt;
    cache = fs::path(home) / ".cache";
  }
  cache = cache / "weft" / "fashion-mnist";
  if (!missing_in(cache).empty()) return std::nullopt;
  return read_named("cache", cache);
}

Dataset read_dataset(const std::string& folder) { return read_named("read_dataset", folder); }

}  // namespace weft
