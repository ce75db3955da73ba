// Frames and series as pandas prints them in a notebook: lines of 80, of more than 60 rows the
// first and last 5, of more than 20 columns the first and last 10.
#include <algorithm>

#include "core/data/cell_text.h"
#include "core/data/frame.h"

namespace weft {
namespace {

constexpr size_t kLine = 80;
constexpr size_t kMaxRows = 60;
constexpr size_t kEdgeRows = 5;
constexpr size_t kMaxColumns = 20;
constexpr size_t kEdgeColumns = 10;

/// All of them, or those at the two ends.
Positions shown(size_t count, size_t most, size_t edge) {
  Positions out;
  for (size_t i = 0; i < count; ++i) {
    if (count <= most || i < edge || i >= count - edge) out.push_back(i);
  }
  return out;
}

const char* dots(size_t width) { return width > 3 ? "..." : ".."; }

std::string listed(const Cells& items) {
  constexpr size_t kMost = 100;
  std::string out;
  for (size_t i = 0; i < std::min(items.size(), kMost); ++i) out += (i > 0 ? ", " : "") + items[i];
  return "[" + out + (items.size() > kMost ? ", ...]" : "]");
}

/// The header and the cells under it, one width. Numbers have room for a sign, and so has their
/// header.
Cells column_cells(const Series& column, bool number_header) {
  const std::string header = (number_header ? " " : "") + escaped(column.name());
  Cells cells = value_cells(column);
  fix_width(cells, width(header));
  cells.insert(cells.begin(), aligned(header, width(cells), Align::right));
  return cells;
}

/// A row of dots in the place of those that are hidden.
void insert_dots(Cells& index, std::vector<Cells>& columns) {
  constexpr auto middle = static_cast<std::ptrdiff_t>(kEdgeRows) + 1;  // the header is in front
  index.insert(index.begin() + middle, aligned(dots(width(index[1])), width(index), Align::left));
  for (Cells& column : columns) {
    const size_t wide = width(column[1]);
    column.insert(column.begin() + middle, aligned(dots(wide), wide, Align::right));
  }
}

/// Blocks of columns that fit in a line, each with the index in front.
std::string wrapped(const Cells& index, const std::vector<Cells>& columns, size_t rows) {
  const size_t room = kLine - width(index) - 1;
  std::vector<std::vector<Cells>> blocks(1);
  size_t used = 0;
  for (size_t i = 0; i < columns.size(); ++i) {
    const size_t wide = width(columns[i]) + 1;
    used += wide;
    const size_t end = i + 1 == columns.size() ? 1 : 2;  // room for the backslash
    if (used + end > room && i > 0) {
      blocks.emplace_back();
      used = wide;
    }
    blocks.back().push_back(columns[i]);
  }
  std::string out;
  for (std::vector<Cells>& block : blocks) {
    block.insert(block.begin(), index);
    const bool last = &block == &blocks.back();
    if (blocks.size() > 1) {
      block.emplace_back(rows, last ? " " : "  ");
      if (!last) block.back()[0] = " \\";
    }
    out += join_columns(block, 1) + (last ? "" : "\n\n");
  }
  return out;
}

}  // namespace

std::string DataFrame::to_string() const {
  const Positions rows = shown(index_.size(), kMaxRows, kEdgeRows);
  const Positions which = shown(columns_.size(), kMaxColumns, kEdgeColumns);
  const bool rows_cut = rows.size() < index_.size();
  const bool columns_cut = which.size() < columns_.size();
  std::string out;
  if (rows.empty() || which.empty()) {
    Cells labels;
    for (const int64_t label : index_) labels.push_back(text(label));
    out = text("Empty DataFrame\nColumns: ", listed(columns()), "\nIndex: ", listed(labels));
  } else {
    const DataFrame part = take(rows, which);
    Cells index = label_cells(part.index_);
    index.insert(index.begin(), "");
    std::vector<Cells> cells;
    for (size_t i = 0; i < which.size(); ++i) {
      // pandas looks the header's kind up at the same place of the whole frame: behind hidden
      // columns, it is another column's.
      cells.push_back(column_cells(part.columns_[i], columns_[i].is_number()));
    }
    if (columns_cut) cells.emplace(cells.begin() + kEdgeColumns, index.size(), " ...");
    if (rows_cut) insert_dots(index, cells);
    out = wrapped(index, cells, index.size() - 1);
  }
  if (rows_cut || columns_cut) {
    out += text("\n\n[", index_.size(), " rows x ", columns_.size(), " columns]");
  }
  return out;
}

std::string Series::to_string() const {
  std::string footer = name_.empty() ? "" : text("Name: ", escaped(name_), ", ");
  if (size() == 0) return text("Series([], ", footer, "dtype: ", dtype(), ")");
  const Positions rows = shown(size(), kMaxRows, kEdgeRows);
  const Series part = take(rows);
  Cells labels = label_cells(part.labels_);
  Cells cells = value_cells(part);
  if (rows.size() < size()) {
    footer += text("Length: ", size(), ", ");
    const size_t wide = width(cells[kEdgeRows - 1]);
    labels.insert(labels.begin() + kEdgeRows, "");
    cells.insert(cells.begin() + kEdgeRows, aligned(dots(wide), wide, Align::center));
  }
  return text(join_columns({labels, cells}, 3), "\n", footer, "dtype: ", dtype());
}

}  // namespace weft
