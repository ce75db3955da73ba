// Every operation of the registry has a row in the case table, which checks its values and
// gradients of both orders, or a reason here for having none.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "core/registry/registry.h"
#include "tests/cases.h"

namespace weft {
namespace {

const std::map<std::string, std::string>& without_a_row() {
  static const std::map<std::string, std::string> reasons = [] {
    std::map<std::string, std::string> all;
    const auto add = [&](const char* reason, std::initializer_list<const char*> names) {
      for (const char* name : names) all[name] = reason;
    };
    add("makes a tensor of numbers", {"zeros", "ones", "full", "arange", "zeros_like", "ones_like",
                                      "full_like", "linspace", "eye"});
    add("draws at random",
        {"rand", "randn", "normal", "randint", "randperm", "bernoulli", "multinomial", "dropout"});
    add("gives bools",
        {"eq", "ne", "lt", "le", "gt", "ge", "isnan", "isinf", "isfinite", "logical_not",
         "logical_and", "logical_or", "logical_xor", "any", "all", "equal", "allclose"});
    add("gives indices", {"argmax", "argmin", "argsort", "nonzero", "one_hot", "bincount"});
    add("ends the graph", {"detach"});
    add("changes a tensor in place", {"fill_", "zero_", "normal_", "uniform_"});
    add("changes the dtype, which a row keeps", {"to"});
    return all;
  }();
  return reasons;
}

bool has_row(const std::string& name) {
  for (const test::Case& c : test::cases())
    if (c.name == name || c.name.starts_with(name + " ") || c.name.starts_with(name + ","))
      return true;
  return false;
}

TEST_CASE("every operation of the registry is in the case table, or has a reason not to be") {
  std::string missing;
  std::string needless;
  for (const auto table : registry::tables()) {
    for (const registry::Operation& operation : table) {
      const bool excused = without_a_row().contains(operation.name);
      if (!excused && !has_row(operation.name)) missing += std::string(operation.name) + " ";
      if (excused && has_row(operation.name)) needless += std::string(operation.name) + " ";
    }
  }
  CHECK(missing == "");
  CHECK(needless == "");
}

}  // namespace
}  // namespace weft
