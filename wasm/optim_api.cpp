// The exported functions of optimizers. They are made as operations are called (optimizer_table()).
#include <cstring>

#include "wasm/api.h"
#include "wasm/message.h"
#include "wasm/tables.h"

using namespace weft;
using optim::Optimizer;
using wasm::guarded;

/// The one that the last call has made.
WEFT_EXPORT Optimizer* weft_optimizer_take() { return wasm::made_optimizer().release(); }
WEFT_EXPORT void weft_optimizer_delete(Optimizer* optimizer) { delete optimizer; }

WEFT_EXPORT int weft_optimizer_step(Optimizer* optimizer) {
  return guarded([=] {
    optimizer->step();
    return 0;
  });
}
WEFT_EXPORT int weft_optimizer_zero_grad(Optimizer* optimizer) {
  return guarded([=] {
    optimizer->zero_grad();
    return 0;
  });
}

WEFT_EXPORT double weft_optimizer_lr(const Optimizer* optimizer) { return optimizer->lr(); }
WEFT_EXPORT int weft_optimizer_set_lr(Optimizer* optimizer, double lr) {
  return guarded([=] {
    optimizer->set_lr(lr);
    return 0;
  });
}

/// Writes handles of state_dict()'s tensors; returns how many there are.
WEFT_EXPORT int weft_optimizer_state(const Optimizer* optimizer) {
  return guarded([=] {
    std::vector<Tensor> tensors;
    for (const auto& [name, x] : optimizer->state_dict()) tensors.push_back(x);
    return wasm::write_handles(tensors);
  });
}
/// Their names, a line each.
WEFT_EXPORT const char* weft_optimizer_names(const Optimizer* optimizer) {
  return guarded([=] {
    static std::string names;
    names.clear();
    for (const auto& [name, x] : optimizer->state_dict()) names += name + "\n";
    return names.c_str();
  });
}
/// The names as bytes that end with 0, the tensors' handles in the buffer.
WEFT_EXPORT int weft_optimizer_load(Optimizer* optimizer, const char* names, int count) {
  return guarded([=] {
    NamedTensors state;
    const char* name = names;
    for (int i = 0; i < count; ++i) {
      const char* const end = std::strchr(name, '\n');
      state.emplace_back(std::string(name, end), wasm::from_handle(wasm::buffer(0)[i]));
      name = end + 1;
    }
    optimizer->load_state_dict(state);
    return 0;
  });
}
