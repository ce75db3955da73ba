// 2.3 Linear algebra: scalars, vectors, matrices, reductions, products and norms.
#include "core/examples/show.h"

using namespace weft;
using examples::show;

namespace {

void objects() {
  const Tensor a = tensor(3.0), b = tensor(2.0);
  show(a + b, a * b, a / b, pow(a, b));

  const Tensor x = arange(3);
  show(x);
  show(x[2]);
  show(x.len());
  show(x.shape());

  const Tensor A = arange(6).reshape({3, 2});
  show(A);
  show(A.T());
  const Tensor S = tensor({{1, 2, 3}, {2, 0, 4}, {3, 4, 5}});
  show(S == S.T());
  show(arange(24).reshape({2, 3, 4}));
}

void arithmetic(const Tensor& A) {
  const Tensor B = A.clone();
  show(A, A + B);
  show(A * B);
  const int a = 2;
  const Tensor X = arange(24).reshape({2, 3, 4});
  show(a + X, (a * X).shape());
}

void reductions(const Tensor& A, const Tensor& x) {
  show(x, x.sum());
  show(A.shape(), A.sum());
  show(A.shape(), A.sum(0).shape());
  show(A.shape(), A.sum(1).shape());
  show(A.sum({0, 1}) == A.sum());
  show(A.mean(), A.sum() / A.numel());
  show(A.mean(0), A.sum(0) / A.shape(0));

  const Tensor sum_A = A.sum(1, true);
  show(sum_A, sum_A.shape());
  show(A / sum_A);
  show(A.cumsum(0));
}

void products(const Tensor& A, const Tensor& x) {
  const Tensor y = ones({3});
  show(x, y, dot(x, y));
  show((x * y).sum());
  show(A.shape(), x.shape(), mv(A, x), matmul(A, x));
  const Tensor B = ones({3, 4});
  show(mm(A, B), matmul(A, B));
}

void norms() {
  const Tensor u = tensor({3.0, -4.0});
  show(u.norm());
  show(abs(u).sum());
  show(ones({4, 9}).norm());
}

}  // namespace

int main() {
  objects();
  const Tensor A = arange(6, float32).reshape({2, 3});
  const Tensor x = arange(3, float32);
  arithmetic(A);
  reductions(A, x);
  products(A, x);
  norms();
}
