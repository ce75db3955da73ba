// A training session: a list of layers, its data and its optimizer, trained in slices of time so
// that the caller hears messages between them.
//
// The seed is set before the parameters are drawn and again before training, as in the runs whose
// curves are known: the same seed gives the same curves as the native program's.
#include <algorithm>
#include <chrono>
#include <memory>

#include "core/d2l/trainer.h"
#include "simd/kernels.h"
#include "wasm/api.h"

using namespace weft;
using wasm::guarded;

namespace {

// In the order of LAYERS in src/model.js.
nn::ModulePtr make_layer(int32_t type, int32_t units) {
  switch (type) {
    case 0: return std::make_shared<nn::Flatten>();
    case 1: return std::make_shared<nn::LazyLinear>(units);
    case 2: return std::make_shared<nn::ReLU>();
    case 3: return std::make_shared<nn::Sigmoid>();
    case 4: return std::make_shared<nn::Tanh>();
    default: fail("model: there is no layer of type ", type);
  }
}

// In the order of LABELS in src/training.js.
constexpr std::string_view kLabels[] = {"train_loss", "val_loss", "val_acc"};

struct Point {
  int64_t label;
  double x, y;
};

int64_t last_class(const Dataset& data) {
  int64_t last = 0;
  for (const ImageSet* set : {&data.train, &data.test})
    for (const uint8_t label : set->label_bytes()) last = std::max<int64_t>(last, label);
  return last;
}

using Clock = std::chrono::steady_clock;

struct Session {
  d2l::FashionMNIST data;
  std::unique_ptr<d2l::SequentialClassifier> model;
  std::unique_ptr<d2l::Trainer> trainer;
  uint64_t seed;
  int64_t outputs = 0;
  std::vector<Point> points;

  Session(const Dataset& dataset, std::vector<nn::ModulePtr> layers, double lr, int64_t batch_size,
          uint64_t seed_)
      : data(dataset, batch_size), seed(seed_) {
    manual_seed(seed);
    model = std::make_unique<d2l::SequentialClassifier>(std::move(layers), lr);
    materialize(dataset);
    model->board.on_point = [this](const std::string& label, double x, double y) {
      const auto at = std::find(std::begin(kLabels), std::end(kLabels), label);
      if (at != std::end(kLabels)) points.push_back({at - std::begin(kLabels), x, y});
    };
  }

  /// Lazy layers draw their parameters now, from one image that is all black.
  void materialize(const Dataset& dataset) {
    const NoGrad guard;
    const Tensor scores = model->forward(zeros({1, 1, dataset.rows, dataset.columns}));
    check(scores.dim() == 2, "model: must give one row of scores an image, got shape ",
          scores.shape(), " for one image; is a flatten layer missing?");
    outputs = scores.shape(1);
    const int64_t needed = last_class(dataset) + 1;
    check(outputs >= needed, "model: must give a score for each of ", needed, " classes, got ",
          outputs);
    check(outputs <= 256, "model: may give a score for at most 256 classes, got ", outputs);
  }

  /// Trains `epochs` more, from where the last training stopped.
  void start(int64_t epochs) {
    if (trainer) {
      trainer->extend(trainer->state().epoch + epochs);
      return;
    }
    manual_seed(seed);
    trainer = std::make_unique<d2l::Trainer>(epochs);
    trainer->start(*model, data);
  }

  /// Until the time is over or an epoch ends; false when nothing is left.
  bool advance(double milliseconds) {
    const auto end = Clock::now() + std::chrono::duration<double, std::milli>(milliseconds);
    const size_t results = trainer->results().size();
    while (trainer->advance())
      if (Clock::now() >= end || trainer->results().size() != results) break;
    return trainer->state().epoch < trainer->state().max_epochs;
  }

  Tensor scores(const uint8_t* pixels, int64_t count) {
    const Dataset& set = data.dataset();
    const Tensor order = arange(count);
    const Tensor x = empty({count, 1, set.rows, set.columns});
    simd::machine().f32.gather_images(pixels, order.data<int64_t>(), x.data<float>(), count,
                                      set.rows * set.columns);
    return model->forward(x);
  }

