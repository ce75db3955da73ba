#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <cstdlib>
#include <string>

#include "simd/kernels.h"

namespace weft::test {

TEST_CASE("the machine that answers", "[simd]") {
  const std::vector<std::string_view> names = simd::available_machines();
  REQUIRE_FALSE(names.empty());
  const simd::Machine& machine = simd::machine();
  const char* const forced = std::getenv("WEFT_SIMD");
  CHECK(std::string(machine.name) == std::string(forced && *forced ? forced : names.front()));
  CHECK(std::find(names.begin(), names.end(), machine.name) != names.end());
  CHECK(machine.register_bits == machine.f32.gemm.lanes * 32);
  CHECK(machine.register_bits == machine.f64.gemm.lanes * 64);
}

TEST_CASE("both floating types compute here; what is linked without float64 says so", "[simd]") {
  CHECK(simd::kHasDoubles);
  CHECK(&simd::machine().of<float>() == &simd::machine().f32);
  CHECK(&simd::machine().of<double>() == &simd::machine().f64);
  CHECK_THROWS_WITH(simd::fail_without_doubles(),
                    "float64: this module computes with float32 alone");
}

}  // namespace weft::test
