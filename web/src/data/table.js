// A CSV table as arrays to train on: numbers in every column but one, which names a class. No page here.
// Rows are held out for validation from each class alike, drawn by a fixed seed: the end of a table that
// is sorted by class would be one class. Columns are scaled by the mean and deviation of the training rows.

import Papa from 'papaparse';

/** @typedef {{ label: string, share: number, scale: boolean }} Options    share: held out, from 0 to 1 */
/** @typedef {{ x: Float32Array<ArrayBuffer>, y: Int32Array<ArrayBuffer>, rows: Int32Array<ArrayBuffer> }} Split    rows: where in the file, empty ones not counted, the header is 1 */
/** @typedef {{ mean: Float64Array, deviation: Float64Array }} Scale    of each column, before it was scaled */
/** @typedef {Split & { test: Split, classes: string[], features: string[], scale?: Scale }} Table */

const MOST_CLASSES = 1000;
const MOST_TEXT = 400e6;
const SHOWN = 5;
/** Bytes in which a table's header and first rows are looked for. */
const PREVIEW = 2 ** 20;

/** @param {string} text */
const isNumber = (text) => text.trim() !== '' && Number.isFinite(Number(text));

/** Unpacked where it is gzip; UTF-8, or else as older spreadsheets write. @param {File} file @param {number} [most]    bytes that are wanted */
async function textOf(file, most = Infinity) {
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const gzip = a === 0x1f && b === 0x8b;
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
  const stream = gzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  const reader = stream.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let whole = false;
  for (let size = 0; size < most;) {
    const { value, done } = await reader.read().catch((error) => {
      throw new Error(
        `${file.name}: ${gzip ? 'gzip data is cut short or corrupt' : 'could not be read'}: ${error.message}`,
      );
    });
    whole = done;
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size > MOST_TEXT)
      throw new Error(`${file.name}: a table may have at most ${MOST_TEXT / 1e6} MB unpacked, got more`);
  }
  reader.cancel().catch(() => {});
  const text = decode(await new Blob(pieces).arrayBuffer(), whole);
  if (text.includes('\0')) throw new Error(`${file.name}: must be text in UTF-8, got a byte 0`);
  return { whole, text };
}

/** @param {ArrayBuffer} bytes @param {boolean} whole    or cut, in a character perhaps */
function decode(bytes, whole) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** @param {string} name @param {string[] | undefined} row @returns {string[]} */
function columnsOf(name, row) {
  const columns = (row ?? []).map((column) => column.trim());
  if (columns.length === 0) throw new Error(`${name}: must begin with the names of its columns, got nothing`);
  if (columns.every(isNumber))
    throw new Error(
      `${name}: must begin with the names of its columns, got the numbers ${columns.slice(0, 4).join(', ')}`,
    );
  const unnamed = columns.indexOf('');
  if (unnamed >= 0) throw new Error(`${name}: every column must have a name, number ${unnamed + 1} has none`);
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) throw new Error(`${name}: two columns have the name '${twice}'`);
  if (columns.length < 2)
    throw new Error(`${name}: must have a column beside the label, got only '${columns[0]}'`);
  return columns;
}

/** Its columns and first rows. @param {File} file */
export async function preview(file) {
  const { text, whole } = await textOf(file, PREVIEW);
  const lines = Papa.parse(text, { skipEmptyLines: 'greedy', preview: SHOWN + 1 }).data;
  // What was read may end in the middle of a row.
  if (!whole && lines.length <= SHOWN) lines.pop();
  const [head, ...rows] = lines;
  return {
    columns: columnsOf(file.name, /** @type {string[]} */ (head)),
    rows: /** @type {string[][]} */ (rows),
  };
}

