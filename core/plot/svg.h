// The pieces of an SVG text that charts, graphs and grids of images share: paper and letters that
// follow the reader's light or dark preference, and lines and labels in pixels.
#pragma once
#include <string>
#include <string_view>

namespace weft::plot::svg {

inline constexpr double kLetter = 7.2;  ///< about what a letter of 13 pixels is wide

/// For text and attributes; control characters, which XML does not allow, become U+FFFD.
std::string escaped(std::string_view s);

/// About what a text of 13 pixels is wide; scripts with wide letters count as such.
double width_of(std::string_view s);

/// To 1/100 pixel.
double rounded(double v);

/// The head up to the paper; end it with kEnd. `title` is what screen readers say, `css` is added
/// to the style.
std::string begin(double width, double height, std::string_view title, std::string_view css);
inline constexpr std::string_view kEnd = "</svg>\n";

/// `anchor` is start, middle or end; `attributes` begin with a space.
std::string label(double x, double y, std::string_view anchor, std::string_view content,
                  std::string_view attributes = "");
std::string line(double x1, double y1, double x2, double y2, std::string_view attributes);

}  // namespace weft::plot::svg
