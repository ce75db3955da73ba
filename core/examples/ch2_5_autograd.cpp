// 2.5 Automatic differentiation: gradients, their reset, detached parts, and control flow.
#include "core/examples/show.h"

using namespace weft;
using examples::show;

namespace {

Tensor f(const Tensor& a) {
  Tensor b = a * 2;
  while (b.norm().item() < 1000) b = b * 2;
  return b.sum().item() > 0 ? b : 100 * b;
}

}  // namespace

int main() {
  manual_seed(0);
  Tensor x = arange(4.0);
  show(x);
  x.requires_grad_();
  check(!x.grad().defined(), "x.grad: must be empty by default");
  Tensor y = 2 * dot(x, x);
  show(y);
  y.backward();
  show(x.grad());
  show(x.grad() == 4 * x);

  x.grad().zero_();
  y = x.sum();
  y.backward();
  show(x.grad());

  x.grad().zero_();
  y = x * x;
  y.backward(ones({y.len()}));
  show(x.grad());

  x.grad().zero_();
  y = x * x;
  const Tensor u = y.detach();
  const Tensor z = u * x;
  z.sum().backward();
  show(x.grad() == u);
  x.grad().zero_();
  y.sum().backward();
  show(x.grad() == 2 * x);

  const Tensor a = randn({}).requires_grad_();
  const Tensor d = f(a);
  d.backward();
  show(a.grad() == d / a);
}
