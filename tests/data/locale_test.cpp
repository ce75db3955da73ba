// A program may set any locale, and in many of them numbers have a comma.
#include <catch2/catch_test_macros.hpp>

#include <clocale>
#include <cstdio>
#include <string>

#include "core/base/number.h"
#include "core/data/frame_csv.h"
#include "core/ops/ops.h"
#include "core/plot/chart.h"

namespace weft {
namespace {

struct Comma {
  bool set = false;
  Comma() {
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE", "ru_RU.UTF-8"})
      set = set || std::setlocale(LC_ALL, name) != nullptr;
  }
  ~Comma() { std::setlocale(LC_ALL, "C"); }
};

TEST_CASE("numbers are written and read with a point in every locale") {
  const Comma comma;
  if (!comma.set) SKIP("this system has no locale with a comma");
  CHECK(text(1.5, " ", 1e-30, " ", -2.0) == "1.5 1e-30 -2");
  CHECK(python_float(0.1) == "0.1");
  CHECK(arange(1.0, 3.0, 0.5).to_string() == "tensor([1.0000, 1.5000, 2.0000, 2.5000])");
  const DataFrame frame = parse_csv("a\n1.5\nNA\n");
  CHECK(frame.to_string() == "     a\n0  1.5\n1  NaN");
  const std::string svg = plot::to_svg({.series = {{"", {0, 1}, {0, 0.5}, ""}}});
  CHECK(svg.find(">0.5</text>") != std::string::npos);
  char own[8];
  std::snprintf(own, sizeof own, "%.1f", 0.5);
  CHECK(own[1] == *std::localeconv()->decimal_point);  // the program's locale is left as it was
}

}  // namespace
}  // namespace weft
