// The exported functions of optimizers. They are made as operations are called (optimizer_table()).
#include "wasm/api.h"
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
