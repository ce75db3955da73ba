// Chapter 5.3: the computational graph of J = L + s, and its gradients against the formulas
// of 5.3.3.
#include "core/examples/picture.h"
#include "core/ops/ops.h"
#include "core/plot/graph.h"

using namespace weft;

namespace {

void compare(const char* what, const Tensor& gradient, const Tensor& formula) {
  const double difference = (gradient - formula).abs().max().item();
  std::printf("%s  differs from its formula by %.1e at most\n", what, difference);
  check(difference < 1e-12, what,
        ": the gradient must be that of the formula, got a difference of ", difference);
}

}  // namespace

int main(int argc, char** argv) {
  return examples::run([&] {
    const examples::Pictures pictures(argc, argv);
    const double lambda = 0.1;
    manual_seed(0);
    Tensor x = randn({4, 1}, float64).requires_grad_();  // so that the graph shows it
    const Tensor y = randn({2, 1}, float64);
    Tensor W1 = randn({5, 4}, float64).requires_grad_();
    Tensor W2 = randn({2, 5}, float64).requires_grad_();

    const Tensor z = matmul(W1, x);
    const Tensor h = relu(z);
    const Tensor o = matmul(W2, h);
    const Tensor L = mse_loss(o, y);
    const Tensor s = lambda / 2 * (W1.square().sum() + W2.square().sum());
    const Tensor J = L + s;

    const plot::Names names{{"x", x}, {"W1", W1}, {"W2", W2}, {"z", z}, {"h", h},
                            {"o", o}, {"L", L},   {"s", s},   {"J", J}};
    pictures.save("graph.svg", plot::to_svg(J, names));
    pictures.save("graph.dot", plot::to_dot(J, names));

    J.backward();
    const NoGrad guard;
    const Tensor dJ_do = 2 * (o - y) / static_cast<double>(o.numel());
    const Tensor dJ_dz = matmul(W2.T(), dJ_do) * (z > 0).to(float64);
    compare("dJ/dW1", W1.grad(), matmul(dJ_dz, x.T()) + lambda * W1);
    compare("dJ/dW2", W2.grad(), matmul(dJ_do, h.T()) + lambda * W2);
  });
}
