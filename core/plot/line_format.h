// The book's line formats, "-", "m--", "g-.", "r:", as attributes of an SVG line.
#pragma once
#include <string>
#include <string_view>

namespace weft::plot {

/// A class for each colour; what has it is a line without a filling.
extern const std::string_view kLineCss;

/// `fmt` as Series::fmt says, for the curve of this number.
std::string line_attributes(const std::string& fmt, size_t number);

}  // namespace weft::plot
