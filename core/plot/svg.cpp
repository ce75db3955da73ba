#include "core/plot/svg.h"

#include <cmath>

#include "core/base/text.h"

namespace weft::plot::svg {
namespace {

constexpr std::string_view kCss = R"(
.weft text{font:13px system-ui,sans-serif;fill:#333}
.weft .title{font-size:15px;font-weight:600}
.weft .paper{fill:#fff}
@media (prefers-color-scheme:dark){
.weft text{fill:#ddd}
.weft .paper{fill:#16181d}
}
)";

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "\uFFFD";
  }
}

bool is_plain(char c) {
  const bool control = (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') || c == 127;
  return !control && c != '&' && c != '<' && c != '>' && c != '"';
}

}  // namespace

std::string escaped(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (is_plain(c))
      out += c;
    else
      out += entity(c);
  }
  return out;
}

double width_of(std::string_view s) {
  double width = 0;
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xe0)
      width += 13;  // the first of three or four: mostly East Asian
    else if (byte < 0x80 || byte >= 0xc0)
      width += kLetter;
  }
  return width;
}

double rounded(double v) { return std::round(v * 100) / 100 + 0.0; }

std::string begin(double width, double height, std::string_view title, std::string_view css) {
  return text(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"weft\" role=\"img\" viewBox=\"0 0 ",
      rounded(width), " ", rounded(height), "\" width=\"", rounded(width), "\" height=\"",
      rounded(height), "\">\n<title>", escaped(title), "</title>\n<style>", kCss, css,
      "</style>\n<rect class=\"paper\" width=\"", rounded(width), "\" height=\"", rounded(height),
      "\"/>\n");
}

std::string label(double x, double y, std::string_view anchor, std::string_view content,
                  std::string_view attributes) {
  return text("<text x=\"", rounded(x), "\" y=\"", rounded(y), "\" text-anchor=\"", anchor, "\"",
              attributes, ">", escaped(content), "</text>\n");
}

std::string line(double x1, double y1, double x2, double y2, std::string_view attributes) {
  return text("<line x1=\"", rounded(x1), "\" y1=\"", rounded(y1), "\" x2=\"", rounded(x2),
              "\" y2=\"", rounded(y2), "\" ", attributes, "/>\n");
}

}  // namespace weft::plot::svg
