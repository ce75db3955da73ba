// Optimizers and schedules against PyTorch's (golden/optim.json says how), their state, and what
// they refuse.
#include "core/optim/optimizer.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <memory>

#include "core/optim/schedule.h"
#include "tests/core/helpers.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;
using namespace optim;

/// The network of golden/optim.json.
struct Network {
  explicit Network(DType dtype) {
    const Golden file = Golden::file("optim");
    const auto read = [&](const char* name, const Shape& shape) {
      return make_tensor(file[name], shape, dtype);
    };
    x = read("x", {6, 3});
    y = read("y", {6, 2});
    parameters = {read("W1", {4, 3}), read("b1", {4}), read("W2", {2, 4}), read("b2", {2})};
    for (Tensor& p : parameters) p.requires_grad_();
  }
  void step(Optimizer& optimizer) const {
    optimizer.zero_grad();
    const auto& p = parameters;
    const Tensor out = matmul(tanh(matmul(x, p[0].T()) + p[1]), p[2].T()) + p[3];
    mse_loss(out, y).backward();
    optimizer.step();
  }
  [[nodiscard]] Values numbers() const {
    Values result;
    for (const Tensor& p : parameters)
      for (const double v : values(p)) result.push_back(v);
    return result;
  }
  Tensor x, y;
  std::vector<Tensor> parameters;  // W1, b1, W2, b2
};

std::vector<ParameterGroup> make_groups(const Network& network, const Golden& run) {
  const auto& p = network.parameters;
  if (!run.has("groups")) return one_group(p);
  std::vector<ParameterGroup> groups(2);
  for (size_t i = 0; i < 2; ++i) {
    const Golden own = run["groups"].at(i);
    groups[i].parameters = {p[i], p[i + 2]};
    if (own.has("lr")) groups[i].lr = own["lr"].number();
    if (own.has("weight_decay")) groups[i].weight_decay = own["weight_decay"].number();
  }
  return groups;
}

std::unique_ptr<Optimizer> make_optimizer(const Network& network, const Golden& run) {
  const Golden options = run["options"];
  const auto set = [&](const char* key, auto& field) {
    if (options.has(key)) field = options[key].number();
  };
  const auto groups = make_groups(network, run);
  const auto adam = [&](auto o) {
    set("lr", o.lr);
    set("eps", o.eps);
    set("weight_decay", o.weight_decay);
    if (options.has("betas"))
      o.betas = {options["betas"].at(0).number(), options["betas"].at(1).number()};
    return o;
  };
  const std::string name = run["optimizer"].text();
  if (name == "Adam") return std::make_unique<Adam>(groups, adam(AdamOptions()));
  if (name == "AdamW") return std::make_unique<AdamW>(groups, adam(AdamWOptions()));
  SGDOptions o;
  set("lr", o.lr);
  set("momentum", o.momentum);
  set("dampening", o.dampening);
  set("weight_decay", o.weight_decay);
  o.nesterov = options.has("nesterov");
  return std::make_unique<SGD>(groups, o);
}

LRScheduler::Rule make_rule(const Golden& c) {
  const std::string name = c["schedule"].text();
  const Golden args = c["args"];
  const auto number = [&](const char* key, double otherwise) {
    return args.has(key) ? args[key].number() : otherwise;
  };
  if (name == "StepLR") return StepLR::rule(args["step_size"].integer(), number("gamma", 0.1));
  if (name == "MultiStepLR")
    return MultiStepLR::rule(args["milestones"].integers(), number("gamma", 0.1));
  if (name == "ExponentialLR") return ExponentialLR::rule(number("gamma", 0));
  if (name == "CosineAnnealingLR")
    return CosineAnnealingLR::rule(args["T_max"].integer(), number("eta_min", 0));
  if (name == "LinearLR")
    return LinearLR::rule(number("start_factor", 1.0 / 3), number("end_factor", 1),
                          static_cast<int64_t>(number("total_iters", 5)));
  if (name == "LambdaLR")
    return LambdaLR::rule([](int64_t epoch) { return 1 / (1 + static_cast<double>(epoch)); });
  const int64_t warm_up = args["warm_up"].integer();
  return SequentialLR::rule(
      {LinearLR::rule(0.125, 1, warm_up), CosineAnnealingLR::rule(args["T_max"].integer())},
      {warm_up});
}

void check_numbers(const Values& got, const Golden& expected, double tolerance) {
  REQUIRE(got.size() == expected.size());
  for (size_t i = 0; i < got.size(); ++i)
    CHECK(got[i] == Catch::Approx(expected.at(i).number()).epsilon(tolerance).margin(tolerance));
}

TEST_CASE("3.4.a: optimizers follow PyTorch's parameters for twenty steps") {
  for (const Golden run : Golden::file("optim")["runs"]) {
    for (const DType dtype : {float32, float64}) {
      INFO(run["name"].text() << ", " << name(dtype));
      const Network network(dtype);
      const auto optimizer = make_optimizer(network, run);
      std::unique_ptr<LRScheduler> schedule;
      if (run.has("schedule"))
        schedule = std::make_unique<LRScheduler>(*optimizer, make_rule(run["schedule"]));
      for (int step = 1; step <= 20; ++step) {
        network.step(*optimizer);
        if (schedule) schedule->step();
        const std::string key = std::to_string(step);
        if (!run["steps"].has(key.c_str())) continue;
        INFO("step " << step);
        check_numbers(network.numbers(), run["steps"][key.c_str()],
                      dtype == float64 ? 1e-12 : 1e-5);
      }
    }
  }
}

