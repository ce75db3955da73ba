#include "core/data/csv_values.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>

#include "core/base/number.h"

namespace weft {
namespace {

constexpr std::string_view kMissing[] = {
    "",     "#N/A", "#N/A N/A", "#NA",  "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>", "N/A",  "NA",       "NULL", "NaN",     "None",     "n/a",  "nan",  "null"};

constexpr std::string_view kBlanks = " \t\n\v\f\r";

std::string_view trimmed(std::string_view s) {
  const size_t begin = s.find_first_not_of(kBlanks);
  return begin == s.npos ? s.substr(0, 0)
                         : s.substr(begin, s.find_last_not_of(kBlanks) + 1 - begin);
}

size_t count_digits(std::string_view s) {
  return std::min(s.find_first_not_of("0123456789"), s.size());
}

/// Takes a sign away; true for a minus.
bool take_sign(std::string_view& s) {
  const bool minus = s.starts_with('-');
  if (minus || s.starts_with('+')) s.remove_prefix(1);
  return minus;
}

bool is_decimal(std::string_view s) {
  size_t digits = count_digits(s);
  s.remove_prefix(digits);
  if (s.starts_with('.')) {
    const size_t fraction = count_digits(s.substr(1));
    digits += fraction;
    s.remove_prefix(1 + fraction);
  }
  if (digits == 0 || s.empty()) return digits > 0;
  if (s[0] != 'e' && s[0] != 'E') return false;
  s.remove_prefix(1);
  take_sign(s);
  return !s.empty() && count_digits(s) == s.size();
}

}  // namespace

bool is_missing(std::string_view field) {
  return std::ranges::find(kMissing, field) != std::end(kMissing);
}

bool is_whole(std::string_view s) {
  s = trimmed(s);
  take_sign(s);
  return !s.empty() && count_digits(s) == s.size();
}

std::optional<int64_t> to_integer(std::string_view s) {
  if (!is_whole(s)) return std::nullopt;
  s = trimmed(s);
  if (s[0] == '+') s.remove_prefix(1);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<double> to_floating(std::string_view s) {
  s = trimmed(s);
  const std::string all(s);
  const bool minus = take_sign(s);
  std::string word(s);
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (word == "inf" || word == "infinity") {
    return (minus ? -1 : 1) * std::numeric_limits<double>::infinity();
  }
  if (!is_decimal(s)) return std::nullopt;
  return parsed(all);
}

std::optional<bool> to_truth(std::string_view s) {
  if (s == "True" || s == "TRUE" || s == "true") return true;
  if (s == "False" || s == "FALSE" || s == "false") return false;
  return std::nullopt;
}

}  // namespace weft
