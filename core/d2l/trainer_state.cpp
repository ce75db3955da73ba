// A run as tensors by name, for checkpoints.
//
//   model.*, optimizer.*, board.*    their own state_dict()
//   trainer.lr          float64 (groups), once there is an optimizer
//   trainer.position    float64 (10), the numbers of Position
//   trainer.results     float64 (epochs, 5), the fields of EpochResult
//   trainer.order       int64 (examples), within an epoch alone: the examples in its order
//   generator           int32, the default generator's words
#include <bit>
#include <cmath>

#include "core/d2l/trainer.h"
#include "core/random/generator.h"

namespace weft::d2l {
namespace {

enum Position {
  kEpoch,
  kBatch,
  kSteps,
  kExamples,
  kTrainBatches,
  kPlace,    // the loader's
  kInEpoch,  // whether an epoch is under way; the numbers so far are whole ones
  kWhole,
  kSeconds = kWhole,
  kLossSum,
  kEpochSeconds,
  kPositions
};
constexpr int64_t kResultFields = 5;
using Words = std::array<int32_t, std::tuple_size_v<Generator::State>>;

void add(NamedTensors& out, const char* prefix, const NamedTensors& tensors) {
  for (const auto& [name, x] : tensors) out.emplace_back(prefix + name, x);
}

/// The tensor of that name, if its dtype and shape are these; a size of -1 may be any.
const Tensor& need(const NamedTensors& state, const char* name, DType dtype, const Shape& shape) {
  const Tensor* const x = find(state, name);
  check(x != nullptr, "Trainer: load_state_dict: there is no ", name);
  bool same = x->dtype() == dtype && x->dim() == shape.size();
  for (int i = 0; same && i < shape.size(); ++i) same = shape[i] < 0 || x->shape(i) == shape[i];
  check(same, "Trainer: load_state_dict: ", name, " must be ", dtype, " of shape ", shape, ", got ",
        x->dtype(), " of shape ", x->shape());
  return *x;
}

void check_known(const NamedTensors& state) {
  for (const auto& [name, x] : state) {
    bool known = false;
    for (const std::string_view part :
         {"model.", "optimizer.", "board.", "trainer.lr", "trainer.position", "trainer.results",
          "trainer.order", "generator"})
      known = known || (part.back() == '.' ? name.starts_with(part) : name == part);
    check(known, "Trainer: load_state_dict: there is no state of the name ", name);
  }
}

}  // namespace

NamedTensors Trainer::state_dict() const {
  check(model_ != nullptr, "Trainer: start() must come before state_dict()");
  NamedTensors out;
  for (const auto& [name, x] : model_->state_dict()) out.emplace_back("model." + name, x.clone());
  if (optimizer_) {
    add(out, "optimizer.", optimizer_->state_dict());
    std::vector<double> lr;
    for (size_t i = 0; i < optimizer_->groups(); ++i) lr.push_back(optimizer_->lr(i));
    out.emplace_back("trainer.lr", tensor(lr));
  }
  add(out, "board.", model_->board.state_dict());

  std::vector<double> position;
  for (const int64_t number :
       {state_.epoch, state_.batch, state_.steps, state_.examples, state_.train_batches,
        in_epoch_ ? train_->position() : 0, static_cast<int64_t>(in_epoch_)})
    position.push_back(static_cast<double>(number));
  position.insert(position.end(), {state_.seconds, loss_sum_, epoch_seconds_});
  out.emplace_back("trainer.position", tensor(position));

  std::vector<double> results;
  for (const EpochResult& r : results_)
    results.insert(results.end(),
                   {static_cast<double>(r.epoch), r.train_loss, r.val_loss, r.val_acc, r.seconds});
  out.emplace_back("trainer.results", tensor(results).reshape({std::ssize(results_), 5}));

  if (in_epoch_) out.emplace_back("trainer.order", train_->order().clone());
  const auto words = std::bit_cast<Words>(default_generator().state());
  out.emplace_back("generator", tensor<int32_t>(words, {std::ssize(words)}));
  return out;
}

void Trainer::load_state_dict(const NamedTensors& state) {
  check(model_ != nullptr, "Trainer: start() must come before load_state_dict()");
  check_known(state);
  const std::vector<double> at =
      need(state, "trainer.position", float64, {kPositions}).to_vector<double>();
  const auto whole = [&at](Position i) { return static_cast<int64_t>(at[i]); };
  for (size_t i = 0; i < kWhole; ++i)
    check(at[i] >= 0 && at[i] <= 1e15 && at[i] == std::floor(at[i]),
          "Trainer: load_state_dict: trainer.position must begin with ", int{kWhole},
          " whole numbers, got ", at[i], " at ", i);
  check(whole(kTrainBatches) == state_.train_batches,
        "Trainer: load_state_dict: the run has epochs of ", whole(kTrainBatches),
        " batches, this data has ", state_.train_batches);
  const bool in_epoch = at[kInEpoch] != 0;
  check(in_epoch ? whole(kBatch) < state_.train_batches : whole(kBatch) <= state_.train_batches,
        "Trainer: load_state_dict: an epoch under way must have less than ", state_.train_batches,
        " batches done, got ", whole(kBatch));
  const Tensor* const order =
      in_epoch ? &need(state, "trainer.order", int64, {train_->examples()}) : nullptr;
  if (order) train_->check_place(*order, whole(kPlace));
  const std::vector<double> results =
      need(state, "trainer.results", float64, {-1, kResultFields}).to_vector<double>();
  Words words{};
  const Tensor& stored = need(state, "generator", int32, {std::ssize(words)});
  std::ranges::copy(stored.span<int32_t>(), words.begin());
  Generator generator;
  generator.set_state(std::bit_cast<Generator::State>(words));
  ProgressBoard board = model_->board;
  board.load_state_dict(with_prefix(state, "board."));
  std::unique_ptr<optim::Optimizer> optimizer;
  if (find(state, "trainer.lr")) {
    optimizer = model_->configure_optimizers();
    optimizer->load_state_dict(with_prefix(state, "optimizer."));
    const std::vector<double> lr =
        need(state, "trainer.lr", float64, {static_cast<int64_t>(optimizer->groups())})
            .to_vector<double>();
    for (size_t i = 0; i < lr.size(); ++i) optimizer->set_lr(i, lr[i]);
  }
  model_->load_state_dict(with_prefix(state, "model."));  // the last that can fail

  state_ = {.epoch = whole(kEpoch),
            .max_epochs = state_.max_epochs,
            .batch = whole(kBatch),
            .train_batches = state_.train_batches,
            .val_batches = state_.val_batches,
            .steps = whole(kSteps),
            .examples = whole(kExamples),
            .seconds = at[kSeconds]};
  loss_sum_ = at[kLossSum];
  epoch_seconds_ = at[kEpochSeconds];
  results_.clear();
  for (size_t i = 0; i < results.size(); i += kResultFields)
    results_.push_back({convert<int64_t>(results[i]), results[i + 1], results[i + 2],
                        results[i + 3], results[i + 4]});
  in_epoch_ = in_epoch;
  stopped_ = false;
  if (order) {
    train_->resume(*order, whole(kPlace));
    model_->train();
  }
  optimizer_ = std::move(optimizer);
  model_->board = std::move(board);
  default_generator() = generator;
}

}  // namespace weft::d2l
