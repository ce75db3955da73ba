// Activation functions and their gradients, computed and plotted as in 5.1.2 of the book.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>

#include "core/d2l/plot.h"
#include "tests/core/helpers.h"
#include "tests/plot/svg.h"

namespace weft {
namespace {

using namespace test;
using Formula = std::function<double(double)>;

struct Activation {
  const char* name;
  std::function<Tensor(const Tensor&)> f;
  Formula value, gradient;
};

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

const Activation kActivations[] = {
    {"relu", [](const Tensor& x) { return relu(x); }, [](double x) { return std::max(x, 0.0); },
     [](double x) { return x > 0 ? 1 : 0; }},
    {"sigmoid", [](const Tensor& x) { return sigmoid(x); }, logistic,
     [](double x) { return logistic(x) * (1 - logistic(x)); }},
    {"tanh", [](const Tensor& x) { return tanh(x); }, [](double x) { return std::tanh(x); },
     [](double x) { return 1 - std::tanh(x) * std::tanh(x); }},
    {"prelu", [](const Tensor& x) { return prelu(x, full({1}, 0.25)); },
     [](double x) { return x > 0 ? x : 0.25 * x; }, [](double x) { return x > 0 ? 1 : 0.25; }},
};

// The points that are drawn, read back from the picture, against the formula in float64.
void check_plot(const Tensor& x, const Tensor& y, const Formula& formula) {
  const std::string svg = d2l::plot(
      x, y,
      {.xlabel = "x", .xlim = plot::Pair(-8, 8), .ylim = plot::Pair(-3, 8), .figsize = {5, 2.5}});
  const auto drawn = points(named(svg, "polyline").at(0));
  const test::Element inner = named(svg, "svg").at(1);
  REQUIRE(drawn.size() == 160);
  for (size_t i = 0; i < drawn.size(); ++i) {
    const double at = -8 + 0.1 * static_cast<double>(i);
    CHECK(drawn[i].first / inner.number("width") * 16 - 8 == Catch::Approx(at).margin(1e-3));
    // The gradients of relu and prelu jump at zero, and float32 has about 1e-7 in its place.
    if (i == 80) continue;
    CHECK(8 - drawn[i].second / inner.number("height") * 11 ==
          Catch::Approx(formula(at)).margin(1e-3));
  }
}

TEST_CASE("5.1.a: activations and their gradients on [-8, 8) in steps of 0.1, plotted") {
  Tensor x = arange(-8.0, 8.0, 0.1).requires_grad_();
  REQUIRE(x.numel() == 160);
  for (const Activation& a : kActivations) {
    INFO(a.name);
    const Tensor y = a.f(x);
    check_plot(x.detach(), y.detach(), a.value);
    if (x.grad().defined()) x.grad().zero_();
    y.backward(ones_like(x), true);
    check_plot(x.detach(), x.grad(), a.gradient);
    y.backward(ones_like(x), true);  // the graph was retained, gradients add up
    const Formula twice = [&](double v) { return 2 * a.gradient(v); };
    check_plot(x.detach(), x.grad(), twice);
  }
}

}  // namespace
}  // namespace weft
