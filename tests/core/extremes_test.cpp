// Numbers at the edges: NaN, infinities, very large logits, very long sums.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "tests/core/helpers.h"

namespace weft {
namespace {

using namespace test;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("NaN is the largest: max and argmax") {
  for (const DType dtype : {float32, float64}) {
    for (const int64_t n : {1, 3, 17, 1000}) {
      for (const int64_t at : {int64_t{0}, n / 2, n - 1}) {
        Tensor x = arange(n).to(dtype);
        x[at] = kNan;
        CHECK(std::isnan(x.max().item()));
        CHECK(x.argmax(0).item<int64_t>() == at);
      }
    }
    CHECK(tensor({-kInf, -kInf}, dtype).max().item() == -kInf);
    CHECK(tensor({1.0, kInf}, dtype).argmax(0).item() == 1);
    CHECK(tensor({-3.0, -7.0, -3.0}, dtype).max().item() == -3);
  }
  CHECK(tensor({3, 9, 9}).argmax(0).item() == 1);  // the first of equals
  CHECK(tensor({-3, -7}).max().item() == -3);
}

TEST_CASE("cumsum of a long row keeps its digits") {
  const int64_t n = 1000000;
  const auto checked = [](const Tensor& sums) {
    double error = 0;
    const auto y = sums.to_vector<float>();
    for (size_t i = 0; i < y.size(); ++i) {
      const double exact = static_cast<double>(i + 1) * static_cast<double>(0.1F);
      error = std::max(error, std::abs(y[i] / exact - 1));
    }
    CHECK(error < 1e-7);
  };
  const Tensor x = full({n}, 0.1).requires_grad_();
  const Tensor y = x.cumsum(0);
  checked(y);
  y.backward(full({n}, 0.1));
  checked(x.grad().flip(0));
  checked(full({n, 2}, 0.1).cumsum(0)[{Slice(), 1}]);
  CHECK(values(tensor({0.0, 1e10, 1.0, -1e10}).cumsum(0)) == Values{0, 1e10, 1e10, 1});
}

TEST_CASE("roots as powers have PyTorch's limits") {
  const Tensor x = tensor({-kInf, -0.0, 4.0});
  const auto roots = x.pow(0.5).to_vector<double>();
  CHECK(std::isnan(roots[0]));
  CHECK((roots[1] == 0 && std::signbit(roots[1])));
  CHECK(roots[2] == 2);
  const auto inverse = x.pow(-0.5).to_vector<double>();
  CHECK(std::isnan(inverse[0]));
  CHECK(inverse[1] == -kInf);
  CHECK(inverse[2] == 0.5);
}

TEST_CASE("NaN and infinities go through comparisons, maximum, relu, where") {
  const Tensor x = tensor({kNan, kInf, -kInf});
  CHECK(values(x == x) == Values{0, 1, 1});
  CHECK(values(x != x) == Values{1, 0, 0});
  CHECK(values(x > 0) == Values{0, 1, 0});
  CHECK(std::isnan(maximum(x, zeros({3}))[0].item()));
  CHECK(std::isnan(minimum(zeros({3}), x)[0].item()));
  CHECK(std::isnan(relu(x)[0].item()));
  CHECK(relu(x)[2].item() == 0);
  CHECK(values(where(x == x, x, zeros({}))) == Values{0, kInf, -kInf});
  CHECK(std::signbit((-zeros({1})).item()));
}

TEST_CASE("4.1.a: softmax and its company neither overflow nor underflow") {
  const Tensor x = tensor({{1e4, -1e4, 0}, {-1e4, -1e4, -1e4}, {1e4, 1e4, -kInf}});
  const Values third(3, static_cast<float>(1.0 / 3));
  CHECK(values(softmax(x, 1)[0]) == Values{1, 0, 0});
  CHECK(values(softmax(x, 1)[2]) == Values{0.5, 0.5, 0});
  CHECK(values(log_softmax(x, 1)[0]) == Values{0, -2e4, -1e4});
  CHECK(logsumexp(x, 1)[0].item() == 1e4);
  CHECK(std::abs(logsumexp(x, 1)[1].item() - (-1e4 + std::log(3.0))) < 1e-3);
  for (const double p : values(softmax(x, 1)[1])) CHECK(std::abs(p - 1.0 / 3) < 1e-7);
  CHECK(values(cross_entropy(x, tensor({0, 1, 2}), Reduction::none))[0] == 0);
  CHECK(cross_entropy(x, tensor({1, 1, 2}), Reduction::none)[0].item() == 2e4);
  CHECK(cross_entropy(x, tensor({1, 1, 2}), Reduction::none)[2].item() == kInf);
  CHECK(logsumexp(full({2}, -kInf), 0).item() == -kInf);
  CHECK(logsumexp(tensor({1.0, kInf}), 0).item() == kInf);
  CHECK(std::isnan(softmax(full({2}, -kInf), 0)[0].item()));
  CHECK(std::isnan(softmax(tensor({1.0, kNan, 2.0}), 0)[0].item()));
}

TEST_CASE("4.1.a: softmax: gradients at large logits are numbers") {
  Tensor x = leaf({{1e4, -1e4, 0}, {-1e4, -1e4, -1e4}});
  cross_entropy(x, tensor({1, 2})).backward();
  CHECK(values(x.grad()[0]) == Values{0.5, -0.5, 0});
  x.set_grad({});
  log_softmax(x, 1).sum().backward();
  for (const double g : values(x.grad())) CHECK(std::isfinite(g));
}

TEST_CASE("long sums keep their precision") {
  const int64_t n = 1 << 25;  // float32 alone stops counting at 2^24
  CHECK(ones({n}).sum().item() == n);
  CHECK(values(ones({n, 1}).expand({n, 2}).contiguous().sum({0})) == Values{double(n), double(n)});
  const Tensor tenth = full({1'000'000}, 0.1);
  CHECK(std::abs(tenth.sum().item() - 1e5) < 0.1);
  CHECK(std::abs(tenth.mean().item() - 0.1) < 1e-7);
  CHECK(std::abs(tenth.reshape({1000, 1000}).sum({0}).sum().item() - 1e5) < 0.1);
}

TEST_CASE("whole numbers wrap and divide as PyTorch's") {
  CHECK(values(tensor({200, 100}, uint8) + tensor({100, 100}, uint8)) == Values{44, 200});
  CHECK(values(-tensor({1, 0}, uint8)) == Values{255, 0});
  CHECK(values(tensor({7, -7}) / 2) == Values{3.5, -3.5});
  CHECK(values(pow(tensor({-2, 3}), 3)) == Values{-8, 27});
  CHECK(values(tensor({true, true}) + tensor({true, false})) == Values{1, 1});
  CHECK(tensor({true, true, false}).sum().item() == 2);
  const int64_t big = (int64_t{1} << 53) + 1;  // no double
  CHECK((tensor({big}) + 0).item<int64_t>() == big);
  CHECK((tensor({big}) * tensor({1})).item<int64_t>() == big);
  CHECK(tensor({big, int64_t{1}}).sum().item<int64_t>() == big + 1);
  CHECK((tensor({big}) == tensor({big - 1})).item<bool>() == false);
  CHECK(tensor({0.5, -2.7}).to(int64).to_vector<int64_t>() == std::vector<int64_t>{0, -2});
  CHECK(values(tensor({0.5, 0.0}).to(boolean)) == Values{1, 0});
}

TEST_CASE("2.1.c: exp and log at their ends") {
  CHECK(std::abs(exp(tensor(12.0)).item() - 162754.7969) < 0.02);
  CHECK(exp(tensor(89.0)).item() == kInf);
  CHECK(exp(tensor(-200.0)).item() == 0);
  CHECK(exp(tensor(-kInf)).item() == 0);
  CHECK(log(tensor(0.0)).item() == -kInf);
  CHECK(std::isnan(log(tensor(-1.0)).item()));
  CHECK(log(tensor(kInf)).item() == kInf);
  CHECK(std::abs(log(tensor(1e-42)).item() - std::log(1e-42)) < 1e-3);  // below the least normal
  CHECK(values(tanh(tensor({-100.0, 100.0}))) == Values{-1, 1});
  CHECK(values(sigmoid(tensor({-200.0, 200.0}))) == Values{0, 1});
  CHECK(values(sqrt(tensor({0.0, 4.0}))) == Values{0, 2});
}

}  // namespace
}  // namespace weft
