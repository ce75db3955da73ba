// Indexing as NumPy and PyTorch do it, reading and writing.
#include "core/ops/index.h"

#include <catch2/catch_test_macros.hpp>

#include "core/autograd/autograd.h"
#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("2.1.b: index: numbers and slices") {
  const Tensor X = counting({3, 4});
  CHECK(values(X[-1]) == Values{8, 9, 10, 11});
  CHECK(values(X[Slice(1, 3)]) == Values{4, 5, 6, 7, 8, 9, 10, 11});
  CHECK(X[{1, 2}].item() == 6);
  CHECK(X[{1, -1}].shape() == Shape{});
  CHECK(values(X[{Slice(), 1}]) == Values{1, 5, 9});
  CHECK(values(X[{Slice(0, Slice::kEnd, 2), Slice(-2)}]) == Values{2, 3, 10, 11});
  CHECK(X[Slice(2, 99)].shape() == Shape{1, 4});
  CHECK(X[Slice(2, 1)].shape() == Shape{0, 4});
  CHECK(X[Slice(-99, -1)].shape() == Shape{2, 4});
  CHECK(values(X[Slice(2, None)]) == Values{8, 9, 10, 11});
  CHECK(values(X[{0, Slice(None, 2)}]) == Values{0, 1});
  CHECK(values(X[{0, Slice(None, None, 3)}]) == Values{0, 3});
  CHECK(X[None].shape() == Shape{1, 3, 4});
  CHECK(X[{Slice(), None}].shape() == Shape{3, 1, 4});
  CHECK(X[{Dots, 0}].shape() == Shape{3});
  CHECK(X[Dots].shape() == Shape{3, 4});
}

TEST_CASE("2.1.b: index: arrays of numbers") {
  const Tensor X = counting({3, 4});
  const Tensor y = tensor({0, 2});
  const Tensor y_hat = tensor({{0.1, 0.3, 0.6}, {0.3, 0.2, 0.5}});
  CHECK((y_hat[{std::vector<int64_t>{0, 1}, y}] == tensor({0.1, 0.5})).sum().item() == 2);
  CHECK(values(X[tensor({2, 0, -1})]) == Values{8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11});
  CHECK(values(X[{Slice(), tensor({3, 0})}]) == Values{3, 0, 7, 4, 11, 8});
  CHECK(values(X[{Slice(1), tensor({3, 0})}]) == Values{7, 4, 11, 8});
  CHECK(values(X[{tensor({{0}, {2}}), tensor({1, 3})}]) == Values{1, 3, 9, 11});
  CHECK(X[tensor({{0, 1}, {2, 2}})].shape() == Shape{2, 2, 4});
  CHECK(X[tensor(std::vector<int64_t>{})].shape() == Shape{0, 4});
  CHECK(X[tensor(1)].shape() == Shape{4});  // a 0-d tensor is a number
  CHECK(X[tensor(1)].shares_storage(X));
  CHECK(X[{tensor({0, 2}), tensor(-1)}].shape() == Shape{2});
  // Arrays side by side stay where they were, apart they move to the front.
  const Tensor Z = counting({2, 3, 4});
  CHECK(Z[{Slice(), tensor({0, 1}), tensor({1, 2})}].shape() == Shape{2, 2});
  CHECK(Z[{tensor({0, 1, 1}), Slice(), tensor({1, 2, 3})}].shape() == Shape{3, 3});
  CHECK(values(Z[{tensor({0, 1}), Slice(), tensor({1, 2})}]) == Values{1, 5, 9, 14, 18, 22});
  CHECK(Z[{0, Slice(), tensor({1, 2})}].shape() == Shape{3, 2});
  CHECK(values(X.T()[tensor({1})]) == Values{1, 5, 9});
}

TEST_CASE("2.1.b: index: masks") {
  const Tensor X = counting({3, 4});
  CHECK(values(X[X > 8]) == Values{9, 10, 11});
  CHECK(X[tensor({true, false, true})].shape() == Shape{2, 4});
  CHECK(values(X[{Slice(), tensor({false, true, false, true})}]) == Values{1, 3, 5, 7, 9, 11});
  CHECK(values(X[{tensor({true, false, true}), 1}]) == Values{1, 9});
  CHECK(X[X > 99].shape() == Shape{0});
  CHECK(X[zeros({3}, boolean)].shape() == Shape{0, 4});
}

