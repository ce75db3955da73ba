// Chapter 5.1.2: activation functions and their gradients on [-8, 8).
#include <functional>

#include "core/d2l/plot.h"
#include "core/examples/picture.h"
#include "core/ops/ops.h"

using namespace weft;

int main(int argc, char** argv) {
  return examples::run([&] {
    const examples::Pictures pictures(argc, argv);
    Tensor x = arange(-8.0, 8.0, 0.1).requires_grad_();
    const Tensor slope = full({1}, 0.25);
    const std::pair<std::string, std::function<Tensor()>> functions[] = {
        {"relu", [&] { return relu(x); }},
        {"sigmoid", [&] { return sigmoid(x); }},
        {"tanh", [&] { return tanh(x); }},
        {"prelu", [&] { return prelu(x, slope); }},
    };
    for (const auto& [name, f] : functions) {
      const Tensor y = f();
      pictures.save(name + ".svg",
                    d2l::plot(x.detach(), y.detach(),
                              {.xlabel = "x", .ylabel = name + "(x)", .figsize = {5, 2.5}}));
      if (x.grad().defined()) x.grad().zero_();  // clear out previous gradients
      y.backward(ones_like(x), /*retain_graph=*/true);
      pictures.save(name + "_grad.svg",
                    d2l::plot(x.detach(), x.grad(),
                              {.xlabel = "x", .ylabel = "grad of " + name, .figsize = {5, 2.5}}));
    }
  });
}
