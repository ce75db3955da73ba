// What the expert's program reads: its options, and the four IDX files as float32 on huge pages.
#pragma once
#include <omp.h>
#include <sys/mman.h>
#include <zlib.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace expert {

inline constexpr int64_t kInputs = 784;

[[noreturn]] inline void die(const std::string& message) {
  std::fprintf(stderr, "expert: %s\n", message.c_str());
  std::exit(1);
}

/// Zeros on huge pages; they live as long as the program.
inline float* buffer(int64_t count) {
  constexpr size_t page = size_t{2} << 20;
  const size_t bytes = (static_cast<size_t>(count) * sizeof(float) + page - 1) / page * page;
  void* const memory = std::aligned_alloc(page, bytes);
  if (!memory) die("out of memory");
  madvise(memory, bytes, MADV_HUGEPAGE);
  std::memset(memory, 0, bytes);
  return static_cast<float*>(memory);
}

/// An IDX file of bytes without its head; plain or gzipped.
inline std::vector<uint8_t> read_idx(const std::string& folder, const char* name, int rank) {
  const std::string path = folder + "/" + name;
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) file = gzopen((path + ".gz").c_str(), "rb");
  if (!file) die(folder + ": neither " + name + " nor " + name + ".gz is there");
  gzbuffer(file, 1 << 18);
  uint8_t head[4 + 4 * 4];
  const int size = 4 + 4 * rank;
  if (gzread(file, head, static_cast<unsigned>(size)) != size || head[2] != 8 || head[3] != rank)
    die(path + ": not an IDX file of bytes");
  size_t count = 1;
  for (int i = 4; i < size; i += 4)
    count *=
        size_t{head[i]} << 24 | size_t{head[i + 1]} << 16 | size_t{head[i + 2]} << 8 | head[i + 3];
  std::vector<uint8_t> bytes(count);
  const bool whole =
      gzread(file, bytes.data(), static_cast<unsigned>(count)) == static_cast<int>(count);
  gzclose(file);
  if (!whole) die(path + ": cut short");
  return bytes;
}

struct Split {
  std::vector<uint8_t> labels;
  float* images;
  [[nodiscard]] int64_t count() const { return static_cast<int64_t>(labels.size()); }
};

inline Split read_split(const std::string& folder, const std::string& prefix) {
  Split split{read_idx(folder, (prefix + "-labels-idx1-ubyte").c_str(), 1), nullptr};
  const auto bytes = read_idx(folder, (prefix + "-images-idx3-ubyte").c_str(), 3);
  const int64_t size = split.count() * kInputs;
  if (static_cast<int64_t>(bytes.size()) != size) die(prefix + ": images and labels do not match");
  split.images = buffer(size);
#pragma omp parallel for simd
  for (int64_t i = 0; i < size; ++i) split.images[i] = static_cast<float>(bytes[i]) / 255.0f;
  return split;
}

struct Options {
  std::string data, model = "mlp", json;
  int threads = omp_get_max_threads(), epochs = 10;
};

inline Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i], value = i + 1 < argc ? argv[i + 1] : "";
    if (value.empty()) die(name + " needs a value");
    if (name == "--data")
      options.data = value;
    else if (name == "--model")
      options.model = value;
    else if (name == "--json")
      options.json = value;
    else if (name == "--threads")
      options.threads = std::atoi(value.c_str());
    else if (name == "--epochs")
      options.epochs = std::atoi(value.c_str());
    else
      die("unknown option " + name + "; there are: --data --model --threads --epochs --json");
  }
  if (options.data.empty()) die("--data must name the folder of the four IDX files");
  if (options.model != "mlp" && options.model != "softmax")
    die("--model must be mlp or softmax, got " + options.model);
  if (options.threads < 1 || options.epochs < 1) die("--threads and --epochs must be at least 1");
  return options;
}

}  // namespace expert
