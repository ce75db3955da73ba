#include "wasm/index_text.h"

#include <cstdlib>
#include <string>

namespace weft::wasm {
namespace {

[[noreturn]] void fail_part(std::string_view part) {
  fail("index: parts must be whole numbers, slices as 1:3 or ::2, '...' or None, got '", part, "'");
}

/// A whole number, or `missing` for nothing.
int64_t number(std::string_view text, std::string_view part, int64_t missing) {
  if (text.empty()) return missing;
  const std::string copy(text);
  char* end = nullptr;
  const long long value = std::strtoll(copy.c_str(), &end, 10);
  if (end == copy.c_str() || *end != 0) fail_part(part);
  return value;
}

Slice slice(std::string_view part) {
  std::string_view fields[3];
  size_t count = 0;
  for (std::string_view rest = part;; ++count) {
    if (count == 3) fail_part(part);
    const size_t colon = rest.find(':');
    fields[count] = rest.substr(0, colon);
    if (colon == rest.npos) break;
    rest.remove_prefix(colon + 1);
  }
  return Slice(number(fields[0], part, 0), number(fields[1], part, Slice::kEnd),
               number(fields[2], part, 1));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Indices parse_index(std::string_view text, const std::vector<Tensor>& tensors) {
  Indices indices;
  auto next = tensors.begin();
  while (!text.empty()) {
    const size_t comma = text.find(',');
    const std::string_view part = trimmed(text.substr(0, comma));
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
    if (part == "T" && next != tensors.end())
      indices.emplace_back(*next++);
    else if (part == "...")
      indices.emplace_back(Dots);
    else if (part == "None")
      indices.emplace_back(None);
    else if (part.find(':') != part.npos)
      indices.emplace_back(slice(part));
    else if (!part.empty())
      indices.emplace_back(number(part, part, 0));
    else
      fail_part(part);
  }
  return indices;
}

}  // namespace weft::wasm
