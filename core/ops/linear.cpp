// linear: activation(x W^T + b) as one operation. The bias and ReLU happen while the product's tile
// is in registers; backward masks the gradient by the result's sign and takes the two products from
// it. Shapes: N rows, I inputs, O outputs; x (N, I), W (O, I), b (O), y (N, O).
#include "core/ops/gemm.h"
#include "core/ops/ops.h"
#include "core/ops/pointwise.h"
#include "core/ops/view.h"

namespace weft {
namespace {

Tensor forward(const Tensor& x, const Tensor& weight, const Tensor& bias, Activation activation) {
  Tensor y = empty({x.shape()[0], weight.shape()[0]}, x.dtype());
  visit_floating("linear", x.dtype(), [&]<class T> {
    simd::Epilogue<T> epilogue;
    epilogue.bias = bias.defined() ? bias.data<T>() : nullptr;
    epilogue.relu = activation == Activation::relu;
    gemm<T>({x.data<T>(), x.shape()[0], x.shape()[1], x.strides()[0], x.strides()[1]},
            {weight.data<T>(), weight.shape()[1], weight.shape()[0], weight.strides()[1],
             weight.strides()[0]},
            y.data<T>(), weight.shape()[0], epilogue);
  });
  return y;
}

Tensor linear_2d(const Tensor& x, const Tensor& weight, const Tensor& bias, Activation activation) {
  Tensor y = forward(x, weight, bias, activation);
  if (!needs_grad({x, weight, bias})) return y;
  const bool relu = activation == Activation::relu;
  const Saved sx = save(x, needs_grad({weight}));
  const Saved sw = save(weight, needs_grad({x}));
  const Saved sy = relu ? save_output(y) : Saved();
  return record(relu ? "LinearReluBackward0" : "AddmmBackward0", {x, weight, bias}, std::move(y),
                [sx, sw, sy, relu](const Tensor& g, const Node& node) {
                  const Tensor gz = relu ? relu_grad(g, sy.get(node)) : g;
                  Grads grads(3);
                  if (node.wants(0)) grads[0] = mm(gz, sw.get(node));
                  if (node.wants(1)) grads[1] = mm(gz.T(), sx.get(node));
                  if (node.wants(2)) grads[2] = gz.sum({0});
                  return grads;
                });
}

}  // namespace

Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias, Activation activation) {
  check(weight.dim() == 2 && x.dim() >= 1 && x.shape().back() == weight.shape()[1],
        "linear: x (..., in) and weight (out, in) must agree in their last size, got ", x.shape(),
        " and ", weight.shape());
  check(!bias.defined() || bias.shape() == Shape{weight.shape()[0]},
        "linear: bias must have shape (", weight.shape()[0], ",), got ",
        bias.defined() ? bias.shape() : Shape());
  check(x.dtype() == weight.dtype() && (!bias.defined() || bias.dtype() == x.dtype()),
        "linear: dtypes must be equal, got ", x.dtype(), " and ", weight.dtype());
  const Tensor b = bias.defined() ? bias.contiguous() : bias;
  if (x.dim() == 2) return linear_2d(x, weight, b, activation);
  Shape shape = x.shape();
  shape[shape.size() - 1] = 1;
  const int64_t rows = shape.numel();
  shape[shape.size() - 1] = weight.shape()[0];
  return unsafe_view(linear_2d(x.reshape({rows, weight.shape()[1]}), weight, b, activation), shape,
                     "ViewBackward0");
}

}  // namespace weft
