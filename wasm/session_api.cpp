// The exported functions of training sessions. Those that write numbers to `out` return how many
// rows they have written.
#include <algorithm>

#include "wasm/api.h"
#include "wasm/session.h"

using namespace weft;
using wasm::guarded;
using wasm::Point;
using wasm::Session;

/// `plan`: plan.h.
WEFT_EXPORT Session* weft_session_new(const wasm::SessionData* data, const double* plan,
                                      int batch_size, double seed) {
  return guarded([=] {
    return new Session(*data, wasm::read_plan(plan), batch_size, static_cast<uint64_t>(seed));
  });
}

WEFT_EXPORT void weft_session_delete(Session* session) { delete session; }

WEFT_EXPORT int weft_session_outputs(const Session* session) {
  return static_cast<int>(session->outputs());
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
WEFT_EXPORT int weft_session_state(const Session* session, double* out) {
  const d2l::TrainerState& s = session->trainer().state();
  for (const int64_t value : {s.epoch, s.max_epochs, s.batch, s.train_batches, s.steps, s.examples})
    *out++ = static_cast<double>(value);
  *out = s.seconds;
  return 1;
}

/// Epoch, train loss, validation loss, validation accuracy, seconds of the last complete epoch.
WEFT_EXPORT int weft_session_result(const Session* session, double* out) {
  const d2l::EpochResult& r = session->trainer().results().back();
  *out++ = static_cast<double>(r.epoch);
  for (const double value : {r.train_loss, r.val_loss, r.val_acc, r.seconds}) *out++ = value;
  return 1;
}

/// Takes the oldest points, at most `most`: the label's number, x, y.
WEFT_EXPORT int weft_session_points(Session* session, double* out, int most) {
  auto& points = session->points;
  const auto count = std::min(points.size(), static_cast<size_t>(most));
  const auto end = points.begin() + static_cast<std::ptrdiff_t>(count);
  std::for_each(points.begin(), end, [&](const Point& point) {
    *out++ = static_cast<double>(point.label);
    *out++ = point.x;
    *out++ = point.y;
  });
  points.erase(points.begin(), end);
  return static_cast<int>(count);
}

/// `examples`: count of them, as bytes of images or as float32. out: count rows of outputs;
/// classes: as many whole numbers, for a classifier alone.
WEFT_EXPORT int weft_session_predict(Session* session, const void* examples, int bytes, int count,
                                     float* out, int32_t* classes) {
  return guarded([=] {
    session->predict(examples, bytes != 0, count, out, classes);
    return 0;
  });
}

/// Validation loss and accuracy.
WEFT_EXPORT int weft_session_evaluate(Session* session, double* out) {
  return guarded([=] {
    const auto [loss, accuracy] = session->evaluate();
    out[0] = loss;
    out[1] = accuracy;
    return 1;
  });
}
