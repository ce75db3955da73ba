// A run that is saved, thrown away and continued by new objects is the run that was not.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstring>

#include "core/d2l/d2l.h"
#include "core/data/synthetic.h"
#include "core/ops/ops.h"

using namespace weft;
using Catch::Matchers::Message;

namespace {

/// Dropout draws from the generator in every batch, and Adam remembers.
class Net final : public d2l::Classifier {
 public:
  explicit Net(int64_t hidden = 16) {
    set_net(std::make_shared<nn::Sequential>(std::vector<nn::ModulePtr>{
        std::make_shared<nn::Flatten>(), std::make_shared<nn::LazyLinear>(hidden),
        std::make_shared<nn::ReLU>(), std::make_shared<nn::Dropout>(0.3),
        std::make_shared<nn::LazyLinear>(10)}));
  }
  [[nodiscard]] std::unique_ptr<optim::Optimizer> configure_optimizers() const override {
    return std::make_unique<optim::Adam>(parameters(), optim::AdamOptions{.lr = 0.01});
  }
};

const d2l::FashionMNIST& images() {
  static const d2l::FashionMNIST data(make_synthetic({.train = 100, .test = 20}), 16);
  return data;
}

/// Model and trainer of one process, which knows nothing of any other.
struct Run {
  explicit Run(uint64_t seed, int64_t hidden = 16) : model(hidden) {
    manual_seed(seed);
    d2l::materialize(model, {1, 1, 28, 28});
    manual_seed(seed);
    trainer.start(model, images());
  }
  void until(int64_t steps) {
    if (steps > 0) trainer.resume([=](const d2l::Trainer& t) { return t.state().steps < steps; });
  }
  Net model;
  d2l::Trainer trainer{3};
};

bool same_bits(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() && a.dtype() == b.dtype() &&
         std::memcmp(a.data_ptr(), b.data_ptr(),
                     static_cast<size_t>(a.numel() * item_size(a.dtype()))) == 0;
}

/// The names of what differs, apart from how long it took.
std::string difference(const NamedTensors& a, const NamedTensors& b) {
  std::string names = a.size() == b.size() ? "" : "count ";
  for (const auto& [name, x] : a) {
    const Tensor* other = find(b, name);
    const bool equal =
        other && (name == "trainer.position" ? same_bits(x.slice(0, 0, 7), other->slice(0, 0, 7))
                  : name == "trainer.results"
                      ? same_bits(x.slice(1, 0, 4).clone(), other->slice(1, 0, 4).clone())
                      : same_bits(x, *other));
    if (!equal) names += name + " ";
  }
  return names;
}

NamedTensors with(NamedTensors state, const std::string& name, const Tensor& x) {
  for (auto& [key, tensor] : state)
    if (key == name) tensor = x;
  if (!find(state, name)) state.emplace_back(name, x);
  return state;
}

}  // namespace

TEST_CASE(
    "3.2.b: a run that is continued from its state is bit for bit the run that was not stopped") {
  Run whole(3);
  whole.until(1000);
  const NamedTensors end = whole.trainer.state_dict();
  REQUIRE(whole.trainer.state().steps == 21);
  // Before the first batch, within epochs, with a point half drawn, at an epoch's end, near the
  // end.
  for (const int64_t stop : {0, 1, 5, 7, 9, 14, 20}) {
    CAPTURE(stop);
    NamedTensors state;
    {
      Run first(3);
      first.until(stop);
      REQUIRE(first.trainer.state().steps == stop);
      state = first.trainer.state_dict();
      first.until(stop + 2);  // what was saved is a copy
    }
    Run second(99);
    second.trainer.load_state_dict(state);
    CHECK(difference(state, second.trainer.state_dict()) == "");
    second.until(1000);
    CHECK(difference(end, second.trainer.state_dict()) == "");
    const auto& points = second.model.board.series();
    REQUIRE(points.size() == 3);
    CHECK(points[0].ys == whole.model.board.series()[0].ys);
    CHECK(points[2].xs == whole.model.board.series()[2].xs);
    CHECK(points[1].fmt == whole.model.board.series()[1].fmt);
  }
}

