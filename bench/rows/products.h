// Matrix products, C (M x N) = A (M x K) B (K x N), all stored by rows: `gemm/MxNxK/NT/threads:1`,
// with T where the operand is stored transposed.
//
// The check is Freivalds': with weights w, no two alike and of either sign, C w must be A (B w),
// row by row, which reads every element of C once at a cost of one product with a vector. In a row
// that differs, the element that differs most is named.
#pragma once
#include <cmath>
#include <cstdlib>

#include "bench/rows/inputs.h"

namespace weft::bench {

struct Product {
  int64_t m, n, k;
  bool a_turned, b_turned;
  bool operator==(const Product&) const = default;

  /// Distances between rows, as BLAS takes them.
  [[nodiscard]] int64_t lda() const { return a_turned ? m : k; }
  [[nodiscard]] int64_t ldb() const { return b_turned ? k : n; }
  [[nodiscard]] double a_at(const float* a, int64_t i, int64_t p) const {
    return static_cast<double>(a_turned ? a[p * m + i] : a[i * k + p]);
  }
  [[nodiscard]] double b_at(const float* b, int64_t p, int64_t j) const {
    return static_cast<double>(b_turned ? b[j * k + p] : b[p * n + j]);
  }
};

inline std::string name(const Product& p, int threads, const std::string& prefix = "gemm") {
  return prefix + "/" + std::to_string(p.m) + "x" + std::to_string(p.n) + "x" +
         std::to_string(p.k) + "/" + (p.a_turned ? "T" : "N") + (p.b_turned ? "T" : "N") +
         "/threads:" + std::to_string(threads);
}

/// Cubes so small that a second thread is out of the question.
inline const std::vector<int64_t>& small_cubes() {
  static const std::vector<int64_t> sizes = {8, 16, 32, 64};
  return sizes;
}

/// Forward, and the two gradients, of the layers 784-256 and 256-10 at batch 256, with weights
/// stored as (outputs, inputs) and as (inputs, outputs); of a linear model 784-10; large cubes; a
/// whole training set.
inline std::vector<Product> products() {
  return {{256, 256, 784, false, false},    {256, 256, 784, false, true},
          {784, 256, 256, true, false},     {256, 784, 256, true, false},
          {256, 784, 256, false, true},     {256, 10, 256, false, false},
          {256, 10, 256, false, true},      {256, 10, 256, true, false},
          {10, 256, 256, true, false},      {256, 256, 10, false, false},
          {256, 256, 10, false, true},      {256, 10, 784, false, false},
          {256, 10, 784, false, true},      {784, 10, 256, true, false},
          {10, 784, 256, true, false},      {512, 512, 512, false, false},
          {1024, 1024, 1024, false, false}, {2048, 2048, 2048, false, false},
          {60000, 256, 784, false, false},  {60000, 256, 784, false, true}};
}

/// The first row of C that is wrong, in words, or nothing.
inline std::string check(const Product& p, const std::string& row, const float* a, const float* b,
                         const float* c) {
  std::vector<double> weights(static_cast<size_t>(p.n)), image(static_cast<size_t>(p.k));
  const Buffer draws = samples(p.n, -1, 1, 3);
  for (int64_t j = 0; j < p.n; ++j)
    weights[static_cast<size_t>(j)] =
        (draws[j] < 0 ? -0.5 : 0.5) + static_cast<double>(draws[j]) / 2;
  if (p.b_turned) {
    for (int64_t j = 0; j < p.n; ++j)
      for (int64_t q = 0; q < p.k; ++q)
        image[static_cast<size_t>(q)] += p.b_at(b, q, j) * weights[static_cast<size_t>(j)];
  } else {
    for (int64_t q = 0; q < p.k; ++q)
      for (int64_t j = 0; j < p.n; ++j)
        image[static_cast<size_t>(q)] += p.b_at(b, q, j) * weights[static_cast<size_t>(j)];
  }
  std::vector<double> want(static_cast<size_t>(p.m));
  for (int64_t q = 0; q < (p.a_turned ? p.k : 0); ++q)
    for (int64_t i = 0; i < p.m; ++i)
      want[static_cast<size_t>(i)] += p.a_at(a, i, q) * image[static_cast<size_t>(q)];
  // Float32 rounds each of K additions; the weights' signs add N such errors up at random.
  const double tolerance =
      6e-8 * static_cast<double>(p.k) * std::sqrt(static_cast<double>(p.n)) + 1e-6;
  for (int64_t i = 0; i < p.m; ++i) {
    double expected = want[static_cast<size_t>(i)], got = 0;
    for (int64_t q = 0; q < (p.a_turned ? 0 : p.k); ++q)
      expected += p.a_at(a, i, q) * image[static_cast<size_t>(q)];
    for (int64_t j = 0; j < p.n; ++j)
      got += weights[static_cast<size_t>(j)] * static_cast<double>(c[i * p.n + j]);
    if (std::abs(got - expected) <= tolerance) continue;
    double worst = -1, value = 0;
    int64_t column = 0;
    for (int64_t j = 0; j < p.n; ++j) {
      double sum = 0;
      for (int64_t q = 0; q < p.k; ++q) sum += p.a_at(a, i, q) * p.b_at(b, q, j);
      const double off = std::abs(sum - static_cast<double>(c[i * p.n + j]));
      if (off <= worst) continue;
      worst = off, value = sum, column = j;
    }
    return wrong(row, "c[" + std::to_string(i) + ", " + std::to_string(column) + "]",
                 static_cast<double>(c[i * p.n + column]), value);
  }
  return {};
}

struct Operands {
  Buffer a, b, c;
  std::string error;
};

/// run(product, a, b, c) as a row.
template <class Run>
void add_product(const Product& p, int threads, void (*set_threads)(int), Run run) {
  const std::string row = name(p, threads);
  const auto body = [=](benchmark::State& state) {
    set_threads(threads);
    Operands& data = kept(row, [&] {
      Operands made{samples(p.m * p.k, -1, 1, 1), samples(p.k * p.n, -1, 1, 2), Buffer(p.m * p.n),
                    ""};
      run(p, made.a.data(), made.b.data(), made.c.data());
      made.error = check(p, row, made.a.data(), made.b.data(), made.c.data());
      return made;
    });
    if (!data.error.empty()) {
      state.SkipWithError(data.error.c_str());
      return;
    }
    for (auto _ : state) {
      run(p, data.a.data(), data.b.data(), data.c.data());
      benchmark::ClobberMemory();
    }
    const double flops = 2.0 * static_cast<double>(p.m * p.n * p.k * state.iterations());
    state.counters["GFLOP/s"] = benchmark::Counter(flops * 1e-9, benchmark::Counter::kIsRate);
  };
  benchmark::RegisterBenchmark(row.c_str(), body)->UseRealTime();
}

template <class Run>
void add_products(void (*set_threads)(int), Run run) {
  for (const int threads : thread_counts())
    for (const Product& p : products()) add_product(p, threads, set_threads, run);
  for (const int64_t size : small_cubes())
    add_product({size, size, size, false, false}, 1, set_threads, run);
}

}  // namespace weft::bench
