// Making tensors, their shapes, views that share storage, and values out of them.
#include "core/tensor/tensor.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

TEST_CASE("2.1.a: tensors from braces: shape and dtype follow the numbers") {
  const Tensor x = tensor({{2, 1, 4, 3}, {1, 2, 3, 4}, {4, 3, 2, 1}});
  CHECK(x.dtype() == int64);
  CHECK(x.shape() == Shape{3, 4});
  CHECK(tensor({1, 2.5}).dtype() == float32);
  CHECK(tensor({true, false}).dtype() == boolean);
  CHECK(tensor(3).shape() == Shape{});
  CHECK(tensor({1, 2}, float64).dtype() == float64);
  CHECK(tensor({{{1}, {2}}}).shape() == Shape{1, 2, 1});
  CHECK(error_of([] {
          tensor({{1, 2}, {3}});
        }) == "tensor: rows must have the same length, expected 2 at dimension 1, got 1");
  CHECK(error_of([] { tensor({{1, 2}, 3}); }) == "tensor: rows must have the same depth");
}

TEST_CASE("2.1.f: tensors from vectors, spans and memory of others") {
  std::vector<float> v = {1, 2, 3, 4};
  const Tensor copy = tensor(v);
  CHECK(copy.dtype() == float32);
  CHECK(tensor(std::vector<int64_t>{7}).dtype() == int64);
  CHECK(tensor(std::span<const float>(v), {2, 2}).shape() == Shape{2, 2});
  CHECK(error_of([&] { tensor(std::span<const float>(v), {3}); }) ==
        "tensor: shape (3,) needs 3 values, got 4");
  bool released = false;
  {
    Tensor shared = from_blob(v.data(), {2, 2}, [&] { released = true; });
    CHECK(shared.data_ptr() == v.data());
    const Tensor row = shared[1];
    shared.zero_();
    shared = Tensor();
    CHECK_FALSE(released);
    CHECK(values(row) == Values{0, 0});
  }
  CHECK(released);
  CHECK(v == std::vector<float>{0, 0, 0, 0});
  CHECK(values(copy) == Values{1, 2, 3, 4});
}

TEST_CASE("2.1.a: arange") {
  CHECK(arange(12).dtype() == int64);
  CHECK(arange(12, float32).dtype() == float32);
  CHECK(values(arange(3.0)) == Values{0, 1, 2});
  CHECK(values(arange(5, 0, -2)) == Values{5, 3, 1});
  CHECK(values(arange(1, 2, 0.25)) == Values{1, 1.25, 1.5, 1.75});
  CHECK(arange(-8.0, 8.0, 0.1).numel() == 160);
  CHECK(arange(0).numel() == 0);
  CHECK(error_of([] { arange(0, 3, 0); }) == "arange: step must be a number other than 0, got 0");
  CHECK(error_of([] { arange(0, 3, -1); }) ==
        "arange: end must lie in the direction of step, got start = 0, end = 3, step = -1");
}

TEST_CASE("2.1.f: values out: item, span, vectors") {
  CHECK(tensor(2.5).item() == 2.5);
  CHECK(tensor({{3}}).item<int64_t>() == 3);
  CHECK(static_cast<double>(tensor(2.5)) == 2.5);
  CHECK(static_cast<int>(tensor(2.5)) == 2);
  CHECK(tensor({true}).item<bool>());
  CHECK(error_of([] { (void)ones({3}).item(); }) ==
        "item: only a tensor with one element can be converted to a number, got shape (3,)");
  CHECK(error_of([] {
          (void)ones({0, 2}).item();
        }) ==
        "item: only a tensor with one element can be converted to a number, got shape (0, 2)");
  const Tensor x = counting({2, 2});
  CHECK(x.span<float>()[3] == 3);
  CHECK(x.T().to_vector<int64_t>() == std::vector<int64_t>{0, 2, 1, 3});
  CHECK(error_of([&] { (void)x.span<double>(); }) == "span: dtype must be float64, got float32");
  CHECK(
      error_of([&] { (void)x.T().span<float>(); }) ==
      "span: the tensor must be contiguous, got strides (1, 2) for shape (2, 2); call contiguous() "
      "first");
}

