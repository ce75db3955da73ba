// Twenty steps of SGD follow PyTorch's, from the same seed (golden/train.json says how).
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/nn/layers.h"
#include "core/optim/optimizer.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;
using namespace nn;

std::shared_ptr<Module> build_model(const std::string& name) {
  if (name == "softmax regression") return std::make_shared<Linear>(20, 5);
  if (name == "linear regression") return std::make_shared<Linear>(20, 1);
  const auto first = std::make_shared<Linear>(20, 16);
  const auto last = std::make_shared<Linear>(16, 5);
  if (name == "mlp tanh")
    return std::make_shared<Sequential>(first, std::make_shared<Tanh>(), last);
  return std::make_shared<Sequential>(first, std::make_shared<ReLU>(), last);
}

/// The same model as formulas of its parameters: weight, bias, weight, bias.
Tensor raw_forward(const std::string& name, const std::vector<Tensor>& p, const Tensor& x) {
  const Tensor z = matmul(x, p[0].T()) + p[1];
  if (p.size() == 2) return z;
  const Tensor hidden = name == "mlp tanh" ? tanh(z) : maximum(z, zeros({}, z.dtype()));
  return matmul(hidden, p[2].T()) + p[3];
}

bool close(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

void check_parameters(const std::vector<std::pair<std::string, Tensor>>& parameters,
                      const Golden& expected, double tolerance) {
  REQUIRE(parameters.size() == expected.size());
  for (const auto& [name, p] : parameters) {
    INFO(name);
    const Golden e = expected[name.c_str()];
    CHECK(p.shape() == Shape(e["shape"].integers()));
    const Values numbers = values(p);
    for (size_t i = 0; i < e["first"].size(); ++i)
      CHECK(close(numbers[i], e["first"].at(i).number(), tolerance));
    CHECK(close(p.to(float64).sum().item(), e["sum"].number(), 100 * tolerance));
  }
}

struct Data {
  Tensor x, y;
};
Data make_data(bool classes, DType dtype) {
  manual_seed(1);
  Data data;
  data.x = randn({64, 20}).to(dtype);
  data.y = classes ? randint(0, 5, {64}) : randn({64, 1}).to(dtype);
  return data;
}

/// Raw operations: the parameters change by p -= lr * gradient.
void sgd(const std::vector<Tensor>& parameters, double lr, double clip) {
  if (clip > 0) optim::clip_grad_norm(parameters, clip);
  const NoGrad guard;
  for (Tensor p : parameters) {
    p -= lr * p.grad();
    p.set_grad({});
  }
}

void follow(const Golden& c, DType dtype) {
  const std::string name = c["name"].text();
  INFO(name << ", " << weft::name(dtype));
  const Golden expected = c[weft::name(dtype)];
  // Random numbers agree to a few ulp of float32, also where they become float64.
  const double tolerance = 2e-6;
  const double clip = c.has("clip") ? c["clip"].number() : 0;
  manual_seed(0);
  const auto model = build_model(name);
  auto named = model->named_parameters();
  if (dtype == float64)
    for (auto& [key, p] : named) p = p.detach().to(float64).requires_grad_();
  std::vector<Tensor> parameters;
  for (const auto& [key, p] : named) parameters.push_back(p);
  check_parameters(named, expected["initial"], 1e-6);

  const bool classes = name != "linear regression";
  const Data data = make_data(classes, dtype);
  for (size_t step = 0; step < expected["losses"].size(); ++step) {
    const Slice half = step % 2 == 0 ? Slice(0, 32) : Slice(32);
    const Tensor x = data.x[half];
    const Tensor out = dtype == float32 ? model->forward(x) : raw_forward(name, parameters, x);
    const Tensor loss = classes ? cross_entropy(out, data.y[half]) : mse_loss(out, data.y[half]);
    loss.backward();
    INFO("step " << step << ": " << loss.item());
    CHECK(close(loss.item(), expected["losses"].at(step).number(), tolerance));
    sgd(parameters, 0.1, clip);
  }
  check_parameters(named, expected["final"], 10 * tolerance);
}

TEST_CASE("4.4.b, 5.2.a: twenty steps of SGD follow PyTorch's losses") {
  for (const Golden c : Golden::file("train")["cases"]) {
    follow(c, float32);
    follow(c, float64);
  }
}

TEST_CASE("the optimizer does what the raw operations do") {
  const auto train = [](bool optimizer) {
    manual_seed(3);
    const auto model = build_model("mlp");
    optim::SGD sgd_class(model->parameters(), 0.1);
    const Data data = make_data(true, float32);
    for (int step = 0; step < 5; ++step) {
      if (optimizer) sgd_class.zero_grad();
      cross_entropy(model->forward(data.x), data.y).backward();
      if (optimizer)
        sgd_class.step();
      else
        sgd(model->parameters(), 0.1, 0);
    }
    return model->parameters();
  };
  const auto a = train(true);
  const auto b = train(false);
  for (size_t i = 0; i < a.size(); ++i)
    for (int64_t e = 0; e < a[i].numel(); ++e)
      CHECK(close(values(a[i])[size_t(e)], values(b[i])[size_t(e)], 1e-6));
}

TEST_CASE("a training step asks the system for no memory once it is warm") {
  manual_seed(0);
  Sequential model(std::make_shared<Linear>(784, 256), std::make_shared<ReLU>(),
                   std::make_shared<Linear>(256, 10));
  optim::SGD optimizer(model.parameters(), 0.1);
  const Tensor x = rand({256, 784});
  const Tensor y = randint(0, 10, {256});
  int64_t warm = 0;
  int64_t live = 0;
  for (int step = 0; step < 6; ++step) {
    {
      const Tensor loss = cross_entropy(model.forward(x), y);
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
      CHECK(std::isfinite(loss.item()));
    }
    if (step == 1) warm = memory().system_allocations, live = memory().live_bytes;
  }
  CHECK(memory().system_allocations == warm);
  CHECK(memory().live_bytes == live);
}

}  // namespace
}  // namespace weft
