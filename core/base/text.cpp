#include "core/base/text.h"

#include <charconv>
#include <cstdlib>

#include "core/base/number.h"

namespace weft {

void append(std::string& out, std::string_view s) { out.append(s); }

void append(std::string& out, long long value) {
  char buffer[32];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

// What std::to_chars gives, without the tables that it needs for floating numbers: they are 46 kB
// of what a browser downloads, gzipped, for texts that nobody waits for.
void append(std::string& out, double value) {
  std::string shortest;
  int digits = 0;  // after the point
  for (; digits < 17; ++digits) {
    shortest = printed("%.*e", digits, value);
    if (!(parsed(shortest) != value)) break;  // also where it is not a number
  }
  const size_t e = shortest.find('e');
  if (e != shortest.npos) {  // not inf or nan
    const int exponent = std::atoi(shortest.c_str() + e + 1);
    if (exponent > -20 && exponent < 25) {
      const std::string fixed = printed("%.*f", digits > exponent ? digits - exponent : 0, value);
      if (fixed.size() <= shortest.size()) shortest = fixed;
    }
  }
  out.append(shortest);
}

}  // namespace weft
