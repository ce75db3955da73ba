#include "core/base/text.h"

#include <charconv>

namespace weft {
namespace {

template <class T>
void append_number(std::string& out, T value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

}  // namespace

void append(std::string& out, std::string_view s) { out.append(s); }
void append(std::string& out, double value) { append_number(out, value); }
void append(std::string& out, long long value) { append_number(out, value); }

}  // namespace weft
