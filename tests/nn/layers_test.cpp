// Layers against PyTorch's (golden/layers.json says how): what they give, hold and print.
#include "core/nn/layers.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <map>

#include "core/base/number.h"
#include "core/nn/init.h"
#include "core/optim/optimizer.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;
using namespace nn;

template <class T, class... Args>
std::function<ModulePtr()> layer(Args... args) {
  return [=] { return std::make_shared<T>(args...); };
}

ModulePtr make_layer(const std::string& name) {
  static const std::map<std::string, std::function<ModulePtr()>> table = {
      {"Dropout", layer<Dropout>()},
      {"Dropout 0.2", layer<Dropout>(0.2)},
      {"BatchNorm1d", layer<BatchNorm1d>(3)},
      {"BatchNorm1d of sequences", layer<BatchNorm1d>(3)},
      {"BatchNorm1d eps, momentum",
       layer<BatchNorm1d>(3, BatchNormOptions{.eps = 0.5, .momentum = 0.3})},
      {"BatchNorm1d cumulative", layer<BatchNorm1d>(3, BatchNormOptions{.momentum = {}})},
      {"BatchNorm1d plain", layer<BatchNorm1d>(3, BatchNormOptions{.affine = false})},
      {"BatchNorm1d untracked",
       layer<BatchNorm1d>(3, BatchNormOptions{.track_running_stats = false})},
      {"LayerNorm", layer<LayerNorm>(3)},
      {"LayerNorm 2 3", layer<LayerNorm>(Shape{2, 3}, 0.25)},
      {"LayerNorm plain", layer<LayerNorm>(3, 1e-5, false)},
      {"ReLU", layer<ReLU>()},
      {"Sigmoid", layer<Sigmoid>()},
      {"Tanh", layer<Tanh>()},
      {"SiLU", layer<SiLU>()},
      {"GELU", layer<GELU>()},
      {"GELU tanh", layer<GELU>(Gelu::tanh)},
      {"ELU", layer<ELU>()},
      {"ELU 0.5", layer<ELU>(0.5)},
      {"LeakyReLU", layer<LeakyReLU>()},
      {"LeakyReLU 0.25", layer<LeakyReLU>(0.25)},
      {"PReLU", layer<PReLU>()},
      {"PReLU 3", layer<PReLU>(3, 0.5)},
      {"Softplus", layer<Softplus>()},
      {"Softplus 2 1", layer<Softplus>(2, 1)},
      {"Softmax", layer<Softmax>(1)},
      {"LogSoftmax", layer<LogSoftmax>(-1)},
      {"Identity", layer<Identity>()},
      {"Flatten", layer<Flatten>()},
      {"Linear", layer<Linear>(3, 2)},
      {"Linear without bias", layer<Linear>(3, 2, false)},
      {"LazyLinear", layer<LazyLinear>(2)},
      {"Sequential",
       [] {
         const auto first = std::make_shared<Linear>(3, 4);
         const auto last = std::make_shared<Linear>(4, 2);
         return std::make_shared<Sequential>(
             first, std::make_shared<BatchNorm1d>(4), std::make_shared<ReLU>(),
             std::make_shared<Dropout>(0.5),
             std::make_shared<Sequential>(last, std::make_shared<LayerNorm>(2)));
       }},
      {"Sequential of none", [] { return std::make_shared<Sequential>(std::vector<ModulePtr>()); }},
  };
  return table.at(name)();
}

void check_values(const Tensor& got, const Golden& expected) {
  const Values numbers = values(got);
  REQUIRE(numbers.size() == expected.size());
  for (size_t i = 0; i < numbers.size(); ++i)
    CHECK(numbers[i] == Catch::Approx(expected.at(i).number()).epsilon(2e-6).margin(2e-6));
}

TEST_CASE("5.2.a: layers give, hold and print what PyTorch's do") {
  for (const Golden c : Golden::file("layers")["layers"]) {
    INFO(c["name"].text());
    manual_seed(0);
    const ModulePtr layer = make_layer(c["name"].text());
    CHECK(layer->to_string() == c["text"].text());
    const Tensor x = make_tensor(c["x"].at(1), c["x"].at(0).integers(), float32);
    check_values(layer->forward(x), c["train"].at(0));
    check_values(layer->forward(2 * x + 1), c["train"].at(1));
    layer->eval();
    check_values(layer->forward(x), c["eval"]);
    const NamedTensors state = layer->state_dict();
    CHECK(state.size() == c["state"].size());
    for (const auto& [name, tensor] : state) {
      INFO(name);
      check_values(tensor, c["state"][name.c_str()]);
    }
  }
}

TEST_CASE("numbers print as Python's floats") {
  for (const Golden c : Golden::file("layers")["floats"])
    CHECK(python_float(c["value"].number()) == c["text"].text());
}

