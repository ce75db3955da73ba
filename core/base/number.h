// Floating point numbers as text and back. The point is a point, whatever locale the program that
// uses weft has set.
#pragma once
#include <string>

namespace weft {

/// printf's text of one number: "%.0f.".
std::string printed(const char* format, double value);
/// The same with a number of digits: "%.*e".
std::string printed(const char* format, int digits, double value);

/// strtod of the whole text.
double parsed(const std::string& text);

/// As Python prints a float, the fewest digits that read back the same: 1.0, 0.1, 1e-05, nan.
std::string python_float(double value);

}  // namespace weft
