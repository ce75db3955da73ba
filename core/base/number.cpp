#include "core/base/number.h"

#include <locale.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace weft {
namespace {

/// C's own locale on this thread, as long as the object lives.
class PlainLocale {
 public:
  PlainLocale() : before_(uselocale(plain())) {}
  ~PlainLocale() { uselocale(before_); }
  PlainLocale(const PlainLocale&) = delete;
  PlainLocale& operator=(const PlainLocale&) = delete;

 private:
  static locale_t plain() {
    static const locale_t locale = newlocale(LC_ALL_MASK, "C", nullptr);
    return locale;
  }
  locale_t before_;
};

template <class... Args>
std::string print(const char* format, Args... args) {
  const PlainLocale locale;
  char buffer[352];  // -1.8e308 and 40 digits behind the point
  return {buffer, static_cast<size_t>(std::snprintf(buffer, sizeof buffer, format, args...))};
}

}  // namespace

std::string printed(const char* format, double value) { return print(format, value); }
std::string printed(const char* format, int digits, double value) {
  return print(format, digits, value);
}

double parsed(const std::string& text) {
  const PlainLocale locale;
  return std::strtod(text.c_str(), nullptr);
}

std::string python_float(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string shortest;
  for (int digits = 0; digits < 17; ++digits) {
    shortest = printed("%.*e", digits, value);
    if (parsed(shortest) == value) break;
  }
  const size_t e = shortest.find('e');
  const int exponent = std::atoi(shortest.c_str() + e + 1);
  if (exponent < -4 || exponent >= 16) return shortest;
  const size_t point = shortest.find('.');
  const int digits = point < e ? static_cast<int>(e - point - 1) : 0;
  return printed("%.*f", std::max(digits - exponent, 1), value);
}

}  // namespace weft
