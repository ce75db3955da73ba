#include "core/plot/line_format.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"

namespace weft::plot {
namespace {

constexpr std::string_view kColours = "brgmcyk";  // the first four take turns
constexpr size_t kTurns = 4;
constexpr std::pair<std::string_view, std::string_view> kStyles[] = {
    {"-", ""}, {"--", "7 4"}, {"-.", "9 4 2 4"}, {":", "2 4"}};

}  // namespace

const std::string_view kLineCss = R"(.weft .line{fill:none;stroke-width:2;stroke-linejoin:round}
.weft .b{stroke:#0072b2}.weft .r{stroke:#d55e00}.weft .g{stroke:#007f5c}.weft .m{stroke:#b2589a}
.weft .c{stroke:#1f97b8}.weft .y{stroke:#a88400}.weft .k{stroke:#222}
@media (prefers-color-scheme:dark){
.weft .b{stroke:#56b4e9}.weft .r{stroke:#f09030}.weft .g{stroke:#2fc497}.weft .m{stroke:#e39ac8}
.weft .c{stroke:#7fe0f0}.weft .y{stroke:#f0e442}.weft .k{stroke:#eee}
}
)";

std::string line_attributes(const std::string& fmt, size_t number) {
  std::string_view style = fmt;
  char colour = kColours[number % kTurns];
  if (!style.empty() && kColours.find(style[0]) != kColours.npos) {
    colour = style[0];
    style.remove_prefix(1);
    if (style.empty()) style = "-";
  }
  const auto* found = style.empty()
                          ? &kStyles[number % kTurns]
                          : std::find_if(std::begin(kStyles), std::end(kStyles),
                                         [&](auto& known) { return known.first == style; });
  check(found != std::end(kStyles),
        "plot: a format must be a colour of b g r c m y k and a line style of - -- -. :, got '",
        fmt, "'");
  return text(
      "class=\"line ", std::string_view(&colour, 1), "\"",
      found->second.empty() ? std::string() : text(" stroke-dasharray=\"", found->second, "\""));
}

}  // namespace weft::plot
