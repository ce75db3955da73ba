// What a field of CSV can be: missing, a whole number, a number, a truth. The spellings are
// pandas'.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace weft {

/// Empty, NA, NaN, null, None, ...
bool is_missing(std::string_view field);

// Numbers may have blanks around them and a sign.
bool is_whole(std::string_view field);
/// Nothing where the field is no whole number, or one beyond int64.
std::optional<int64_t> to_integer(std::string_view field);
/// Also inf and infinity; nothing where the field is no number.
std::optional<double> to_floating(std::string_view field);

/// True, TRUE, true and the like.
std::optional<bool> to_truth(std::string_view field);

}  // namespace weft