TEST_CASE("5.2.a: parameters start with PyTorch's numbers from the same seed") {
  using namespace nn::init;
  for (const Golden c : Golden::file("layers")["init"]) {
    const std::string name = c["name"].text();
    const Golden args = c["args"];
    INFO(name);
    const auto number = [&](const char* key, double otherwise) {
      return args.has(key) ? args[key].number() : otherwise;
    };
    const Fan mode = args.has("mode") && args["mode"].text() == "fan_out" ? Fan::out : Fan::in;
    Nonlinearity f = Nonlinearity::leaky_relu;
    for (const auto& [key, value] :
         std::map<std::string, Nonlinearity>{{"relu", Nonlinearity::relu},
                                             {"tanh", Nonlinearity::tanh},
                                             {"sigmoid", Nonlinearity::sigmoid},
                                             {"selu", Nonlinearity::selu}})
      if (args.has("nonlinearity") && args["nonlinearity"].text() == key) f = value;
    const Tensor x = empty(Shape(c["shape"].integers())).requires_grad_();
    manual_seed(3);
    if (name == "normal_") normal_(x, number("mean", 0), number("std", 1));
    if (name == "uniform_") uniform_(x, number("a", 0), number("b", 1));
    if (name == "xavier_uniform_") xavier_uniform_(x, number("gain", 1));
    if (name == "xavier_normal_") xavier_normal_(x, number("gain", 1));
    if (name == "kaiming_uniform_") kaiming_uniform_(x, number("a", 0), mode, f);
    if (name == "kaiming_normal_") kaiming_normal_(x, number("a", 0), mode, f);
    check_values(x.detach(), c["values"]);
  }
  const Tensor x = empty({2, 2}).requires_grad_();
  constant_(x, 0.5);
  CHECK(values(x) == Values(4, 0.5));
  zeros_(x);
  CHECK(values(x) == Values(4, 0));
  ones_(x);
  CHECK(values(x) == Values(4, 1));
  CHECK(error_of([] { xavier_uniform_(ones({3})); }) ==
        "xavier_uniform_: fans need at least two dimensions, got shape (3,)");
}

TEST_CASE("a module's state by name goes into another one") {
  manual_seed(0);
  const ModulePtr a = make_layer("Sequential");
  const ModulePtr b = make_layer("Sequential");
  a->forward(randn({8, 3}));
  a->eval();
  b->eval();
  const Tensor x = randn({5, 3});
  CHECK(!same_bits(a->forward(x), b->forward(x)));
  b->load_state_dict(a->state_dict());
  CHECK(same_bits(a->forward(x), b->forward(x)));
  for (const Tensor& p : b->parameters()) CHECK((p.is_leaf() && p.requires_grad()));
  std::string names;
  for (const auto& [name, buffer] : b->named_buffers()) names += name + " ";
  CHECK(names == "1.running_mean 1.running_var 1.num_batches_tracked ");
  CHECK(b->named_parameters().size() == 8);

  Linear linear(3, 2);
  const Tensor before = linear.weight.clone();
  const auto load = [&](const NamedTensors& state) {
    return error_of([&] { linear.load_state_dict(state); });
  };
  CHECK(load({{"weight", ones({2, 3})}, {"w", ones({2})}, {"b", ones({2})}}) ==
        "load_state_dict: the names must be those of the module, got none for [bias] and "
        "unexpected [w, b]");
  CHECK(load({{"weight", ones({2, 3})}, {"bias", ones({3})}}) ==
        "load_state_dict: bias must have shape (2,), got (3,)");
  CHECK(same_bits(linear.weight, before));
}

TEST_CASE("apply and zero_grad reach every module inside") {
  const ModulePtr model = make_layer("Sequential");
  std::string names;
  model->apply([&](Module& m) { names += m.name() + " "; });
  CHECK(names == "Linear BatchNorm1d ReLU Dropout Linear LayerNorm Sequential Sequential ");
  model->forward(randn({4, 3})).sum().backward();
  for (const Tensor& p : model->parameters()) CHECK(p.grad().defined());
  model->zero_grad();
  for (const Tensor& p : model->parameters()) CHECK(!p.grad().defined());
  model->eval();
  model->apply([](Module& m) { CHECK(!m.training()); });
}

TEST_CASE("a layer in two places has one set of parameters") {
  const auto shared = std::make_shared<Linear>(3, 3);
  Sequential model(shared, std::make_shared<ReLU>(), shared);
  const auto names = [](const NamedTensors& tensors) {
    std::string result;
    for (const auto& [name, tensor] : tensors) result += name + " ";
    return result;
  };
  CHECK(names(model.named_parameters()) == "0.weight 0.bias ");
  CHECK(names(model.state_dict()) == "0.weight 0.bias 2.weight 2.bias ");
  model.load_state_dict(model.state_dict());
  std::string visits;
  model.apply([&](Module& m) { visits += m.name() + " "; });
  CHECK(visits == "Linear ReLU Sequential ");
  optim::SGD sgd(model.parameters(), 0.5);
  shared->weight.set_grad(ones({3, 3}));
  const Tensor before = shared->weight.detach().clone();
  sgd.step();
  CHECK(same_bits(shared->weight.detach(), before - 0.5));
}

TEST_CASE("errors: layers") {
  CHECK(error_of([] { Dropout(1.5); }) == "Dropout: p must be in [0, 1], got 1.5");
  CHECK(error_of([] { BatchNorm1d(0); }) == "BatchNorm1d: num_features must be at least 1, got 0");
}

}  // namespace
}  // namespace weft
