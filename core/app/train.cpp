// weft train: builds the model, trains it, and reports each epoch as it ends. The run follows
// PyTorch's for the same seed: seeded before the weights are drawn, and again before the first
// batch is.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/app/checkpoint.h"
#include "core/app/commands.h"
#include "core/app/output_file.h"
#include "core/app/progress_bar.h"
#include "core/base/parallel.h"
#include "core/base/work.h"
#include "core/d2l/d2l.h"
#include "core/data/files.h"
#include "core/data/part_file.h"
#include "core/data/synthetic.h"
#include "simd/kernels.h"

namespace weft::app {
namespace {

volatile std::sig_atomic_t interrupted = 0;

/// While one lives, Ctrl-C ends the run between two batches, so that nothing half-written stays.
class Interruptible {
 public:
  Interruptible() {
    for (size_t i = 0; i < 2; ++i)
      before_[i] = std::signal(kSignals[i], [](int) { interrupted = 1; });
  }
  ~Interruptible() {
    for (size_t i = 0; i < 2; ++i) std::signal(kSignals[i], before_[i]);
  }
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

 private:
  static constexpr int kSignals[] = {SIGINT, SIGTERM};
  void (*before_[2])(int);
};

/// Notes when the first minibatch is there, and what a step costs once it is warm: the third.
class Watch final : public d2l::Trainer {
 public:
  using Trainer::Trainer;
  Batch prepare_batch(Batch batch) override {
    if (batches_ == 0) first_batch_at_ = std::chrono::system_clock::now().time_since_epoch();
    if (batches_ == 2) before_ = work();
    if (batches_ == 3) step_ = work() - before_;
    ++batches_;
    return batch;
  }
  /// Unix time in seconds.
  [[nodiscard]] double first_batch_at() const { return first_batch_at_.count(); }
  /// None where an epoch is too short to have such a step.
  [[nodiscard]] std::optional<Work> step() const {
    return state().train_batches > 4 ? std::optional(step_) : std::nullopt;
  }

