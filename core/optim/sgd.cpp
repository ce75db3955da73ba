#include "core/optim/chunks.h"
#include "core/optim/optimizer.h"

namespace weft::optim {

SGD::SGD(std::vector<Tensor> parameters, double lr)
    : SGD(std::move(parameters), SGDOptions{.lr = lr}) {}

SGD::SGD(std::vector<Tensor> parameters, const SGDOptions& options)
    : SGD(one_group(std::move(parameters)), options) {}

SGD::SGD(std::vector<ParameterGroup> groups, const SGDOptions& options)
    : Optimizer(std::move(groups), "SGD", options.lr, options.weight_decay, {"momentum_buffer"}),
      options_(options) {
  check(options.momentum >= 0, "SGD: momentum must be at least 0, got ", options.momentum);
  check(!options.nesterov || (options.momentum > 0 && options.dampening == 0),
        "SGD: nesterov needs momentum and no dampening, got momentum ", options.momentum,
        " and dampening ", options.dampening);
}

void SGD::step() {
  update([&](Tensor& p, const Tensor& g, State& state, const Group& group) {
    if (options_.momentum == 0 && group.weight_decay == 0) {
      p.add_(g, -group.lr);
      return;
    }
    Tensor& v = state.buffers[0];
    const bool first = !v.defined();
    if (options_.momentum > 0 && first) v = zeros(p.shape(), p.dtype());
    on_contiguous(p, g, [&](const Tensor& values, const Tensor& gradient) {
      visit_floating("SGD", p.dtype(), [&]<class T> {
        const auto& kernels = simd::machine().of<T>();
        const T momentum = static_cast<T>(options_.momentum);
        const T fresh = static_cast<T>(first ? 1 : 1 - options_.dampening);
        const T decay = static_cast<T>(group.weight_decay);
        const T rate = static_cast<T>(-group.lr);
        T* const parameter = values.data<T>();
        const T* const slope = gradient.data<T>();
        T* const direction = momentum > 0 ? v.data<T>() : nullptr;
        const bool nesterov = options_.nesterov;
        in_chunks(p.numel(), [&](int64_t i, int64_t n) {
          T d[kChunk];
          kernels.scale(decay, T(0), parameter + i, d, n);
          kernels.axpy(T(1), slope + i, d, n);
          if (direction) {
            kernels.scale(momentum, T(0), direction + i, direction + i, n);
            kernels.axpy(fresh, d, direction + i, n);
            if (nesterov) kernels.axpy(momentum, direction + i, d, n);
          }
          kernels.axpy(rate, direction && !nesterov ? direction + i : d, parameter + i, n);
        });
      });
    });
  });
}

}  // namespace weft::optim
