#include <cmath>

#include "core/optim/chunks.h"
#include "core/optim/optimizer.h"

namespace weft::optim {

Adam::Adam(std::vector<Tensor> parameters, const AdamOptions& options)
    : Adam(one_group(std::move(parameters)), options) {}

Adam::Adam(std::vector<ParameterGroup> groups, const AdamOptions& options)
    : Adam(std::move(groups), options, "Adam", false) {}

AdamW::AdamW(std::vector<Tensor> parameters, const AdamWOptions& options)
    : AdamW(one_group(std::move(parameters)), options) {}

AdamW::AdamW(std::vector<ParameterGroup> groups, const AdamWOptions& o)
    : Adam(std::move(groups), {o.lr, o.betas, o.eps, o.weight_decay}, "AdamW", true) {}

Adam::Adam(std::vector<ParameterGroup> groups, const AdamOptions& options, const char* name,
           bool decoupled)
    : Optimizer(std::move(groups), name, options.lr, options.weight_decay,
                {"exp_avg", "exp_avg_sq"}),
      options_(options),
      decoupled_(decoupled) {
  for (const double beta : options.betas)
    check(beta >= 0 && beta < 1, name, ": betas must be in [0, 1), got ", options.betas[0], " and ",
          options.betas[1]);
  check(options.eps >= 0, name, ": eps must be at least 0, got ", options.eps);
}

void Adam::step() {
  const auto [beta1, beta2] = options_.betas;
  update([&, beta1 = beta1, beta2 = beta2](Tensor& p, const Tensor& g, State& state,
                                           const Group& group) {
    for (Tensor& average : state.buffers)
      if (!average.defined()) average = zeros(p.shape(), p.dtype());
    const auto steps = static_cast<double>(++state.steps);
    const double unbias1 = 1 - std::pow(beta1, steps);
    const double unbias2 = 1 - std::pow(beta2, steps);
    on_contiguous(p, g, [&](const Tensor& values, const Tensor& gradient) {
      visit_floating("Adam", p.dtype(), [&]<class T> {
        const auto& kernels = simd::machine().of<T>();
        const auto divide = kernels.binary[static_cast<int>(simd::Binary::div)];
        const auto square = kernels.unary[static_cast<int>(simd::Unary::square)];
        const auto root = kernels.unary[static_cast<int>(simd::Unary::sqrt)];
        const struct {
          T keep1, fresh1, keep2, fresh2, unbias, eps, rate, decay, shrink;
        } k = {static_cast<T>(beta1),
               static_cast<T>(1 - beta1),
               static_cast<T>(beta2),
               static_cast<T>(1 - beta2),
               static_cast<T>(1 / std::sqrt(unbias2)),
               static_cast<T>(options_.eps),
               static_cast<T>(-group.lr / unbias1),
               static_cast<T>(decoupled_ ? 0 : group.weight_decay),
               static_cast<T>(decoupled_ ? 1 - group.lr * group.weight_decay : 1)};
        T* const parameter = values.data<T>();
        const T* const slope = gradient.data<T>();
        T* const m = state.buffers[0].data<T>();
        T* const v = state.buffers[1].data<T>();
        in_chunks(p.numel(), [&](int64_t i, int64_t n) {
          T d[kChunk];
          kernels.scale(k.decay, T(0), parameter + i, d, n);
          kernels.axpy(T(1), slope + i, d, n);
          kernels.scale(k.keep1, T(0), m + i, m + i, n);
          kernels.axpy(k.fresh1, d, m + i, n);
          square(d, d, n);
          kernels.scale(k.keep2, T(0), v + i, v + i, n);
          kernels.axpy(k.fresh2, d, v + i, n);
          root(v + i, d, n);
          kernels.scale(k.unbias, k.eps, d, d, n);
          divide({m + i}, {d}, d, n, 1);
          kernels.scale(k.shrink, T(0), parameter + i, parameter + i, n);
          kernels.axpy(k.rate, d, parameter + i, n);
        });
      });
    });
  });
}

}  // namespace weft::optim
