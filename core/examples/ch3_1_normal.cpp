// Chapter 3.1: what vectorization is worth (3.1.2), and the densities of normal distributions
// (3.1.3).
#include <chrono>
#include <cmath>

#include "core/d2l/plot.h"
#include "core/examples/picture.h"
#include "core/ops/index.h"
#include "core/ops/ops.h"

using namespace weft;

namespace {

template <class F>
double seconds(F&& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void vectorization() {
  const int64_t n = 10'000;
  const Tensor a = ones({n}), b = ones({n});
  const Tensor c = zeros({n});
  std::printf("for loop    %.6f sec\n", seconds([&] {
                for (int64_t i = 0; i < n; ++i) c[i] = a[i] + b[i];
              }));
  Tensor d;
  (void)(a + b);  // the first call also finds out what the processor can
  std::printf("vectorised  %.6f sec\n", seconds([&] { d = a + b; }));
  check((c - d).abs().max().item() == 0, "vectorization: both ways must give the same sum");
}

Tensor normal_density(const Tensor& x, double mu, double sigma) {
  const double p = 1 / std::sqrt(2 * M_PI * sigma * sigma);
  return p * exp(-0.5 * (x - mu).square() / (sigma * sigma));
}

}  // namespace

int main(int argc, char** argv) {
  return examples::run([&] {
    const examples::Pictures pictures(argc, argv);
    vectorization();
    const Tensor x = arange(-7, 7, 0.01);
    std::vector<Tensor> densities;
    std::vector<std::string> legend;
    for (const auto& [mu, sigma] : {std::pair(0, 1), std::pair(0, 2), std::pair(3, 1)}) {
      densities.push_back(normal_density(x, mu, sigma));
      legend.push_back(text("mean ", mu, ", std ", sigma));
    }
    pictures.save(
        "normal.svg",
        d2l::plot(x, densities,
                  {.xlabel = "x", .ylabel = "p(x)", .legend = legend, .figsize = {4.5, 2.5}}));
  });
}
