// Numbers as text, against the C library's: printf prints the same digits, and what is shortest
// reads back as the same value where one digit less does not.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "core/base/number.h"

namespace weft {
namespace {

std::string printf_text(const char* format, int digits, double value) {
  char buffer[500];
  return {buffer, static_cast<size_t>(std::snprintf(buffer, sizeof buffer, format, digits, value))};
}

/// Any bits, ties, powers of two with their neighbours, short decimals, and the ends of the range.
std::vector<double> samples() {
  using Limits = std::numeric_limits<double>;
  std::vector<double> values = {0.0,
                                -0.0,
                                0.5,
                                1.5,
                                2.5,
                                0.25,
                                0.03125,
                                9.5,
                                99.5,
                                0.99995,
                                9.9999e22,
                                1e21,
                                1e22,
                                1e23,
                                5e-324,
                                123456789,
                                0.1,
                                0.3,
                                1e-5,
                                1e16,
                                9007199254740994.0,
                                Limits::max(),
                                Limits::min(),
                                Limits::infinity(),
                                -Limits::infinity()};
  for (int e = -1074; e < 1024; e += 7) {
    const double power = std::ldexp(1.0, e);
    for (const double x : {power, std::nextafter(power, 0), std::nextafter(power, 1e308)})
      values.push_back(x);
  }
  std::mt19937_64 draw(1);
  for (int i = 0; i < 2000; ++i) {
    const uint64_t bits = draw();
    double any;
    std::memcpy(&any, &bits, sizeof any);
    if (!std::isnan(any)) values.push_back(any);
    values.push_back(static_cast<double>(static_cast<float>(bits >> 40) / 4096));
    values.push_back(static_cast<double>(bits % 20001) / 1000 - 10);
  }
  return values;
}

TEST_CASE("numbers have the digits that printf gives them") {
  for (const double x : samples()) {
    for (const int digits : {0, 1, 4, 6, 17}) {
      REQUIRE(fixed(x, digits) == printf_text("%.*f", digits, x));
      REQUIRE(scientific(x, digits) == printf_text("%.*e", digits, x));
      REQUIRE(significant(x, digits + 1) == printf_text("%.*g", digits + 1, x));
    }
  }
}

TEST_CASE("the shortest text reads back, and has the fewest digits of all that do") {
  for (const double x : samples()) {
    const std::string text = shortest(x);
    INFO(text);
    REQUIRE(std::strtod(text.c_str(), nullptr) == x);
    REQUIRE(std::strtod(python_float(x).c_str(), nullptr) == x);
    if (!std::isfinite(x)) continue;
    int digits = 0;
    while (std::strtod(printf_text("%.*e", digits, x).c_str(), nullptr) != x) ++digits;
    const std::string with_exponent = printf_text("%.*e", digits, x);
    REQUIRE(text.size() <= with_exponent.size());
    if (text.find('e') != text.npos) REQUIRE(text == with_exponent);
  }
  CHECK(shortest(100) == "100");
  CHECK(shortest(1e5) == "1e+05");
  CHECK(shortest(-0.0) == "-0");
  CHECK(shortest(0.1F) == "0.10000000149011612");
  CHECK(shortest(-std::numeric_limits<double>::quiet_NaN()) == "nan");
}

}  // namespace
}  // namespace weft
