// 2.1 Data manipulation: tensors, their shapes, elements, arithmetic and memory.
#include "core/examples/show.h"

using namespace weft;
using examples::show;

namespace {

void basics(const Tensor& x, const Tensor& X) {
  show(x);
  show(x.numel());
  show(x.shape());
  show(X);
  show(X.shape());
  show(x.reshape({-1, 4}));
  show(zeros({2, 3, 4}));
  show(ones({2, 3, 4}));
  show(randn({3, 4}));
  show(tensor({{2, 1, 4, 3}, {1, 2, 3, 4}, {4, 3, 2, 1}}));
}

/// X is a view of x, so that what is written into X shows in x.
void indexing(const Tensor& x, const Tensor& X) {
  show(X[-1], X[Slice(1, 3)]);
  X[{1, 2}] = 17;
  show(X);
  X[{Slice(0, 2), Slice()}] = 12;
  show(X);
  show(exp(x));
}

void elementwise() {
  const Tensor x = tensor({1.0, 2.0, 4.0, 8.0});
  const Tensor y = tensor({2, 2, 2, 2});
  show(x + y, x - y, x * y, x / y, pow(x, y));
}

void broadcasting() {
  const Tensor a = arange(3).reshape({3, 1});
  const Tensor b = arange(2).reshape({1, 2});
  show(a, b);
  show(a + b);
}

void print_id(const Tensor& Z) {
  std::printf("id(Z): %s\n", text(reinterpret_cast<intptr_t>(Z.data_ptr())).c_str());
}

void memory(Tensor X, Tensor Y) {
  const void* before = Y.data_ptr();
  Y = Y + X;
  show(Y.data_ptr() == before);
  const Tensor Z = zeros_like(Y);
  print_id(Z);
  Z[Slice()] = X + Y;
  print_id(Z);
  before = X.data_ptr();
  X += Y;
  show(X.data_ptr() == before);
}

void conversion(const Tensor& X) {
  std::vector<float> A = X.to_vector<float>();
  const Tensor B = from_blob(A.data(), X.shape());  // no copy
  show(B.data_ptr() == A.data());
  const Tensor a = tensor({3.5});
  show(a, a.item(), float(a), int(a));
}

void discussion() {
  const Tensor x = arange(12, float32);
  const Tensor X = x.reshape({3, -1});
  X[{1, 1}] = 0;
  show(x);
}

}  // namespace

int main() {
  manual_seed(0);
  Tensor x = arange(12, float32);
  Tensor X = x.reshape({3, 4});
  basics(x, X);
  indexing(x, X);
  elementwise();
  X = arange(12, float32).reshape({3, 4});
  const Tensor Y = tensor({{2, 1, 4, 3}, {1, 2, 3, 4}, {4, 3, 2, 1}}, float32);
  show(cat({X, Y}, 0), cat({X, Y}, 1));
  show(X == Y);
  show(X.sum());
  broadcasting();
  memory(X, Y);
  conversion(X);
  discussion();
}
