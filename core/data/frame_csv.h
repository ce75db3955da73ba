// A frame from CSV, as pandas' read_csv understands it. The types of columns follow from what
// stands in them: int64, float64, bool, else text. Missing is what is empty, NA, N/A, NaN, nan,
// NULL, null, None and the rarer spellings of pandas 2; whole numbers among which one is missing
// become float64.
//
// Stricter than pandas: a row with too few fields is an error too, and so are whole numbers beyond
// int64.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/data/frame.h"

namespace weft {

struct CsvOptions {
  /// Types of columns by name, where a field that cannot be read so must be an error.
  std::map<std::string, ColumnType> dtype = {};
};

/// The first record names the columns. Errors name line and column, with `name` in front.
DataFrame parse_csv(std::string_view text, const CsvOptions& options = {},
                    const std::string& name = "csv");

}  // namespace weft
