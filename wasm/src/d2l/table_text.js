// Tables and series as pandas prints them: at most 60 rows, then the first and last 5; all columns on one line
// each, since there is no terminal whose width could be asked for.

/** @typedef {{ name: string, values: readonly import('./table.js').Cell[], dtype: string, index: readonly (number | string)[], length: number, take: (rows: readonly number[]) => Column }} Column */

const MOST = 60;
const EDGE = 5;
const WIDEST = 50;

/** @param {import('./table.js').Cell} cell */
export const isMissing = (cell) => cell === null || Number.isNaN(cell);

/** @param {readonly string[]} cells */
const width = (cells) => Math.max(0, ...cells.map((cell) => [...cell].length));
/** @param {string} text @param {number} to */
const left = (text, to) => text + ' '.repeat(Math.max(to - [...text].length, 0));
/** @param {string} text @param {number} to */
const right = (text, to) => ' '.repeat(Math.max(to - [...text].length, 0)) + text;

/** @param {number} length */
function shownRows(length) {
  const all = Array.from({ length }, (_, i) => i);
  return length <= MOST ? all : [...all.slice(0, EDGE), ...all.slice(-EDGE)];
}

/** @param {{ series: readonly Column[], index: readonly (number | string)[], columns: readonly string[] }} frame */
export function frameText(frame) {
  const { series, index, columns } = frame;
  if (series.length === 0 || index.length === 0)
    return `Empty DataFrame\nColumns: [${columns.join(', ')}]\nIndex: [${index.join(', ')}]`;
  const rows = shownRows(index.length);
  const cut = rows.length < index.length;
  const labels = labelCells(rows.map((i) => index[i]));
  const lines = [['', ...labels], ...series.map((column) => columnCells(column.take(rows)))];
  if (cut) {
    for (const [i, cells] of lines.entries()) {
      const wide = width([cells[1]]);
      cells.splice(EDGE + 1, 0, (i === 0 ? left : right)(wide > 3 ? '...' : '..', wide));
    }
  }
  const text = join(lines, 1);
  return cut ? `${text}\n\n[${index.length} rows x ${series.length} columns]` : text;
}

/** @param {Column} series */
export function seriesText(series) {
  const footer = series.name === '' ? '' : `Name: ${escaped(series.name)}, `;
  if (series.length === 0) return `Series([], ${footer}dtype: ${series.dtype})`;
  const rows = shownRows(series.length);
  const cells = valueCells(series.take(rows));
  const labels = labelCells(rows.map((i) => series.index[i]));
  const cut = rows.length < series.length;
  if (cut) {
    const wide = width([cells[EDGE - 1]]);
    const dots = wide > 3 ? '...' : '..';
    labels.splice(EDGE, 0, '');
    cells.splice(EDGE, 0, left(' '.repeat(Math.ceil((wide - dots.length) / 2)) + dots, wide));
  }
  const length = cut ? `Length: ${series.length}, ` : '';
  return `${join([labels, cells], 3)}\n${footer}${length}dtype: ${series.dtype}`;
}

/** Numbers have room for a sign, and so has their header. @param {Column} column */
function columnCells(column) {
  const header = (column.dtype === 'object' ? '' : ' ') + escaped(column.name);
  const cells = fitted(valueCells(column), width([header]));
  return [right(header, width(cells)), ...cells];
}

/** @param {readonly (number | string)[]} labels */
function labelCells(labels) {
  const cells = labels.map((label) => escaped(String(label)));
  return cells.map((cell) => left(cell, width(cells)));
}

/** @param {Column} column */
function valueCells({ values, dtype }) {
  const cells =
    dtype === 'float64'
      ? floatCells(values.map(Number))
      : values.map((value) => {
          if (isMissing(value)) return ' NaN';
          if (typeof value === 'boolean') return value ? ' True' : ' False';
          return typeof value === 'number' && value < 0 ? String(value) : ` ${escaped(String(value))}`;
        });
  return fitted(cells);
}

/** One width, at most 50; what is longer ends in dots. @param {string[]} cells */
function fitted(cells, least = 0) {
  const to = Math.min(Math.max(width(cells), least), WIDEST);
  return cells.map((cell) => {
    const letters = [...cell];
    return right(letters.length > to ? `${letters.slice(0, to - 3).join('')}...` : cell, to);
  });
}

/** Six digits behind the point, without the zeros that all end in; powers of ten where that hides values. @param {number[]} values */
function floatCells(values) {
  // From 1e21 on, toFixed() writes powers of ten.
  const fixed = (/** @type {number} */ x) => (x < 1e21 ? x.toFixed(6) : `${BigInt(x)}.000000`);
  const plain = trimmed(values, (x) => fixed(Math.abs(x)));
  const large = values.some((x) => Math.abs(x) > 1e6);
  const small = values.some((x) => x !== 0 && Math.abs(x) < 1e-6);
  if (!small && !(large && width(plain) > 12)) return plain;
  return trimmed(values, (x) =>
    Math.abs(x)
      .toExponential(6)
      .replace(/e([+-])(\d)$/, 'e$10$2'),
  );
}

/** @param {number[]} values @param {(x: number) => string} format */
function trimmed(values, format) {
  const cells = values.map((x) => {
    if (Number.isNaN(x)) return 'NaN';
    const sign = x < 0 || Object.is(x, -0) ? '-' : ' ';
    return sign + (Number.isFinite(x) ? format(x) : 'inf');
  });
  const fixed = (/** @type {string} */ cell) => cell.includes('.') && !cell.includes('e');
  const zeros = Math.min(...cells.filter(fixed).map((cell) => (/0*$/.exec(cell)?.[0] ?? '').length));
  return cells.map((cell) => {
    if (!fixed(cell)) return cell;
    const short = cell.slice(0, cell.length - zeros);
    return short.endsWith('.') ? `${short}0` : short;
  });
}

/** Columns side by side. @param {readonly (readonly string[])[]} columns @param {number} space */
function join(columns, space) {
  const widths = columns.map(width);
  return columns[0]
    .map((_, row) =>
      columns.map((cells, i) => left(cells[row], widths[i] + (i < columns.length - 1 ? space : 0))).join(''),
    )
    .join('\n');
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('\t', '\\t').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
