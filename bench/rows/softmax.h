// `softmax/256x10`: the softmax of each of 256 rows of 10 values. `cross_entropy_grad/256x10`: the
// mean cross-entropy of its labels, and its gradient, in one call.
#pragma once
#include <algorithm>
#include <cmath>

#include "bench/rows/inputs.h"

namespace weft::bench {

struct Logits {
  int64_t rows, n;
  Buffer x, y, losses;
  std::vector<int64_t> labels;
  std::string error;
};

inline Logits make_logits(int64_t rows, int64_t n) {
  Logits made{rows, n, samples(rows * n, -5, 5), Buffer(rows * n), Buffer(rows), {}, ""};
  for (int64_t r = 0; r < rows; ++r) made.labels.push_back(r * 7 % n);
  return made;
}

/// The first value of y that is wrong, in words, or nothing. `loss` is null for the softmax alone,
/// otherwise y is the gradient of the mean loss.
inline std::string check(const std::string& row, const Logits& data, const float* y,
                         const double* loss) {
  double mean = 0;
  for (int64_t r = 0; r < data.rows; ++r) {
    const float* x = data.x.data() + r * data.n;
    const int64_t label = data.labels[static_cast<size_t>(r)];
    const auto high = static_cast<double>(*std::max_element(x, x + data.n));
    double sum = 0;
    for (int64_t j = 0; j < data.n; ++j) sum += std::exp(static_cast<double>(x[j]) - high);
    mean += (std::log(sum) + high - static_cast<double>(x[label])) / static_cast<double>(data.rows);
    for (int64_t j = 0; j < data.n; ++j) {
      double want = std::exp(static_cast<double>(x[j]) - high) / sum;
      const double scale = loss ? 1 / static_cast<double>(data.rows) : 1;
      if (loss && j == label) want -= 1;
      const auto got = static_cast<double>(y[r * data.n + j]);
      if (std::abs(got - want * scale) > 1e-6 * scale)
        return wrong(row, "y[" + std::to_string(r) + ", " + std::to_string(j) + "]", got,
                     want * scale);
    }
  }
  if (loss && std::abs(*loss - mean) > 1e-5) return wrong(row, "the loss", *loss, mean);
  return {};
}

/// run(logits) for each shape; it returns the mean loss, or nothing where the row is a softmax
/// alone.
template <class Run>
void add_logits(const std::string& op, Run run) {
  for (const auto& [rows, n] :
       std::vector<std::pair<int64_t, int64_t>>{{256, 10}, {10'000, 10}, {256, 100}, {256, 1000}}) {
    const std::string row = op + "/" + std::to_string(rows) + "x" + std::to_string(n);
    benchmark::RegisterBenchmark(row.c_str(), [=](benchmark::State& state) {
      Logits& data = kept(row, [&] {
        Logits made = make_logits(rows, n);
        const std::optional<double> loss = run(made);
        made.error = check(row, made, made.y.data(), loss ? &*loss : nullptr);
        return made;
      });
      if (!data.error.empty()) {
        state.SkipWithError(data.error.c_str());
        return;
      }
      for (auto _ : state) {
        benchmark::DoNotOptimize(run(data));
        benchmark::ClobberMemory();
      }
      state.SetItemsProcessed(state.iterations() * rows);
    })->UseRealTime();
  }
}

}  // namespace weft::bench