TEST_CASE("no tensor: a default handle says so") {
  const Tensor none;
  CHECK_FALSE(none.defined());
  CHECK(error_of([&] { (void)none.shape(); }) == "tensor: this handle holds no tensor");
  CHECK(error_of([&] { (void)(none + 1); }) == "tensor: this handle holds no tensor");
}

TEST_CASE("2.1.e: views share storage, copies do not") {
  const Tensor x = counting({3, 4});
  for (const Tensor& view : {x.T(), x.reshape({12}), x.reshape({2, -1}), Tensor(x[1]), x.detach(),
                             x.unsqueeze(0), x.flatten(), x.transpose(0, 1), x.permute({1, 0}),
                             x.slice(1, 0, 4, 2), x.expand({2, 3, 4}), Tensor(x[{Dots, 1}])})
    CHECK(view.shares_storage(x));
  for (const Tensor& copy : {x.clone(), x.T().reshape({12}), x.T().contiguous(), x + 0,
                             Tensor(x[tensor({0, 1})]), Tensor(x[x > 3]), x.to(float64)})
    CHECK_FALSE(copy.shares_storage(x));
  CHECK(x.reshape({12}).data_ptr() == x.data_ptr());
  CHECK(x.contiguous().data_ptr() == x.data_ptr());
  CHECK(x.to(float32).data_ptr() == x.data_ptr());
}

TEST_CASE("2.1.e: memory: what keeps its place and what does not") {
  Tensor x = counting({12});
  Tensor X = x.reshape({3, 4});
  X[{1, 1}] = 0;
  CHECK(x[5].item() == 0);
  Tensor Y = ones({3, 4});
  const void* const before = Y.data_ptr();
  Y = Y + X;
  CHECK(Y.data_ptr() != before);
  Tensor Z = zeros_like(Y);
  const void* const place = Z.data_ptr();
  Z[Slice()] = X + Y;
  CHECK(Z.data_ptr() == place);
  X += Y;
  CHECK(X.data_ptr() == x.data_ptr());
}

TEST_CASE("2.1.a: reshape: sizes") {
  const Tensor x = counting({3, 4});
  CHECK(x.reshape({-1, 6}).shape() == Shape{2, 6});
  CHECK(ones({0, 3}).reshape({3, -1}).shape() == Shape{3, 0});
  CHECK(x.reshape({3, 1, 4, 1}).shape() == Shape{3, 1, 4, 1});
  CHECK(tensor(5).reshape({1, 1}).shape() == Shape{1, 1});
  CHECK(tensor({5}).reshape({}).shape() == Shape{});
  CHECK(values(x.T().reshape({2, 6})) == Values{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11});
  CHECK(error_of([&] {
          (void)x.reshape({5, 2});
        }) == "reshape: shape (5, 2) is not possible for 12 elements of shape (3, 4)");
  CHECK(error_of([&] {
          (void)x.reshape({5, -1});
        }) == "reshape: shape (5, -1) is not possible for 12 elements of shape (3, 4)");
  CHECK(error_of([&] {
          (void)x.reshape({-1, -1});
        }) == "reshape: only one size may be -1, got (-1, -1)");
  CHECK(error_of([&] {
          (void)x.reshape({-2, -6});
        }) == "reshape: sizes must not be negative, got (-2, -6)");
  CHECK(error_of([] {
          (void)ones({0, 3}).reshape({-1, 0});
        }) == "reshape: shape (-1, 0) is not possible for 0 elements of shape (0, 3)");
}