TEST_CASE("3.4.a: schedules give PyTorch's learning rates") {
  for (const Golden c : Golden::file("optim")["schedules"]) {
    INFO(c["name"].text());
    SGD optimizer({zeros({1}).requires_grad_()}, 0.5);
    LRScheduler schedule(optimizer, make_rule(c));
    Values rates;
    for (int epoch = 0; epoch < 20; ++epoch) {
      rates.push_back(optimizer.lr());
      schedule.step();
    }
    check_numbers(rates, c["rates"], 1e-14);
    schedule.set_epoch(7);
    CHECK(optimizer.lr() == rates[7]);
  }
}

TEST_CASE("schedules by their classes") {
  SGD optimizer({zeros({1}).requires_grad_()}, 0.5);
  StepLR step(optimizer, 2, 0.5);
  for (int i = 0; i < 5; ++i) step.step();
  CHECK(optimizer.lr() == 0.125);
  CHECK(step.epoch() == 5);
  optimizer.set_lr(1);
  SequentialLR both(optimizer, {LinearLR::rule(0.5, 1, 2), ExponentialLR::rule(0.5)}, {2});
  Values rates;
  for (int i = 0; i < 5; ++i, both.step()) rates.push_back(optimizer.lr());
  CHECK(rates == Values{0.5, 0.75, 1, 0.5, 0.25});
}

TEST_CASE("an optimizer goes on from its state as if there had been no break") {
  for (const Golden run : Golden::file("optim")["runs"]) {
    if (run.has("schedule")) continue;
    INFO(run["name"].text());
    const Network whole(float32);
    const Network first(float32);
    const Network second(float32);
    const auto optimizer = make_optimizer(whole, run);
    const auto before = make_optimizer(first, run);
    for (int step = 0; step < 6; ++step) whole.step(*optimizer);
    for (int step = 0; step < 3; ++step) first.step(*before);
    const auto after = make_optimizer(second, run);
    {
      const NoGrad guard;
      for (size_t i = 0; i < 4; ++i) Tensor(second.parameters[i]).copy_(first.parameters[i]);
    }
    after->load_state_dict(before->state_dict());
    for (int step = 0; step < 3; ++step) second.step(*after);
    CHECK(second.numbers() == whole.numbers());
  }
}

TEST_CASE("the state of an optimizer by name") {
  const Network network(float64);
  Adam adam(network.parameters);
  CHECK(adam.state_dict().empty());
  network.step(adam);
  network.step(adam);
  std::string names;
  for (const auto& [name, t] : adam.state_dict()) names += name + " ";
  CHECK(names ==
        "0.step 0.exp_avg 0.exp_avg_sq 1.step 1.exp_avg 1.exp_avg_sq "
        "2.step 2.exp_avg 2.exp_avg_sq 3.step 3.exp_avg 3.exp_avg_sq ");
  CHECK(adam.state_dict()[0].second.item<int64_t>() == 2);
  CHECK(error_of([&] {
          adam.load_state_dict({{"0.exp_avg", zeros({3})}});
        }) == "Adam: load_state_dict: 0.exp_avg must be float64 of shape (4, 3), got float32 (3,)");
  for (const char* wrong : {"4.exp_avg", "0.momentum_buffer", "exp_avg", "0"})
    CHECK(error_of([&] {
            adam.load_state_dict({{wrong, zeros({3})}});
          }) == text("Adam: load_state_dict: there is no state of the name ", wrong,
                     " for 4 parameters"));
}

TEST_CASE("an update of any size and layout is that of its elements") {
  // Several chunks and threads; a parameter that is a transpose.
  for (const int64_t n : {1, 1023, 1025, 100000}) {
    manual_seed(0);
    const Tensor start = randn({n});
    const Tensor slope = randn({n});
    const auto updated = [&](const Tensor& p, const Tensor& g) {
      Tensor leaf = p.detach().requires_grad_();
      leaf.set_grad(g);
      AdamW adam({leaf}, {.lr = 0.1});
      for (int i = 0; i < 3; ++i) adam.step();
      return leaf.detach();
    };
    const Tensor whole = updated(start.clone(), slope);
    const int64_t last = n - 1;
    for (const int64_t i : {int64_t{0}, n / 2, last})
      CHECK(updated(start.slice(0, i, i + 1).clone(), slope.slice(0, i, i + 1)).item() ==
            whole.select(0, i).item());
  }
  const Tensor x = randn({3, 5});
  const Tensor g = randn({3, 5});
  Tensor turned = x.T().clone().T().detach().requires_grad_();
  Tensor straight = x.clone().requires_grad_();
  turned.set_grad(g);
  straight.set_grad(g);
  SGD a({turned}, {.lr = 0.1, .momentum = 0.9});
  SGD b({straight}, {.lr = 0.1, .momentum = 0.9});
  for (int i = 0; i < 3; ++i) a.step(), b.step();
  CHECK(values(turned) == values(straight));
}

