// What a session is, as tensors by name: src/checkpoint.js makes files of them. JavaScript copies
// the elements itself, out of the tensors of a list or into them.
#include "core/ops/ops.h"
#include "wasm/api.h"
#include "wasm/session.h"

using namespace weft;
using wasm::guarded;
using wasm::Session;

namespace weft::wasm {
namespace {

constexpr const char* kNet = "net.";  // the model's name for its layers

}  // namespace

NamedTensors Session::state_dict(bool weights_only) const {
  return weights_only ? with_prefix(model_.state_dict(), kNet) : trainer_.state_dict();
}

void Session::load_state_dict(const NamedTensors& state, bool weights_only) {
  if (weights_only) {
    NamedTensors weights = state;
    for (auto& [name, x] : weights) name.insert(0, kNet);
    model_.load_state_dict(weights);
    trainer_.start(model_, *module_);
    manual_seed(seed_);
  } else {
    trainer_.load_state_dict(state);
  }
  points.clear();
  broken_ = false;
}

}  // namespace weft::wasm

WEFT_EXPORT NamedTensors* weft_session_save(Session* session, int weights_only) {
  return guarded([=] { return new NamedTensors(session->state_dict(weights_only != 0)); });
}

WEFT_EXPORT int weft_session_load(Session* session, const NamedTensors* state, int weights_only) {
  return guarded([=] {
    session->load_state_dict(*state, weights_only != 0);
    return 0;
  });
}

WEFT_EXPORT NamedTensors* weft_state_new() {
  return guarded([] { return new NamedTensors; });
}
WEFT_EXPORT void weft_state_delete(NamedTensors* state) { delete state; }
WEFT_EXPORT int weft_state_count(const NamedTensors* state) {
  return static_cast<int>(state->size());
}
WEFT_EXPORT const char* weft_state_name(const NamedTensors* state, int i) {
  return (*state)[static_cast<size_t>(i)].first.c_str();
}

/// The dtype, where the elements are, and the sizes; returns how many numbers that is.
WEFT_EXPORT int weft_state_tensor(const NamedTensors* state, int i, double* out) {
  const Tensor& x = (*state)[static_cast<size_t>(i)].second;
  *out++ = static_cast<double>(x.dtype());
  *out++ = static_cast<double>(reinterpret_cast<uintptr_t>(x.data_ptr()));
  for (const int64_t size : x.shape()) *out++ = static_cast<double>(size);
  return 2 + x.dim();
}

/// One more tensor, whose elements are still to be written.
WEFT_EXPORT int weft_state_add(NamedTensors* state, const char* name, int dtype,
                               const int64_t* sizes, int dims) {
  return guarded([=] {
    const Shape shape(std::span(sizes, static_cast<size_t>(dims)));
    append(*state, name, "", empty(shape, static_cast<DType>(dtype)));
    return 0;
  });
}
