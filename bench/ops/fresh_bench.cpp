// Pointwise functions as a program calls them: on tensors, with a new result each time.
#include "bench/rows/pointwise.h"
#include "core/base/parallel.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

using bench::Range;

/// Range `y` and `x` as tensors; y is a row where the operation wants one.
template <class F>
void add(const char* name, F f) {
  const bench::Pointwise& op = *bench::find_pointwise(name);
  bench::add_fresh(
      op, bench::thread_counts(), set_num_threads,
      [f, &op](const Range& range) {
        const NoGrad guard;
        const auto of = [](const bench::Buffer& values) {
          return from_blob(const_cast<float*>(values.data()), {values.size()});
        };
        Tensor x = of(range.x);
        const Tensor y = of(range.y);
        if (op.second == bench::Second::row) x = x.reshape({-1, bench::kColumns});
        return [f, x, y] { return f(x, y); };
      },
      [](const Tensor& result) { return result.data<float>(); });
}

const bool added = [] {
  add("exp", [](const Tensor& x, const Tensor&) { return exp(x); });
  add("tanh", [](const Tensor& x, const Tensor&) { return tanh(x); });
  add("sigmoid", [](const Tensor& x, const Tensor&) { return sigmoid(x); });
  add("relu", [](const Tensor& x, const Tensor&) { return relu(x); });
  add("add", [](const Tensor& x, const Tensor& y) { return x + y; });
  add("add_row", [](const Tensor& x, const Tensor& y) { return x + y; });
  add("sum", [](const Tensor& x, const Tensor&) { return x.sum(); });
  return true;
}();

}  // namespace
}  // namespace weft