TEST_CASE("optimizers ask the system for no memory once they are warm") {
  const Network network(float32);
  const auto steady = [&](auto optimizer) {
    int64_t warm = 0;
    for (int step = 0; step < 6; ++step) {
      network.step(optimizer);
      if (step == 1) warm = memory().system_allocations;
    }
    CHECK(memory().system_allocations == warm);
  };
  steady(SGD(network.parameters, {.momentum = 0.9, .weight_decay = 0.1}));
  steady(AdamW(network.parameters));
}

TEST_CASE("a parameter that an optimizer has changed is noticed by backward") {
  Tensor w = ones({2}).requires_grad_();
  const Tensor y = (w * w).sum();
  w.set_grad(ones({2}));
  Adam({w}).step();
  CHECK(error_of([&] { y.backward(); }).starts_with("backward: a tensor needed by MulBackward0"));
}

TEST_CASE("clip_grad_value limits each element") {
  const Tensor a = zeros({4}).requires_grad_();
  const Tensor none = zeros({2}).requires_grad_();
  a.set_grad(tensor({-3.0, -0.5, 0.25, 2.0}));
  clip_grad_value({a, none}, 0.5);
  CHECK(values(a.grad()) == Values{-0.5, -0.5, 0.25, 0.5});
  CHECK(error_of([&] { clip_grad_value({a}, -1); }) ==
        "clip_grad_value: clip_value must be at least 0, got -1");
}

TEST_CASE("clip_grad_norm passes NaN on to all gradients") {
  const Tensor a = zeros({2}).requires_grad_();
  const Tensor b = zeros({1}).requires_grad_();
  a.set_grad(tensor({std::nan(""), 1.0}));
  b.set_grad(tensor({1.0}));
  CHECK(std::isnan(clip_grad_norm({a, b}, 1)));
  CHECK(isnan(a.grad()).all().item<bool>());
  CHECK(isnan(b.grad()).all().item<bool>());
}

TEST_CASE("errors: optimizers and schedules") {
  const Tensor w = zeros({2}).requires_grad_();
  const auto sgd = [&](SGDOptions o) { return error_of([&] { SGD({w}, o); }); };
  CHECK(sgd({.lr = -1}) == "SGD: lr must be a number of at least 0, got -1");
  CHECK(sgd({.momentum = -0.5}) == "SGD: momentum must be at least 0, got -0.5");
  CHECK(sgd({.weight_decay = -1}) == "SGD: weight_decay must be at least 0, got -1");
  CHECK(sgd({.nesterov = true}) ==
        "SGD: nesterov needs momentum and no dampening, got momentum 0 and dampening 0");
  CHECK(sgd({.momentum = 0.9, .dampening = 0.5, .nesterov = true}) ==
        "SGD: nesterov needs momentum and no dampening, got momentum 0.9 and dampening 0.5");
  const auto adam = [&](AdamOptions o) { return error_of([&] { Adam({w}, o); }); };
  CHECK(adam({.lr = std::nan("")}) == "Adam: lr must be a number of at least 0, got nan");
  CHECK(adam({.betas = {1, 0.5}}) == "Adam: betas must be in [0, 1), got 1 and 0.5");
  CHECK(adam({.betas = {0.5, -1}}) == "Adam: betas must be in [0, 1), got 0.5 and -1");
  CHECK(adam({.eps = -1}) == "Adam: eps must be at least 0, got -1");
  CHECK(error_of([&] { AdamW({{.parameters = {w}, .lr = -2}}); }) ==
        "AdamW: lr must be a number of at least 0, got -2");
  CHECK(error_of([&] {
          SGD({w, w}, 1);
        }) ==
        "optimizer: a parameter must be given once, got one of shape (2,) at positions 0 and 1");
  SGD optimizer({w}, 0.5);
  CHECK(error_of([&] { optimizer.set_lr(-1); }) ==
        "SGD: lr must be a number of at least 0, got -1");
  CHECK(error_of([&] { optimizer.set_lr(1, 0.5); }) == "SGD: there are 1 groups, got number 1");
  CHECK(error_of([&] { StepLR(optimizer, 0); }) == "StepLR: step_size must be at least 1, got 0");
  CHECK(error_of([&] {
          MultiStepLR(optimizer, {3, 1});
        }) == "MultiStepLR: milestones must not decrease, got 3 before 1");
  CHECK(error_of([&] { CosineAnnealingLR(optimizer, 0); }) ==
        "CosineAnnealingLR: T_max must be at least 1, got 0");
  CHECK(error_of([&] { LinearLR(optimizer, 1.5); }) ==
        "LinearLR: factors must be in [0, 1], got 1.5 and 1");
  CHECK(error_of([&] { SequentialLR(optimizer, {StepLR::rule(1)}, {3}); }) ==
        "SequentialLR: there must be one rule more than milestones, got 1 and 1");
}

}  // namespace
}  // namespace weft
