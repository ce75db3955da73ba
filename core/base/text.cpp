#include "core/base/text.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace weft {

void append(std::string& out, std::string_view s) { out.append(s); }

void append(std::string& out, long long value) {
  char buffer[32];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

// What std::to_chars gives, without the tables that it needs for floating numbers: they are 46 kB of
// what a browser downloads, gzipped, for texts that nobody waits for.
void append(std::string& out, double value) {
  char scientific[32];
  int length = 0;
  int digits = 0;  // after the point
  for (; digits < 17; ++digits) {
    length = std::snprintf(scientific, sizeof scientific, "%.*e", digits, value);
    if (!(std::strtod(scientific, nullptr) != value)) break;  // also where it is not a number
  }
  const std::string_view text(scientific, static_cast<size_t>(length));
  const size_t e = text.find('e');
  if (e == text.npos) {  // inf, nan
    out.append(text);
    return;
  }
  const int exponent = std::atoi(scientific + e + 1);
  char fixed[64];
  int fixed_length = length + 1;
  if (exponent > -20 && exponent < 25) {
    fixed_length = std::snprintf(fixed, sizeof fixed, "%.*f",
                                 digits > exponent ? digits - exponent : 0, value);
  }
  if (fixed_length <= length) out.append(fixed, static_cast<size_t>(fixed_length));
  else out.append(text);
}

}  // namespace weft