TEST_CASE("2.1.b: index: writing") {
  Tensor X = counting({3, 4});
  X[{1, 2}] = 17;
  CHECK(X[{1, 2}].item() == 17);
  X[{Slice(0, 2), Slice()}] = 12;
  CHECK(values(X[Slice(0, 2)].sum()) == Values{96});
  X[-1] = arange(4);
  CHECK(values(X[2]) == Values{0, 1, 2, 3});
  X[{Slice(), 0}] = tensor({7, 8, 9});
  CHECK(values(X[{Slice(), 0}]) == Values{7, 8, 9});
  X[X > 8] = -1;
  CHECK(values(X[{Slice(), 0}]) == Values{7, 8, -1});
  X[{tensor({0, 2}), tensor({1, 1})}] = tensor({5.5, 6.5});
  CHECK(X[{0, 1}].item() == 5.5);
  CHECK(X[{2, 1}].item() == 6.5);
  X[{Slice(), tensor({2, 3})}] = tensor({{1}, {2}, {3}});
  CHECK(values(X[{Slice(), Slice(2)}]) == Values{1, 1, 2, 2, 3, 3});
  X[0] = X[1];
  CHECK(values(X[0]) == values(X[1]));
}

TEST_CASE("2.1.b: index: writing through an index of an index copies nothing away") {
  Tensor X = zeros({2, 3});
  Tensor row = X[1];  // a view
  row[2] = 5;
  CHECK(values(X) == Values{0, 0, 0, 0, 0, 5});
  X[1][0] = 4;
  CHECK(values(X) == Values{0, 0, 0, 4, 0, 5});
}

TEST_CASE("2.1.b: index: errors") {
  const Tensor X = ones({3, 4});
  CHECK(error_of([&] { (void)X[3]; }) == "index: 3 is out of bounds for dimension 0 with size 3");
  CHECK(error_of([&] {
          (void)X[{0, -5}];
        }) == "index: -5 is out of bounds for dimension 1 with size 4");
  CHECK(error_of([&] {
          (void)X[{0, 0, 0}];
        }) == "index: too many indices for a tensor of dimension 2, got 3");
  CHECK(error_of([&] {
          (void)X[tensor({0, 3})];
        }) == "index: 3 is out of bounds for dimension 0 with size 3");
  CHECK(error_of([&] {
          (void)X[{tensor({0, 1}), tensor({0, 1, 2})}];
        }) ==
        "index: shapes must broadcast, got (2,) and (3,): the sizes 2 and 3 differ at axis 0 and "
        "neither of them is 1");
  CHECK(error_of([&] { (void)X[tensor({0.5})]; }) ==
        "index: index tensors must be integers or bool, got float32");
  CHECK(error_of([&] {
          (void)X[tensor({true, false})];
        }) == "index: the mask's shape (2,) does not match the tensor's (3, 4) at dimension 0");
  CHECK(error_of([&] {
          (void)X[ones({3, 4, 1}, boolean)];
        }) == "index: too many indices for a tensor of dimension 2, got 3");
  CHECK(error_of([&] { (void)X[Slice(0, 3, 0)]; }) == "slice: step must be at least 1, got 0");
  CHECK(error_of([] { (void)tensor(1)[0]; }) ==
        "index: too many indices for a tensor of dimension 0, got 1");
  Tensor Y = ones({3, 4});
  CHECK(error_of([&] { Y[Slice(0, 2)] = ones({3}); }) ==
        "copy_: shapes must broadcast, got (2, 4) and (3,): the sizes 4 and 3 differ at axis 1 and "
        "neither of them is 1");
}

TEST_CASE("2.1.b: index: gradients of reading add up where an index repeats") {
  Tensor x = leaf({1, 2, 3});
  x[tensor({0, 0, 2})].sum().backward();
  CHECK(values(x.grad()) == Values{2, 0, 1});
  x.set_grad({});
  (x[Slice(1)] * tensor({10.0, 20.0})).sum().backward();
  CHECK(values(x.grad()) == Values{0, 10, 20});
}

TEST_CASE("2.1.b: index: gradients of writing go to what stays and to what is written") {
  Tensor x = leaf({1, 2, 3});
  Tensor w = leaf({5, 6});
  Tensor y = x * 2;
  y[Slice(0, 2)] = w;
  (y * tensor({1.0, 10.0, 100.0})).sum().backward();
  CHECK(values(x.grad()) == Values{0, 0, 200});
  CHECK(values(w.grad()) == Values{1, 10});
  Tensor v = leaf(4.0);
  Tensor z = zeros({2, 3});
  z[tensor({{true, false, true}, {false, false, true}})] = v;
  CHECK(z.requires_grad());
  (z * z).sum().backward();
  CHECK(v.grad().item() == 3 * 8);
}

}  // namespace
}  // namespace weft