  void predict(const uint8_t* pixels, int64_t count, uint8_t* classes, float* probabilities) {
    constexpr int64_t kBatch = 256;
    const NoGrad guard;
    const int64_t size = data.dataset().rows * data.dataset().columns;
    model->eval();
    for (int64_t i = 0; i < count; i += kBatch) {
      const int64_t n = std::min(kBatch, count - i);
      const Tensor p = scores(pixels + i * size, n).softmax(1);
      const Tensor best = p.argmax(1);
      std::copy_n(p.data<float>(), n * outputs, probabilities + i * outputs);
      std::copy_n(best.data<int64_t>(), n, classes + i);
    }
    model->train();
  }

  /// As Trainer::validate(), but it draws no points.
  std::pair<double, double> evaluate() {
    const NoGrad guard;
    model->eval();
    const auto loader = data.val_dataloader();
    double loss = 0, hits = 0;
    Batch batch;
    for (loader->start(); loader->next(batch);) {
      const Tensor y_hat = model->forward(batch[0]);
      const auto n = static_cast<double>(batch.back().len());
      loss += model->loss(y_hat, batch.back()).item() * n;
      hits += model->accuracy(y_hat, batch.back()).item() * n;
    }
    model->train();
    const auto total = static_cast<double>(loader->examples());
    return {loss / total, hits / total};
  }
};

}  // namespace

/// `layers` are `count` pairs of a type and its units.
WEFT_EXPORT Session* weft_session_new(const Dataset* data, const int32_t* layers, int count,
                                      double lr, int batch_size, double seed) {
  return guarded([=] {
    std::vector<nn::ModulePtr> modules;
    for (int i = 0; i < count; ++i) modules.push_back(make_layer(layers[2 * i], layers[2 * i + 1]));
    return new Session(*data, std::move(modules), lr, batch_size, static_cast<uint64_t>(seed));
  });
}


WEFT_EXPORT int weft_session_outputs(const Session* session) {
  return static_cast<int>(session->outputs);
}

WEFT_EXPORT int weft_session_start(Session* session, int epochs) {
  return guarded([=] {
    session->start(epochs);
    return 0;
  });
}

/// 1 while something is left, 0 after the last epoch.
WEFT_EXPORT int weft_session_advance(Session* session, double milliseconds) {
  return guarded([=] { return session->advance(milliseconds) ? 1 : 0; });
}

/// Complete epochs, epochs in all, batches done in this epoch, batches of an epoch, batches done in
/// all, examples seen in all, seconds spent on them.
WEFT_EXPORT void weft_session_state(const Session* session, double* out) {
  const d2l::TrainerState& s = session->trainer->state();
  for (const int64_t value : {s.epoch, s.max_epochs, s.batch, s.train_batches, s.steps, s.examples})
    *out++ = static_cast<double>(value);
  *out = s.seconds;
}

/// Epoch, train loss, validation loss, validation accuracy, seconds of the last complete epoch.
WEFT_EXPORT void weft_session_result(const Session* session, double* out) {
  const d2l::EpochResult& r = session->trainer->results().back();
  for (const double value :
       {static_cast<double>(r.epoch), r.train_loss, r.val_loss, r.val_acc, r.seconds})
    *out++ = value;
}

/// Moves the oldest points to `out`, at most `most` of them, three numbers each: the label's number,
/// x, y. Returns how many.
WEFT_EXPORT int weft_session_points(Session* session, double* out, int most) {
  auto& points = session->points;
  const auto count = std::min(points.size(), static_cast<size_t>(most));
  for (size_t i = 0; i < count; ++i) {
    *out++ = static_cast<double>(points[i].label);
    *out++ = points[i].x;
    *out++ = points[i].y;
  }
  points.erase(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(count));
  return static_cast<int>(count);
}

/// classes: count bytes; probabilities: count rows of outputs.
WEFT_EXPORT int weft_session_predict(Session* session, const uint8_t* pixels, int count,
                                     uint8_t* classes, float* probabilities) {
  return guarded([=] {
    session->predict(pixels, count, classes, probabilities);
    return 0;
  });
}

/// Validation loss and accuracy.
WEFT_EXPORT int weft_session_evaluate(Session* session, double* out) {
  return guarded([=] {
    const auto [loss, accuracy] = session->evaluate();
    out[0] = loss;
    out[1] = accuracy;
    return 0;
  });
}
