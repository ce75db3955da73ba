// Floating point numbers as text and back. The point is a point, whatever locale the program that
// uses weft has set. Written digits are exact, rounded half to even as printf's are, which is six
// times as large where a browser downloads it.
#pragma once
#include <string>

namespace weft {

std::string fixed(double value, int digits);        // as "%.*f" prints it
std::string scientific(double value, int digits);   // "%.*e"
std::string significant(double value, int digits);  // "%.*g"

/// The fewest digits that read back as the value, with an exponent where that is shorter: as
/// std::to_chars, without the tables that it needs.
std::string shortest(double value);

/// As Python prints a float, the fewest digits that read back the same: 1.0, 0.1, 1e-05, nan.
std::string python_float(double value);

/// strtod of the whole text.
double parsed(const std::string& text);

}  // namespace weft