TEST_CASE("3.2.b: a state has PyTorch's names within its parts, and the learning rates of then") {
  Run run(0);
  run.until(2);
  const NamedTensors state = run.trainer.state_dict();
  std::string names;
  for (const auto& [name, x] : state) names += name + " ";
  CHECK(names ==
        "model.net.1.weight model.net.1.bias model.net.4.weight model.net.4.bias "
        "optimizer.0.step optimizer.0.exp_avg optimizer.0.exp_avg_sq "
        "optimizer.1.step optimizer.1.exp_avg optimizer.1.exp_avg_sq "
        "optimizer.2.step optimizer.2.exp_avg optimizer.2.exp_avg_sq "
        "optimizer.3.step optimizer.3.exp_avg optimizer.3.exp_avg_sq "
        "trainer.lr board.train_loss trainer.position trainer.results trainer.order generator ");
  Run other(0);
  other.trainer.load_state_dict(with(state, "trainer.lr", tensor({0.5}).to(float64)));
  CHECK(other.trainer.state_dict()[16].second.item() == 0.5);
}

TEST_CASE("3.2.b: a state that does not fit is refused by name and changes nothing") {
  Run run(3);
  run.until(9);
  const NamedTensors state = run.trainer.state_dict();
  const auto refuses = [&](const NamedTensors& bad, const std::string& text) {
    CHECK_THROWS_MATCHES(run.trainer.load_state_dict(bad), Error, Message(text));
    CHECK(difference(state, run.trainer.state_dict()) == "");
  };
  refuses(with(state, "model.net.1.weight", zeros({16, 783})),
          "load_state_dict: net.1.weight must have shape (16, 784), got (16, 783)");
  refuses(with(state, "model.net.7.weight", zeros({2})),
          "load_state_dict: the names must be those of the module, got none for [] and unexpected "
          "[net.7.weight]");
  refuses(with(state, "optimizer.1.exp_avg", zeros({3})),
          "Adam: load_state_dict: 1.exp_avg must be float32 of shape (16,), got float32 (3,)");
  refuses(with(state, "optimizer.1.step", zeros({2}, int64)),
          "Adam: load_state_dict: 1.step must be one number, got shape (2,)");
  refuses(with(state, "optimiser", zeros({1})),
          "Trainer: load_state_dict: there is no state of the name optimiser");
  refuses(
      with(state, "trainer.order", zeros({99}, int64)),
      "Trainer: load_state_dict: trainer.order must be int64 of shape (100,), got int64 of shape "
      "(99,)");
  refuses(with(state, "trainer.order", full({100}, int64_t{100}, int64)),
          "DataLoader: numbers of examples must be in [0, 100), got 100");
  refuses(
      with(state, "trainer.position", full({10}, 0.5, float64)),
      "Trainer: load_state_dict: trainer.position must begin with 7 whole numbers, got 0.5 at 0");
  refuses(
      with(state, "generator", full({630}, int64_t{7}, int32)),
      "Generator: a state must have 0 or 1 spare values and a next word from 0 to 624, got 7 and "
      "7");
  refuses(with(state, "board.train_loss", zeros({4})),
          "board: load_state_dict: train_loss must be float64 of shape (n + 1, 3), got float32 of "
          "shape (4,)");
  NamedTensors less = state;
  std::erase_if(less, [](const auto& named) { return named.first == "optimizer.2.exp_avg_sq"; });
  refuses(less,
          "Adam: load_state_dict: there must be all or none of 2.step, 2.exp_avg and "
          "2.exp_avg_sq");
  std::erase_if(less, [](const auto& named) { return named.first == "generator"; });
  less = with(less, "optimizer.2.exp_avg_sq", *find(state, "optimizer.2.exp_avg_sq"));
  refuses(less, "Trainer: load_state_dict: there is no generator");

  Run wide(3, 17);
  CHECK_THROWS_MATCHES(
      wide.trainer.load_state_dict(state), Error,
      Message("Adam: load_state_dict: 0.exp_avg must be float32 of shape (17, 784), got float32 "
              "(16, 784)"));
  Net model;
  d2l::materialize(model, {1, 1, 28, 28});
  d2l::Trainer trainer(1);
  CHECK_THROWS_MATCHES(trainer.load_state_dict(state), Error,
                       Message("Trainer: start() must come before load_state_dict()"));
  trainer.start(model, d2l::FashionMNIST(images().dataset(), 50));
  CHECK_THROWS_MATCHES(
      trainer.load_state_dict(state), Error,
      Message("Trainer: load_state_dict: the run has epochs of 7 batches, this data has 2"));
}