 private:
  int64_t batches_ = 0;
  std::chrono::duration<double> first_batch_at_{};
  Work before_, step_;
};

Dataset load(const TrainOptions& options) {
  if (auto found = find_dataset(options.data)) return std::move(*found);
  std::fprintf(stderr,
               "weft: no data found; training on the synthetic set. `make train` downloads "
               "Fashion-MNIST, --data names a folder that has it.\n");
  return make_synthetic();
}

std::unique_ptr<d2l::Classifier> build(const TrainOptions& options) {
  if (options.model == "mlp")
    return std::make_unique<d2l::MLP>(kClasses, options.hidden, options.lr);
  return std::make_unique<d2l::SoftmaxRegression>(kClasses, options.lr);
}

void print_head(const TrainOptions& options, const Dataset& data, const d2l::Module& model) {
  int64_t parameters = 0;
  for (const Tensor& p : model.parameters()) parameters += p.numel();
  const int64_t inputs = data.rows * data.columns;
  const std::string layers = options.model == "mlp"
                                 ? text(inputs, "-", options.hidden, "-", kClasses)
                                 : text(inputs, "-", kClasses);
  const std::string head =
      text("data   ", data.name, ", ", data.train.count, " training and ", data.test.count,
           " test images\nmodel  ", options.model, " ", layers, ", ", parameters, " parameters\n",
           "       ", model.hparams_text(), "\n", "run    batch ", options.batch, ", lr ",
           options.lr, ", seed ", options.seed, ", ", simd::machine().name, ", ", num_threads(),
           num_threads() == 1 ? " thread" : " threads", "\n");
  std::printf("%s\nepoch  train loss  val loss  val acc  seconds\n", head.c_str());
  std::fflush(stdout);
}

/// The images are bytes; a batch of them is float32 for the length of a step.
void print_memory(const MemoryStats& used, const Dataset& data) {
  const auto megabytes = [](int64_t bytes) { return static_cast<double>(bytes) / 1e6; };
  const int64_t images = (data.train.count + data.test.count) * data.rows * data.columns;
  std::printf("memory %.1f MB, %.1f MB of them images; %.1f MB at the peak of a step\n",
              megabytes(used.live_bytes), megabytes(images), megabytes(used.peak_bytes));
}

void print_epoch(const d2l::EpochResult& r) {
  std::printf("%5lld  %10.5f  %8.4f  %7.4f  %7.3f\n", static_cast<long long>(r.epoch), r.train_loss,
              r.val_loss, r.val_acc, r.seconds);
  std::fflush(stdout);
}

std::string note(const d2l::TrainerState& s) {
  const double speed = static_cast<double>(s.examples) / s.seconds;
  const double left = s.seconds / static_cast<double>(s.steps) *
                      static_cast<double>(s.max_epochs * s.train_batches - s.steps);
  return text("epoch ", std::min(s.epoch + 1, s.max_epochs), "/", s.max_epochs, "  ",
              static_cast<int64_t>(speed), " images/s  ", duration(left), " left");
}

std::string to_json(const TrainOptions& options, const Dataset& data, const d2l::Module& model,
                    const Watch& trainer, const MemoryStats& used) {
  nlohmann::ordered_json json{{"data", data.name},
                              {"model", options.model},
                              {"hparams", model.hparams_text()},
                              {"simd", simd::machine().name},
                              {"threads", num_threads()},
                              {"seed", options.seed},
                              {"memory", {{"live", used.live_bytes}, {"peak", used.peak_bytes}}},
                              {"first_batch_at", trainer.first_batch_at()}};
  if (const auto step = trainer.step())
    json["work_per_step"] = {{"flops", step->flops},
                             {"packed_bytes", step->packed_bytes},
                             {"allocations", step->allocations},
                             {"system_allocations", step->system_allocations},
                             {"parallel_regions", step->parallel_regions}};
  json["epochs"] = nlohmann::ordered_json::array();
  for (const auto& r : trainer.results())
    json["epochs"].push_back({{"epoch", r.epoch},
                              {"train_loss", r.train_loss},
                              {"val_loss", r.val_loss},
                              {"val_acc", r.val_acc},
                              {"seconds", r.seconds}});
  return json.dump(2) + "\n";
}

std::string to_svg(const Dataset& data, const d2l::ProgressBoard& board) {
  plot::Chart chart = board.chart();
  chart.title = data.name;
  chart.figsize = plot::Chart().figsize;
  return plot::to_svg(chart);
}

}  // namespace

void train(const TrainOptions& options) {
  const Interruptible guard;
  std::optional<OutputFile> json, plot;
  if (!options.json.empty()) json.emplace("--json", options.json);
  if (!options.plot.empty()) plot.emplace("--plot", options.plot);
  if (!options.save.empty()) const PartFile writable(options.save);
  if (options.threads > 0) set_num_threads(static_cast<int>(options.threads));
  (void)simd::machine();  // a wrong WEFT_SIMD is said before the data is read

  const d2l::FashionMNIST data(load(options), options.batch);
  const auto seed = static_cast<uint64_t>(options.seed);
  manual_seed(seed);
  const auto model = build(options);
  d2l::materialize(*model, {1, 1, data.dataset().rows, data.dataset().columns});
  manual_seed(seed);

  check(interrupted == 0, "train: interrupted, nothing was written");
  print_head(options, data.dataset(), *model);
  ProgressBar bar;
  Watch trainer(options.epochs);
  reset_peak_memory();
  trainer.start(*model, data);
  if (!options.resume.empty()) resume_run(options, data.dataset().name, trainer);
  size_t printed = trainer.results().size();
  trainer.resume([&](const d2l::Trainer& t) {
    for (; printed < t.results().size(); ++printed) {
      bar.clear();
      print_epoch(t.results()[printed]);
      if (!options.save.empty()) save_run(options, data.dataset().name, t);
    }
    const auto& s = t.state();
    bar.show(static_cast<double>(s.steps) / static_cast<double>(s.max_epochs * s.train_batches),
             note(s));
    return interrupted == 0;
  });
  bar.clear();
  if (interrupted && !options.save.empty()) {
    save_run(options, data.dataset().name, trainer);
    fail("train: interrupted; --resume ", options.save, " goes on");
  }
  check(interrupted == 0, "train: interrupted, nothing was written");
  const MemoryStats used = memory();
  print_memory(used, data.dataset());
  if (json) json->write(to_json(options, data.dataset(), *model, trainer, used));
  if (plot) plot->write(to_svg(data.dataset(), model->board));
}

}  // namespace weft::app