/** @param {File} file @param {Options} options @returns {Promise<Table>} */
export async function readTable(file, { label, share, scale }) {
  const { name } = file;
  /** @type {string[] | undefined} */
  let columns;
  let labelAt = -1;
  let row = 1; // the header
  let values = new Float64Array(4096);
  let count = 0;
  /** @type {string[]} */
  const labels = [];

  /** @param {string[]} fields */
  const take = (fields) => {
    if (!columns) {
      columns = columnsOf(name, fields);
      labelAt = columns.indexOf(label);
      if (labelAt < 0) throw new Error(`${name}: there is no column '${label}', only: ${columns.join(', ')}`);
      return;
    }
    row++;
    if (fields.length !== columns.length)
      throw new Error(
        `${name}: row ${row} must have ${columns.length} fields as the header has, got ${fields.length}`,
      );
    if (count + fields.length > values.length) {
      const more = new Float64Array(2 * values.length);
      more.set(values);
      values = more;
    }
    for (const [i, field] of fields.entries()) {
      if (i === labelAt) continue;
      if (!isNumber(field))
        throw new Error(
          `${name}: row ${row}, column '${columns[i]}': ` +
            (field.trim() === '' ? 'a number is missing' : `must be a number, got '${field.slice(0, 40)}'`) +
            (/^\s*-?\d+,\d+\s*$/.test(field) ? '; decimals are written with a point' : ''),
        );
      values[count++] = Number(field);
    }
    const said = fields[labelAt].trim();
    if (said === '') throw new Error(`${name}: row ${row}, column '${label}': a class is missing`);
    labels.push(said);
  };

  Papa.parse((await textOf(file)).text, {
    skipEmptyLines: 'greedy',
    step({ data, errors }) {
      if (errors.some(({ type }) => type === 'Quotes'))
        throw new Error(`${name}: row ${row + 1}: a quote is opened and not closed`);
      take(/** @type {string[]} */ (data));
    },
  });
  if (!columns) columns = columnsOf(name, undefined);
  if (labels.length === 0) throw new Error(`${name}: there is no row behind the names of the columns`);
  const classes = classesOf(name, label, labels);
  const places = new Map(classes.map((text, i) => [text, i]));
  const y = Int32Array.from(labels, (text) => places.get(text) ?? 0);
  const features = columns.filter((_, i) => i !== labelAt);
  const held = heldOut(name, y, classes.length, share);
  const width = features.length;
  const scaled = scale ? standardize(values, width, held) : undefined;
  /** @param {boolean} test @returns {Split} */
  const split = (test) => {
    const places = Int32Array.from(y.keys()).filter((i) => held[i] === Number(test));
    const x = new Float32Array(places.length * width);
    places.forEach((from, to) => x.set(values.subarray(from * width, (from + 1) * width), to * width));
    // The header is the file's first row.
    return { x, y: places.map((i) => y[i]), rows: places.map((i) => i + 2) };
  };
  return { ...split(false), test: split(true), classes, features, ...(scaled && { scale: scaled }) };
}

/** Numbers in their order, texts in theirs. @param {string} name @param {string} label @param {string[]} labels */
function classesOf(name, label, labels) {
  const classes = [...new Set(labels)];
  if (classes.length < 2)
    throw new Error(`${name}: column '${label}' must hold two classes or more, got only '${classes[0]}'`);
  if (classes.length > MOST_CLASSES)
    throw new Error(
      `${name}: column '${label}' must hold at most ${MOST_CLASSES} classes, got ${classes.length}; is it the label?`,
    );
  return classes.every(isNumber) ? classes.sort((a, b) => Number(a) - Number(b)) : classes.sort();
}

/** Which rows are held out: of each class its share, and never all. @param {string} name @param {Int32Array} y @param {number} classes @param {number} share */
function heldOut(name, y, classes, share) {
  /** @type {number[][]} */
  const rows = Array.from({ length: classes }, () => []);
  y.forEach((place, i) => rows[place].push(i));
  const held = new Uint8Array(y.length);
  let state = 1;
  // Marsaglia's xorshift: what matters is that every visit draws the same rows.
  const draw = (/** @type {number} */ below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  let total = 0;
  for (const some of rows) {
    const count = Math.min(Math.round(share * some.length), some.length - 1);
    total += count;
    for (let k = 0; k < count; k++) {
      const at = k + draw(some.length - k);
      [some[k], some[at]] = [some[at], some[k]];
      held[some[k]] = 1;
    }
  }
  if (total === 0)
    throw new Error(
      `${name}: ${Math.round(100 * share)} % of each class must be a row or more, got ${y.length} rows of ${classes} classes`,
    );
  return held;
}

/** In place, by the rows that train. @param {Float64Array} values @param {number} width @param {Uint8Array} held @returns {Scale} */
function standardize(values, width, held) {
  const scale = { mean: new Float64Array(width), deviation: new Float64Array(width) };
  for (let column = 0; column < width; column++) {
    let [n, mean, sum] = [0, 0, 0];
    held.forEach((test, i) => {
      if (test) return;
      const off = values[i * width + column] - mean;
      mean += off / ++n;
      sum += off * (values[i * width + column] - mean);
    });
    const deviation = Math.sqrt(sum / n) || 1;
    scale.mean[column] = mean;
    scale.deviation[column] = deviation;
    for (let i = 0; i < held.length; i++) {
      const at = i * width + column;
      values[at] = (values[at] - mean) / deviation;
    }
  }
  return scale;
}