TEST_CASE("2.1.e: reshape: a view wherever strides allow one") {
  const Tensor x = counting({4, 6});
  CHECK(x.T().reshape({2, 3, 4}).shares_storage(x));  // splits a dimension
  CHECK(x.slice(1, 0, 6, 2).reshape({2, 2, 3}).shares_storage(x));
  CHECK(x.slice(0, 0, 4, 2).reshape({2, 2, 3}).shares_storage(x));
  CHECK_FALSE(x.slice(1, 0, 3).reshape({12}).shares_storage(x));  // rows with gaps
  CHECK(values(x.slice(1, 0, 3).reshape({12})) == Values{0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20});
  CHECK(values(x.T().reshape({2, 3, 4})[{1, 0}]) == Values{3, 9, 15, 21});
  const Tensor column = x.select(1, 2).unsqueeze(1).reshape({2, 2});
  CHECK(column.shares_storage(x));
  CHECK(values(column) == Values{2, 8, 14, 20});
}

TEST_CASE("dimensions: negative ones count from the end, wrong ones are named") {
  const Tensor x = ones({2, 3});
  CHECK(x.shape(-1) == 3);
  CHECK(x.size(0) == x.shape(0));
  CHECK(x.sum({-2}).shape() == Shape{3});
  CHECK(x.unsqueeze(-1).shape() == Shape{2, 3, 1});
  CHECK(x.len() == 2);
  CHECK(error_of([&] { (void)x.sum({2}); }) == "sum: dim must be in [-2, 1], got 2");
  CHECK(error_of([&] { (void)x.sum({0, -2}); }) == "sum: dim 0 appears twice");
  CHECK(error_of([&] { (void)x.transpose(0, -3); }) == "transpose: dim must be in [-2, 1], got -3");
  CHECK(error_of([&] {
          (void)x.permute({0, 0});
        }) == "permute: (0, 0) must name each of 2 dimensions once");
  CHECK(error_of([] { (void)tensor(1).len(); }) == "len: a 0-d tensor has no length");
  CHECK(error_of([] {
          (void)ones({1, 1, 1, 1, 1, 1, 1, 1}).unsqueeze(0);
        }) == "shape: a tensor has at most 8 dimensions, got 9");
}

TEST_CASE("0-d and empty tensors take part in everything") {
  const Tensor s = tensor(2.0);
  CHECK(s.T().shape() == Shape{});
  CHECK(s.sum().item() == 2);
  CHECK(softmax(s, 0).item() == 1);
  CHECK(s.cumsum(0).item() == 2);
  CHECK(logsumexp(s, 0).item() == 2);
  CHECK(s.flatten().shape() == Shape{1});
  const Tensor none = ones({0, 3});
  CHECK(none.sum().item() == 0);
  CHECK(values(none.sum({0})) == Values{0, 0, 0});
  CHECK((none + ones({3})).shape() == Shape{0, 3});
  CHECK(values(mm(ones({2, 0}), none)) == Values{0, 0, 0, 0, 0, 0});
  CHECK(cat({none, ones({1, 3})}).shape() == Shape{1, 3});
  CHECK(none.T().contiguous().shape() == Shape{3, 0});
  CHECK(none.clone().numel() == 0);
  CHECK(none.argmax(1).shape() == Shape{0});
  CHECK(none.to_vector<float>().empty());
}

TEST_CASE("mm: few rows and a long inner size, which is summed in parts") {
  manual_seed(0);
  for (const int64_t k : {255, 256, 257, 1025, 3000}) {
    for (const int64_t m : {1, 10, 32, 33}) {
      // Whole numbers whose sums float32 holds exactly; those of int64 take the plain loop.
      const Tensor a = randint(-8, 9, {k, m}), b = randint(-8, 9, {k, 130});
      const Tensor c = mm(a.to(float32).T(), b.to(float32));
      INFO(k << " of " << m << " rows");
      CHECK((c.to(int64) == mm(a.T(), b)).all().item<bool>());
    }
  }
}

}  // namespace
}  // namespace weft
