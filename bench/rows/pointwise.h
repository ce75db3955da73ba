// Pointwise rows: `exp/1000` writes into memory that is there, `exp_fresh/1000/threads:1` makes a
// result each time, which is dropped before the next. `add_row` adds one row of kColumns values to
// each row of a matrix; `sum` makes one value.
#pragma once
#include <algorithm>
#include <cmath>
#include <string_view>

#include "bench/rows/inputs.h"

namespace weft::bench {

inline constexpr int64_t kColumns = 1000;

enum class Second { none, same_shape, row };

struct Pointwise {
  const char* name;
  double low, high;
  Second second;
  int passes;  ///< ranges that go through memory
  double (*truth)(double x, double y);
  double allowed = 1e-30;  ///< error beside four units in the last place
};

inline const std::vector<Pointwise>& pointwise() {
  static const std::vector<Pointwise> rows = {
      {"exp", -10, 10, Second::none, 2, [](double x, double) { return std::exp(x); }},
      {"tanh", -4, 4, Second::none, 2, [](double x, double) { return std::tanh(x); }},
      {"sigmoid", -10, 10, Second::none, 2, [](double x, double) { return 1 / (1 + std::exp(-x)); },
       2e-7},  // Eigen's is a ratio of polynomials, good to a unit in the last place of 1
      {"relu", -1, 1, Second::none, 2, [](double x, double) { return x > 0 ? x : 0.0; }},
      {"add", -1, 1, Second::same_shape, 3, [](double x, double y) { return x + y; }},
      {"add_row", -1, 1, Second::row, 2, [](double x, double y) { return x + y; }},
      {"sum", 0, 1, Second::none, 1, nullptr}};
  return rows;
}

inline const Pointwise* find_pointwise(std::string_view name) {
  for (const Pointwise& row : pointwise())
    if (name == row.name) return &row;
  return nullptr;
}

inline const std::vector<int64_t>& lengths() {
  static const std::vector<int64_t> all = {1'000, 100'000, 10'000'000};
  return all;
}

struct Range {
  Buffer x, y, z;
  std::string error;
};

inline Range make_range(const Pointwise& op, int64_t n) {
  const int64_t second = op.second == Second::same_shape ? n : kColumns;
  return {samples(n, op.low, op.high), samples(second, op.low, op.high, 2),
          Buffer(op.truth ? n : 1), ""};
}

/// The first value that is wrong, in words, or nothing: four units in the last place are allowed,
/// and a sum what n additions in float32 cost.
inline std::string check(const Pointwise& op, const std::string& row, const Buffer& x,
                         const Buffer& y, const float* z) {
  if (!op.truth) {
    double sum = 0;
    for (int64_t i = 0; i < x.size(); ++i) sum += static_cast<double>(x[i]);
    const double allowed = sum * 6e-8 * std::sqrt(static_cast<double>(x.size())) + 1e-6;
    if (std::abs(static_cast<double>(*z) - sum) <= allowed) return {};
    return wrong(row, "the sum", static_cast<double>(*z), sum);
  }
  // Of the longest ranges every 101st value, and the end.
  const int64_t size = x.size(), step = size > 1'000'000 ? 101 : 1;
  for (int64_t i = 0; i < size; i += i + 2 * step < size ? step : 1) {
    const float second = op.second == Second::none ? 0 : y[i % y.size()];
    const double want = op.truth(static_cast<double>(x[i]), static_cast<double>(second));
    if (std::abs(static_cast<double>(z[i]) - want) > std::abs(want) * 4.8e-7 + op.allowed)
      return wrong(row, "y[" + std::to_string(i) + "]", static_cast<double>(z[i]), want);
  }
  return {};
}

inline void count(benchmark::State& state, const Pointwise& op, int64_t n) {
  const int64_t values = state.iterations() * n;
  state.SetItemsProcessed(values);
  state.SetBytesProcessed(values * op.passes * static_cast<int64_t>(sizeof(float)));
}

/// run(x, y, z, n) into z, a row for each length.
template <class Run>
void add_pointwise(const Pointwise& op, Run run) {
  for (const int64_t n : lengths()) {
    const std::string row = std::string(op.name) + "/" + std::to_string(n);
    benchmark::RegisterBenchmark(row.c_str(), [=, &op](benchmark::State& state) {
      Range& data = kept(row, [&] {
        Range made = make_range(op, n);
        run(made.x.data(), made.y.data(), made.z.data(), n);
        made.error = check(op, row, made.x, made.y, made.z.data());
        return made;
      });
      if (!data.error.empty()) {
        state.SkipWithError(data.error.c_str());
        return;
      }
      for (auto _ : state) {
        run(data.x.data(), data.y.data(), data.z.data(), n);
        benchmark::ClobberMemory();
      }
      count(state, op, n);
    })->UseRealTime();
  }
}

/// make(range) gives what makes a result, and values(result) where its numbers are.
template <class Make, class Values>
void add_fresh(const Pointwise& op, const std::vector<int>& threads, void (*set_threads)(int),
               Make make, Values values) {
  for (const int count_of : threads) {
    for (const int64_t n : lengths()) {
      if (count_of > 1 && n < lengths().back()) continue;
      const std::string row = std::string(op.name) + "_fresh/" + std::to_string(n) +
                              "/threads:" + std::to_string(count_of);
      benchmark::RegisterBenchmark(row.c_str(), [=, &op](benchmark::State& state) {
        set_threads(count_of);
        Range& data = kept(row, [&] {
          Range made = make_range(op, n);
          const auto result = make(made)();
          made.error = check(op, row, made.x, made.y, values(result));
          return made;
        });
        if (!data.error.empty()) {
          state.SkipWithError(data.error.c_str());
          return;
        }
        auto run = make(data);
        for (auto _ : state) {
          auto result = run();
          benchmark::DoNotOptimize(values(result));
          benchmark::ClobberMemory();
        }
        count(state, op, n);
      })->UseRealTime();
    }
  }
}

}  // namespace weft::bench
