#include "core/plot/images.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/plot/png.h"
#include "core/plot/svg.h"

namespace weft::plot {
namespace {

constexpr double kLine = 17;  // from one line of a title to the next
constexpr double kGap = 8;
constexpr int64_t kMost = 1000;  // rows and columns of a grid

struct Images {
  int64_t height, width;
  size_t count;  // of those that are shown
  std::vector<uint8_t> pixels;

  [[nodiscard]] std::span<const uint8_t> operator[](size_t i) const {
    const auto size = static_cast<size_t>(height * width);
    return std::span(pixels).subspan(i * size, size);
  }
};

uint8_t grey(double v) {
  return static_cast<uint8_t>(std::lround(255 * (v > 0 ? std::min(v, 1.0) : 0)));  // NaN is black
}

Images shown(const char* op, const Tensor& imgs, int64_t rows, int64_t columns) {
  check(rows >= 1 && columns >= 1 && rows <= kMost && columns <= kMost, op,
        ": num_rows and num_cols must be from 1 to ", kMost, ", got ", rows, " and ", columns);
  const Shape& shape = imgs.shape();
  check(shape.size() == 3 || (shape.size() == 4 && shape[1] == 1), op,
        ": images must be (N, h, w) or (N, 1, h, w), got shape ", shape);
  check(is_floating(imgs.dtype()) || imgs.dtype() == uint8, op,
        ": images must be floating, from 0 to 1, or uint8, got ", imgs.dtype());
  const int64_t height = imgs.shape(-2), width = imgs.shape(-1);
  check(height >= 1 && width >= 1, op, ": images must not be empty, got shape ", shape);
  const int64_t count = std::min(shape[0], rows * columns);
  const Tensor first = imgs.slice(0, 0, count);
  Images images{height, width, static_cast<size_t>(count), {}};
  if (imgs.dtype() == uint8) {
    images.pixels = first.to_vector<uint8_t>();
  } else {
    for (const double v : first.to_vector<double>()) images.pixels.push_back(grey(v));
  }
  return images;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t n = std::min<size_t>(3, bytes.size() - i);
    uint32_t word = 0;
    for (size_t k = 0; k < 3; ++k)
      word = word << 8 | (k < n ? static_cast<uint8_t>(bytes[i + k]) : 0U);
    for (size_t k = 0; k < 4; ++k) out += k <= n ? digits[word >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view title) {
  std::vector<std::string_view> lines;
  for (size_t begin = 0; begin <= title.size();) {
    const size_t end = std::min(title.find('\n', begin), title.size());
    lines.push_back(title.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// Lines end at `bottom`.
std::string title(const std::vector<std::string_view>& lines, double middle, double bottom,
                  std::string_view style) {
  std::string out;
  double y = bottom - kLine * static_cast<double>(lines.size() - 1);
  for (const std::string_view line : lines) {
    out += svg::label(middle, y, "middle", line, style);
    y += kLine;
  }
  return out;
}

}  // namespace

std::string show_images(const Tensor& imgs, int64_t num_rows, int64_t num_cols,
                        const std::vector<std::string>& titles, double scale) {
  const Images images = shown("show_images", imgs, num_rows, num_cols);
  check(scale >= 0.2 && scale <= 20, "show_images: scale must be from 0.2 to 20, got ", scale);
  check(titles.empty() || titles.size() >= images.count,
        "show_images: titles must be one for each image, got ", titles.size(), " for ",
        images.count);
  size_t most_lines = 0;
  double widest = 1;
  for (size_t i = 0; i < std::min(titles.size(), images.count); ++i) {
    const auto lines = lines_of(titles[i]);
    most_lines = std::max(most_lines, lines.size());
    for (const std::string_view line : lines) widest = std::max(widest, svg::width_of(line));
  }
  const double above = kLine * static_cast<double>(most_lines);
  const double cell = scale * 100;
  const double size = cell - kGap;  // of the longer side of an image
  const double longer = static_cast<double>(std::max(images.height, images.width));
  const double w = size * static_cast<double>(images.width) / longer;
  const double h = size * static_cast<double>(images.height) / longer;
  // Letters of 13 pixels, or smaller ones where a line would not fit its cell.
  const std::string style =
      widest > size ? text(" style=\"font-size:", svg::rounded(13 * size / widest), "px\"") : "";
  const double row_height = above + h + kGap;

  std::string out = svg::begin(static_cast<double>(num_cols) * cell + kGap,
                               static_cast<double>(num_rows) * row_height + kGap, "images",
                               ".weft image{image-rendering:pixelated}\n");
  for (size_t i = 0; i < images.count; ++i) {
    const auto columns = static_cast<size_t>(num_cols);
    const double left = kGap + cell * static_cast<double>(i % columns);
    const double top = kGap + row_height * static_cast<double>(i / columns) + above;
    if (!titles.empty()) out += title(lines_of(titles[i]), left + size / 2, top - 5, style);
    out += text("<image x=\"", svg::rounded(left + (size - w) / 2), "\" y=\"", svg::rounded(top),
                "\" width=\"", svg::rounded(w), "\" height=\"", svg::rounded(h),
                "\" href=\"data:image/png;base64,",
                base64(png(images[i], images.width, images.height)), "\"/>\n");
  }
  return out + std::string(svg::kEnd);
}

std::string images_png(const Tensor& imgs, int64_t num_rows, int64_t num_cols) {
  const Images images = shown("images_png", imgs, num_rows, num_cols);
  const int64_t width = num_cols * (images.width + 1) - 1;
  const int64_t height = num_rows * (images.height + 1) - 1;
  std::vector<uint8_t> grid(static_cast<size_t>(width * height));
  const int64_t pixels = images.height * images.width;
  for (int64_t at = 0; at < static_cast<int64_t>(images.pixels.size()); ++at) {
    const int64_t i = at / pixels;
    const int64_t y = i / num_cols * (images.height + 1) + at % pixels / images.width;
    const int64_t x = i % num_cols * (images.width + 1) + at % images.width;
    grid[static_cast<size_t>(y * width + x)] = images.pixels[static_cast<size_t>(at)];
  }
  return png(grid, width, height);
}

}  // namespace weft::plot
