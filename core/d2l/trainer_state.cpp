// A run as tensors by name, for checkpoints.
//
//   model.*, optimizer.*, board.*    their own state_dict()
//   trainer.lr          float64 (groups), once there is an optimizer
//   trainer.position    float64 (10), the numbers of Position
//   trainer.results     float64 (epochs, 5), the fields of EpochResult
//   trainer.order       int64 (examples), within an epoch alone: the examples in its order
//   generator           int32, the default generator's words
#include <cmath>
#include <cstring>

#include "core/d2l/trainer.h"
#include "core/random/generator.h"

namespace weft::d2l {
namespace {

constexpr int64_t kResultFields = 5;

struct Position {
  double epoch, batch, steps, examples, train_batches;
  double place;     // the loader's
  double in_epoch;  // whether an epoch is under way; the numbers so far are whole ones
  double seconds, loss_sum, epoch_seconds;
};
constexpr int64_t kWhole = 7;
constexpr int64_t kPositions = sizeof(Position) / sizeof(double);

constexpr std::string_view kNames[] = {"model.",        "optimizer.",       "board.",
                                       "trainer.lr",    "trainer.position", "trainer.results",
                                       "trainer.order", "generator"};

void append(NamedTensors& out, const char* prefix, const NamedTensors& tensors) {
  for (const auto& [name, x] : tensors) weft::append(out, prefix, name, x);
}

/// A tensor of that name, for elements of any type that has the size.
void* add(NamedTensors& out, const char* name, DType dtype, const Shape& shape) {
  const Tensor x = empty(shape, dtype);
  weft::append(out, name, "", x);
  return x.raw();
}

/// The elements of the tensor of that name, if its dtype and shape are these.
const void* need(const NamedTensors& state, const char* name, DType dtype, const Shape& shape) {
  const Tensor* const x = find(state, name);
  check(x != nullptr, "Trainer: load_state_dict: there is no ", name);
  check(x->dtype() == dtype && x->shape() == shape, "Trainer: load_state_dict: ", name, " must be ",
        dtype, " of shape ", shape, ", got ", x->dtype(), " of shape ", x->shape());
  return x->raw();
}

}  // namespace

NamedTensors Trainer::state_dict() const {
  check(model_ != nullptr, "Trainer: start() must come before state_dict()");
  NamedTensors out;
  for (const auto& [name, x] : model_->state_dict()) weft::append(out, kNames[0], name, x.clone());
  if (optimizer_) {
    append(out, "optimizer.", optimizer_->state_dict());
    const size_t groups = optimizer_->groups();
    auto* lr =
        static_cast<double*>(add(out, "trainer.lr", float64, {static_cast<int64_t>(groups)}));
    for (size_t i = 0; i < groups; ++i) *lr++ = optimizer_->lr(i);
  }
  append(out, "board.", model_->board.state_dict());

  const auto number = [](int64_t value) { return static_cast<double>(value); };
  const Position position = {number(state_.epoch),
                             number(state_.batch),
                             number(state_.steps),
                             number(state_.examples),
                             number(state_.train_batches),
                             in_epoch_ ? number(train_->position()) : 0,
                             in_epoch_ ? 1.0 : 0.0,
                             state_.seconds,
                             loss_sum_,
                             epoch_seconds_};
  std::memcpy(add(out, "trainer.position", float64, {kPositions}), &position, sizeof position);

  auto* at = static_cast<double*>(
      add(out, "trainer.results", float64, {std::ssize(results_), kResultFields}));
  for (const EpochResult& r : results_) {
    *at++ = number(r.epoch);
    for (const double value : {r.train_loss, r.val_loss, r.val_acc, r.seconds}) *at++ = value;
  }

  if (in_epoch_) weft::append(out, "trainer.order", "", train_->order().clone());
  const Generator::State words = default_generator().state();
  std::memcpy(add(out, "generator", int32, {std::ssize(words)}), words.data(), sizeof words);
  return out;
}

void Trainer::load_state_dict(const NamedTensors& state) {
  check(model_ != nullptr, "Trainer: start() must come before load_state_dict()");
  for (const auto& [name, x] : state) {
    bool known = false;
    for (const std::string_view part : kNames)
      known = known || (part.back() == '.' ? name.starts_with(part) : name == part);
    check(known, "Trainer: load_state_dict: there is no state of the name ", name);
  }

  const auto* const numbers =
      static_cast<const double*>(need(state, "trainer.position", float64, {kPositions}));
  for (int64_t i = 0; i < kWhole; ++i)
    check(numbers[i] >= 0 && numbers[i] <= 1e15 && numbers[i] == std::floor(numbers[i]),
          "Trainer: load_state_dict: trainer.position must begin with ", kWhole,
          " whole numbers, got ", numbers[i], " at ", i);
  Position at{};
  std::memcpy(&at, numbers, sizeof at);
  const auto whole = [](double number) { return static_cast<int64_t>(number); };
  check(whole(at.train_batches) == state_.train_batches,
        "Trainer: load_state_dict: the run has epochs of ", whole(at.train_batches),
        " batches, this data has ", state_.train_batches);
  const bool in_epoch = at.in_epoch != 0;
  check(whole(at.batch) + (in_epoch ? 1 : 0) <= state_.train_batches,
        "Trainer: load_state_dict: an epoch under way must have less than ", state_.train_batches,
        " batches done, got ", whole(at.batch));
  Tensor order;
  if (in_epoch) {
    (void)need(state, "trainer.order", int64, {train_->examples()});
    order = *find(state, "trainer.order");
    train_->check_place(order, whole(at.place));
  }
  const Tensor* const stored = find(state, "trainer.results");
  const Shape results_shape = {stored && stored->dim() > 0 ? stored->len() : 0, kResultFields};
  const auto* result =
      static_cast<const double*>(need(state, "trainer.results", float64, results_shape));
  Generator::State words;
  std::memcpy(words.data(), need(state, "generator", int32, {std::ssize(words)}), sizeof words);
  Generator generator;
  generator.set_state(words);
  ProgressBoard board;
  board.load_state_dict(with_prefix(state, "board."));
  std::unique_ptr<optim::Optimizer> optimizer;
  if (find(state, "trainer.lr")) {
    optimizer = model_->configure_optimizers();
    optimizer->load_state_dict(with_prefix(state, "optimizer."));
    const size_t groups = optimizer->groups();
    const auto* const lr = static_cast<const double*>(
        need(state, "trainer.lr", float64, {static_cast<int64_t>(groups)}));
    for (size_t i = 0; i < groups; ++i) optimizer->set_lr(i, lr[i]);
  }
  model_->load_state_dict(with_prefix(state, "model."));  // the last that can fail

  state_.epoch = whole(at.epoch);
  state_.batch = whole(at.batch);
  state_.steps = whole(at.steps);
  state_.examples = whole(at.examples);
  state_.seconds = at.seconds;
  loss_sum_ = at.loss_sum;
  epoch_seconds_ = at.epoch_seconds;
  results_.clear();
  for (int64_t i = results_shape[0]; i > 0; --i, result += kResultFields)
    results_.push_back({convert<int64_t>(result[0]), result[1], result[2], result[3], result[4]});
  in_epoch_ = in_epoch;
  stopped_ = false;
  if (in_epoch) {
    train_->resume(order, whole(at.place));
    model_->train();
  }
  optimizer_ = std::move(optimizer);
  model_->board.swap_curves(board);
  default_generator() = generator;
}

}  // namespace weft::d2l
