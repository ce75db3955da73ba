// What all contenders work on: aligned memory, numbers that are the same everywhere, thread counts,
// and data that a row makes once. Contenders are separate programs, ours and one for each rival,
// since two BLAS libraries or two OpenMP runtimes do not go together in one process. They share the
// headers of this folder, which know no library but Google Benchmark: names, shapes, inputs, and a
// check against float64 that a contender passes before anything is timed.
#pragma once
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft::bench {

/// n floats, all 0, at a multiple of 64 bytes, as tensors are: no contender pays for split cache
/// lines.
class Buffer {
 public:
  explicit Buffer(int64_t n)
      : size_(n), data_(static_cast<float*>(::operator new (bytes(), std::align_val_t{64}))) {
    std::memset(data_, 0, bytes());
  }
  Buffer(Buffer&& other) noexcept
      : size_(other.size_), data_(std::exchange(other.data_, nullptr)) {}
  Buffer& operator=(Buffer&&) = delete;
  ~Buffer() {
    if (data_) ::operator delete (data_, std::align_val_t{64});
  }

  [[nodiscard]] float* data() { return data_; }
  [[nodiscard]] const float* data() const { return data_; }
  [[nodiscard]] int64_t size() const { return size_; }
  float& operator[](int64_t i) { return data_[i]; }
  float operator[](int64_t i) const { return data_[i]; }

 private:
  [[nodiscard]] size_t bytes() const { return static_cast<size_t>(size_) * sizeof(float); }
  int64_t size_;
  float* data_;
};

/// n values from low to high, in an order that branch predictors cannot learn.
inline Buffer samples(int64_t n, double low, double high, uint64_t seed = 1) {
  Buffer values(n);
  uint64_t state = seed;
  for (int64_t i = 0; i < n; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    values[i] =
        static_cast<float>(low + (high - low) * static_cast<double>(state >> 40) / (1 << 24));
  }
  return values;
}

/// 1, 2, 4, ... as far as the machine's cores go, whichever of them this process may use.
inline std::vector<int> thread_counts() {
  std::vector<int> counts;
  const long cores = sysconf(_SC_NPROCESSORS_CONF);
  for (int threads = 1; threads <= cores; threads *= 2) counts.push_back(threads);
  return counts;
}

template <class Data>
struct Slot {
  inline static std::string owner;
  inline static std::optional<Data> data;
};

/// What a row works on, from make() at the row's first call: Google Benchmark calls again with more
/// iterations. The next row with data of that type takes its place.
template <class Make>
auto& kept(const std::string& row, Make make) {
  using S = Slot<decltype(make())>;
  if (S::owner != row) {
    S::owner.clear();
    S::data.reset();
    S::data.emplace(make());
    S::owner = row;
  }
  return *S::data;
}

/// 'ROW: NAME[INDEX] is GOT, and not WANT'
inline std::string wrong(const std::string& row, const std::string& place, double got,
                         double want) {
  char numbers[80];
  std::snprintf(numbers, sizeof numbers, " is %.9g, and not %.9g", got, want);
  return row + ": " + place + numbers;
}

}  // namespace weft::bench
