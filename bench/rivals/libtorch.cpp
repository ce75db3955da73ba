// PyTorch's C++ interface: what one small operation costs without Python.
#include <torch/torch.h>

#include "bench/rows/contender.h"
#include "bench/rows/inputs.h"

namespace {

void fail_unless(benchmark::State& state, const std::string& row, const torch::Tensor& got,
                 double want) {
  for (int64_t i = 0; i < got.numel(); ++i) {
    const auto value = static_cast<double>(got.data_ptr<float>()[i]);
    if (value == want) continue;
    state.SkipWithError(
        weft::bench::wrong(row, "y[" + std::to_string(i) + "]", value, want).c_str());
    return;
  }
}

void add(benchmark::State& state, const std::string& row, bool recorded) {
  const torch::AutoGradMode mode(recorded);
  const torch::Tensor a = torch::ones({4}, torch::requires_grad(recorded)), b = torch::ones({4});
  fail_unless(state, row, (a + b).detach(), 2);
  for (auto _ : state) benchmark::DoNotOptimize((a + b).unsafeGetTensorImpl());
}

void backward(benchmark::State& state) {
  const torch::Tensor a = torch::ones({4}, torch::requires_grad()), b = torch::ones({4});
  (a + b).sum().backward();
  fail_unless(state, "small/backward", a.grad(), 1);
  for (auto _ : state) (a + b).sum().backward();
}

}  // namespace

int main(int argc, char** argv) {
  torch::set_num_threads(1);
  const auto add_row = [](const char* row, auto body) {
    benchmark::RegisterBenchmark(row, body)->UseRealTime();
  };
  add_row("small/add", [](benchmark::State& state) { add(state, "small/add", false); });
  add_row("small/add_recorded",
          [](benchmark::State& state) { add(state, "small/add_recorded", true); });
  add_row("small/backward", backward);
  return weft::bench::contend(argc, argv, "libtorch " TORCH_VERSION);
}
