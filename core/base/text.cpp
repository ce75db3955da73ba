#include "core/base/text.h"

#include <charconv>

#include "core/base/number.h"

namespace weft {

void append(std::string& out, std::string_view s) { out.append(s); }

void append(std::string& out, long long value) {
  char buffer[32];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

// Not std::to_chars: its tables for floating numbers are 46 kB of what a browser downloads,
// gzipped.
void append(std::string& out, double value) { out.append(shortest(value)); }

}  // namespace weft
