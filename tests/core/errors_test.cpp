// Every mistake of golden/errors.json that can be made here, by the text of our own message.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "core/autograd/autograd.h"
#include "tests/core/mistakes.h"
#include "tests/golden.h"

namespace weft {
namespace {

using namespace test;

Tensor x() { return ones({2}).requires_grad_(); }

const Mistakes& of_gradients() {
  static const Mistakes table = {
      {"requires_grad of integers",
       {MAKE(arange(3).requires_grad_()),
        "requires_grad_: only floating point tensors can require gradients, got int64"}},
      {"backward twice",
       {[] {
          const Tensor y = square(x()).sum();
          y.backward();
          y.backward();
        },
        "backward: the graph of SumBackward0 has been freed by an earlier backward pass; call "
        "backward with retain_graph = true the first time if it is needed twice"}},
      {"backward of a vector",
       {[] { (x() * 2).backward(); },
        "backward: grad can be implicitly created only for scalar outputs, got (2,); give the "
        "gradient as an argument, for instance ones_like(y), or call it on y.sum()"}},
      {"backward without requires_grad",
       {[] { ones({2}).sum().backward(); },
        "backward: the tensor of shape () does not require grad and was not made from one that "
        "does"}},
      {"backward under no_grad",
       {[] {
          Tensor y;
          {
            const NoGrad guard;
            y = x().sum();
          }
          y.backward();
        },
        "backward: the tensor of shape () does not require grad and was not made from one that "
        "does"}},
      {"gradient of another shape",
       {[] { (x() * 2).backward(ones({3})); },
        "backward: the gradient's shape must be (2,), got (3,)"}},
      {"saved tensor changed",
       {[] {
          Tensor y = exp(x());
          y.add_(Tensor(1));
          y.sum().backward();
        },
        "backward: a tensor needed by ExpBackward0 (float32 (2,)) has been changed in place: it is "
        "at version 1, expected 0; clone() it before changing it"}},
      {"saved input changed",
       {[] {
          Tensor z = x() * 1;
          const Tensor y = z * z;
          z.mul_(Tensor(2));
          y.sum().backward();
        },
        "backward: a tensor needed by MulBackward0 (float32 (2,)) has been changed in place: it is "
        "at version 1, expected 0; clone() it before changing it"}},
      {"leaf changed",
       {MAKE(x().add_(Tensor(1))),
        "add_: a leaf tensor that requires grad must not be changed in place; do it under NoGrad"}},
      {"view of a leaf changed",
       {[] { x()[0] = 5.0; },
        "index_put_: a leaf tensor that requires grad must not be changed in place; do it under "
        "NoGrad"}},
      {"requires_grad of a result off",
       {MAKE((x() * 2).requires_grad_(false)),
        "requires_grad_: only leaf tensors can stop requiring grad; use detach() for a result"}},
      {"grad of unused input",
       {MAKE(grad({(x() * 2).sum()}, {x()})),
        "grad: input 0 of shape (2,) was not used for the outputs; set allow_unused if that is "
        "meant"}},
  };
  return table;
}

void check_all(const Mistakes& mistakes) {
  for (const auto& [name, mistake] : mistakes) {
    INFO(name);
    CHECK(error_of(mistake.make) == mistake.text);
  }
}

TEST_CASE("2.1.d: errors: shapes") { check_all(mistakes_of_shapes()); }
TEST_CASE("errors: values and indices") { check_all(mistakes_of_values()); }
TEST_CASE("2.3.b: errors: reductions, choices, orders and parts") {
  check_all(mistakes_of_arranging());
}
TEST_CASE("errors: gradients") { check_all(of_gradients()); }

TEST_CASE("errors: every mistake that PyTorch's users hear about is made here") {
  // numpy() does not exist, grad() of a result is not defined(), the compiler refuses
  // 2^63.
  const std::set<std::string> others = {"numbers beyond int64", "grad of a non-leaf",
                                        "numpy of a tensor with gradient"};
  for (const Golden c : Golden::file("errors")["cases"]) {
    const std::string name = c["name"].text();
    INFO(name);
    CHECK((mistakes_of_shapes().contains(name) || mistakes_of_values().contains(name) ||
           mistakes_of_arranging().contains(name) || of_gradients().contains(name) ||
           others.contains(name)));
  }
}

}  // namespace
}  // namespace weft
