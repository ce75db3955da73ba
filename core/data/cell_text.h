// How values of a column become text, in pandas' way: all floating numbers of a column share a
// number of digits, and all cells a width.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/data/series.h"

namespace weft {

using Cells = std::vector<std::string>;

/// Width in characters of UTF-8, not in bytes.
size_t width(std::string_view s);
size_t width(const Cells& cells);  ///< of the widest
enum class Align : uint8_t { left, right, center };
std::string aligned(std::string_view s, size_t width, Align align);

/// Tabs and line ends as `\t`, `\r` and `\n`.
std::string escaped(std::string_view s);
/// Labels, left-aligned.
Cells label_cells(const Labels& labels);
/// The values, right-aligned and at most 50 wide; a blank or a sign stands in front.
Cells value_cells(const Series& series);
/// Cuts to 50 what is wider and aligns the cells to `least` or the widest.
void fix_width(Cells& cells, size_t least);

/// Columns side by side, `space` blanks between them; shorter ones are filled up.
std::string join_columns(std::vector<Cells> columns, size_t space);

}  // namespace weft
