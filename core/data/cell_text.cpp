#include "core/data/cell_text.h"

#include <algorithm>
#include <cmath>

#include "core/base/number.h"

namespace weft {
namespace {

constexpr size_t kMaxWidth = 50;
constexpr int kDigits = 6;

/// Takes away zeros that all numbers with a point and no exponent end in, but for the first digit.
void trim_zeros(Cells& cells) {
  size_t common = std::string::npos;
  const auto is_fixed = [](const std::string& s) {
    return s.find('.') != s.npos && s.find('e') == s.npos;
  };
  for (const std::string& s : cells) {
    if (is_fixed(s)) common = std::min(common, s.size() - 1 - s.find_last_not_of('0'));
  }
  for (std::string& s : cells) {
    if (!is_fixed(s)) continue;
    s.resize(s.size() - common);
    if (s.back() == '.') s += '0';
  }
}

/// With a space in the place of the minus sign.
Cells float_cells(const Floats& values, std::string (*format)(double, int)) {
  Cells cells;
  for (const double x : values)
    cells.push_back(std::isnan(x) ? "NaN" : (std::signbit(x) ? "" : " ") + format(x, kDigits));
  trim_zeros(cells);
  return cells;
}

Cells float_cells(const Floats& values) {
  Cells plain = float_cells(values, fixed);
  const bool large = std::ranges::any_of(values, [](double x) { return std::abs(x) > 1e6; });
  const bool small =
      std::ranges::any_of(values, [](double x) { return x != 0 && std::abs(x) < 1e-6; });
  const bool wide = width(plain) > kDigits + 6;
  return small || (wide && large) ? float_cells(values, scientific) : plain;
}

}  // namespace

size_t width(std::string_view s) {
  return static_cast<size_t>(std::ranges::count_if(
      s, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

size_t width(const Cells& cells) {
  size_t widest = 0;
  for (const std::string& cell : cells) widest = std::max(widest, width(cell));
  return widest;
}

std::string aligned(std::string_view s, size_t to, Align align) {
  const size_t has = width(s);
  const size_t pad = to > has ? to - has : 0;
  // Python's str.center puts an odd blank to the left where the width is odd, too.
  const size_t left = align == Align::left    ? 0
                      : align == Align::right ? pad
                                              : pad / 2 + (pad & to & 1);
  return std::string(left, ' ') + std::string(s) + std::string(pad - left, ' ');
}

std::string escaped(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

void fix_width(Cells& cells, size_t least) {
  const size_t to = std::min(std::max(width(cells), least), kMaxWidth);
  for (std::string& cell : cells) {
    if (width(cell) > to) {
      size_t end = 0;
      for (size_t count = 0; count < to - 3; ++count) {
        do ++end;
        while ((static_cast<unsigned char>(cell[end]) & 0xc0) == 0x80);
      }
      cell = cell.substr(0, end) + "...";
    }
    cell = aligned(cell, to, Align::right);
  }
}

Cells label_cells(const Labels& labels) {
  Cells cells;
  if (const auto* numbers = std::get_if<Integers>(&labels)) {
    for (const int64_t label : *numbers) cells.push_back(text(label));
  } else {
    for (const std::string& label : std::get<std::vector<std::string>>(labels))
      cells.push_back(escaped(label));
  }
  const size_t widest = width(cells);
  for (std::string& cell : cells) cell = aligned(cell, widest, Align::left);
  return cells;
}

Cells value_cells(const Series& series) {
  Cells cells;
  if (const auto* floats = std::get_if<Floats>(&series.values())) {
    cells = float_cells(*floats);
  } else if (const auto* integers = std::get_if<Integers>(&series.values())) {
    for (const int64_t x : *integers) cells.push_back(text(x < 0 ? "" : " ", x));
  } else {
    for (size_t i = 0; i < series.size(); ++i) {
      const Cell cell = series.iloc(static_cast<int64_t>(i));
      cells.push_back(" " + (series.is_missing(i) ? "NaN" : escaped(cell.to_string())));
    }
  }
  fix_width(cells, 0);
  return cells;
}

std::string join_columns(std::vector<Cells> columns, size_t space) {
  size_t rows = 0;
  std::vector<size_t> widths;
  for (const Cells& column : columns) {
    rows = std::max(rows, column.size());
    widths.push_back(width(column) + (&column == &columns.back() ? 0 : space));
  }
  std::string out;
  for (size_t row = 0; row < rows; ++row) {
    if (row > 0) out += '\n';
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::string_view cell = row < columns[i].size() ? columns[i][row] : std::string_view();
      out += aligned(cell, widths[i], Align::left);
    }
  }
  return out;
}

}  // namespace weft
