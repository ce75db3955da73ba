// A small table with named columns, as much of pandas' DataFrame as preparing data needs (2.2): selection,
// missing values, indicator columns, and the way into a tensor. Tables are values: every method gives a new one.
// Text is missing as null, a number as NaN.

import { checkOptions, show } from '../check.js';
import { parseFrame } from './table_csv.js';
import { frameText, isMissing, seriesText } from './table_text.js';

/** @typedef {number | boolean | string | null} Cell */
/** @typedef {'float64' | 'int64' | 'bool' | 'object'} ColumnType */
/** @typedef {readonly (number | string)[]} Labels */

/** @param {import('./index.js').Context} context */
export function tables({ weft }) {
  /** One column: values of one kind, a name, and a label for each row. */
  class Series {
    /** @param {string} name @param {readonly Cell[]} values @param {ColumnType} dtype @param {Labels} [index] */
    constructor(name, values, dtype, index = values.map((_, i) => i)) {
      this.name = name;
      this.values = values;
      this.dtype = dtype;
      this.index = index;
    }
    get length() {
      return this.values.length;
    }
    /** @param {readonly number[]} rows */
    take(rows) {
      const labels = rows.map((i) => this.index[i]);
      return new Series(
        this.name,
        rows.map((i) => this.values[i]),
        this.dtype,
        labels,
      );
    }
    /** By position; a range gives a series. @param {number | string} row @returns {any} */
    iloc(row) {
      const rows = positions('iloc', row, this.length);
      return typeof row === 'number' ? this.values[rows[0]] : this.take(rows);
    }
    /** @param {readonly Cell[]} values @param {ColumnType} [dtype] */
    with(values, dtype = this.dtype) {
      return new Series(this.name, values, dtype, this.index);
    }
    isna() {
      return this.with(this.values.map(isMissing), 'bool');
    }
    /** Its missing values, if there are any, as this one. @param {Cell} value */
    fillna(value) {
      if (this.dtype !== 'float64' && this.dtype !== 'object') return this;
      if ((typeof value === 'string') !== (this.dtype === 'object') && this.values.some(isMissing))
        throw new Error(`fillna: column '${this.name}' is ${this.dtype}, got ${show(value)}`);
      return this.with(this.values.map((cell) => (isMissing(cell) ? value : cell)));
    }
    dropna() {
      return this.take(this.values.flatMap((cell, i) => (isMissing(cell) ? [] : [i])));
    }
    sum() {
      return this.#numbers('sum').reduce((sum, x) => sum + x, 0);
    }
    mean() {
      const numbers = this.#numbers('mean');
      return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    }
    /** Of what is not missing. @param {string} who */
    #numbers(who) {
      if (this.dtype === 'object') throw new Error(`${who}: column '${this.name}' must be numbers, got text`);
      return this.values.filter((cell) => !isMissing(cell)).map(Number);
    }
    /** @param {import('../../index.js').DType} [dtype] */
    toTensor(dtype = 'float64') {
      return weft.scope(() => new DataFrame([this]).toTensor(dtype).reshape(-1));
    }
    toString() {
      return seriesText(this);
    }
    [Symbol.for('nodejs.util.inspect.custom')]() {
      return this.toString();
    }
  }

  class DataFrame {
    /** @param {readonly Series[]} columns */
    constructor(columns, /** @type {Labels} */ index = columns[0]?.index ?? []) {
      this.series = columns;
      this.index = index;
    }
    get columns() {
      return this.series.map(({ name }) => name);
    }
    get shape() {
      return [this.index.length, this.series.length];
    }
    get dtypes() {
      const types = this.series.map(({ dtype }) => dtype);
      return new Series('', types, 'object', this.columns);
    }
    /** A column by its name, or a table of several. @param {string | readonly string[]} key @returns {any} */
    get(key) {
      if (Array.isArray(key))
        return new DataFrame(
          key.map((name) => this.get(name)),
          this.index,
        );
      const found = this.series.find(({ name }) => name === key);
      if (found) return found;
      throw new Error(`get: there is no column '${key}', only: ${this.columns.join(', ')}`);
    }
    /** @param {readonly number[]} rows @param {readonly Series[]} [columns] */
    #take(rows, columns = this.series) {
      const labels = rows.map((i) => this.index[i]);
      return new DataFrame(
        columns.map((column) => column.take(rows)),
        labels,
      );
    }
    /** By position, as an index is written: iloc(':, 0:2'), iloc('1, 2'). @param {...(string | number)} parts @returns {any} */
    iloc(...parts) {
      const [row = ':', column = ':', ...more] = parts
        .join(',')
        .split(',')
        .map((part) => part.trim());
      if (more.length > 0) throw new Error(`iloc: takes rows and columns, got ${parts.join(', ')}`);
      const rows = positions('iloc', row, this.index.length);
      const columns = positions('iloc', column, this.series.length).map((i) => this.series[i]);
      if (!isRange(column)) return isRange(row) ? columns[0].take(rows) : columns[0].values[rows[0]];
      return isRange(row) ? this.#take(rows, columns) : this.#row(rows[0], columns);
    }
    /**
     * By label: loc(':', ['NumRooms', 'Price']), loc('1:3', 'Price'), loc([0, 4]), loc(mask). A range of labels has
     * both its ends, as in pandas.
     * @param {string | number | readonly number[] | Series} rows @param {string | readonly string[]} [columns] @returns {any}
     */
    loc(rows, columns) {
      if (typeof rows === 'number') {
        const at = this.#labelled(rows);
        if (typeof columns === 'string') return this.get(columns).values[at];
        return this.#row(at, columns ? this.get(columns).series : this.series);
      }
      const chosen = this.#take(this.#rowsOf(rows));
      return columns === undefined ? chosen : chosen.get(columns);
    }
    /** @param {number} row @param {readonly Series[]} columns */
    #row(row, columns) {
      const text = columns.find(({ dtype }) => dtype === 'object');
      if (text) throw new Error(`iloc: a row as a series needs numbers, but '${text.name}' is text`);
      const dtype = columns.every((column) => column.dtype === 'int64') ? 'int64' : 'float64';
      const values = columns.map((column) => Number(column.values[row]));
      return new Series(
        String(this.index[row]),
        values,
        dtype,
        columns.map(({ name }) => name),
      );
    }
    /** @param {number} label */
    #labelled(label) {
      const at = this.index.indexOf(label);
      if (at < 0) throw new Error(`loc: there is no row '${label}'`);
      return at;
    }
    /** @param {string | readonly number[] | Series} rows */
    #rowsOf(rows) {
      if (rows instanceof Series) {
        if (rows.dtype !== 'bool') throw new Error(`loc: a mask must be bool, got ${rows.dtype}`);
        return rows.values.flatMap((on, i) => (on ? [i] : []));
      }
      if (Array.isArray(rows)) return rows.map((label) => this.#labelled(label));
      if (typeof rows !== 'string')
        throw new Error(`loc: rows must be a label, a list of them, a range or a mask, got ${show(rows)}`);
      const [first, last, step] = rows
        .split(':')
        .map((part) => (part.trim() === '' ? undefined : Number(part)));
      const start = first === undefined ? 0 : this.#labelled(first);
      const end = last === undefined ? this.index.length : this.#labelled(last) + 1;
      return positions('loc', `${start}:${end}:${step ?? 1}`, this.index.length);
    }
    /** @param {(column: Series) => Series} f */
    #each(f) {
      return new DataFrame(this.series.map(f), this.index);
    }
    isna() {
      return this.#each((column) => column.isna());
    }
    /** A number or text for all, or a series with a value for each column that it has a label for. @param {Cell | Series} value */
    fillna(value) {
      if (!(value instanceof Series)) return this.#each((column) => column.fillna(value));
      return this.#each((column) => {
        const at = value.index.indexOf(column.name);
        return at < 0 ? column : column.fillna(value.values[at]);
      });
    }
    /** Without the rows, or the columns (axis 1), that lack a value. @param {{ axis?: 0 | 1 }} [options] */
    dropna(options = {}) {
      const { axis = 0 } = checkOptions('dropna', options, ['axis']);
      if (axis !== 0 && axis !== 1) throw new Error(`dropna: axis must be 0 or 1, got ${show(axis)}`);
      if (axis === 1)
        return new DataFrame(
          this.series.filter(({ values }) => !values.some(isMissing)),
          this.index,
        );
      const rows = this.index.map((_, i) => i);
      return this.#take(rows.filter((i) => !this.series.some(({ values }) => isMissing(values[i]))));
    }
    /** Without these columns. @param {readonly string[]} names */
    drop(names) {
      if (!Array.isArray(names)) throw new Error(`drop: needs a list of names, got ${show(names)}`);
      for (const name of names) this.get(name);
      return new DataFrame(
        this.series.filter(({ name }) => !names.includes(name)),
        this.index,
      );
    }
    head(n = 5) {
      return this.iloc(`:${n}`);
    }
    /** One number for each column. @param {{ numericOnly?: boolean }} [options] */
    mean(options = {}) {
      return this.#reduce('mean', 'float64', options);
    }
    /** @param {{ numericOnly?: boolean }} [options] */
    sum(options = {}) {
      return this.#reduce('sum', 'int64', options);
    }
    /** @param {'mean' | 'sum'} how @param {ColumnType} dtype @param {{ numericOnly?: boolean }} options */
    #reduce(how, dtype, options) {
      const { numericOnly = false } = checkOptions(how, options, ['numericOnly']);
      const used = this.series.filter((column) => !numericOnly || column.dtype !== 'object');
      const type = used.some((column) => column.dtype === 'float64') ? 'float64' : dtype;
      return new Series(
        '',
        used.map((column) => column[how]()),
        type,
        used.map(({ name }) => name),
      );
    }
    /** (rows, columns); what is missing becomes NaN. @param {import('../../index.js').DType} [dtype] */
    toTensor(dtype = 'float64') {
      const text = this.series.find((column) => column.dtype === 'object');
      if (text) throw new Error(`toTensor: column '${text.name}' must be numbers, got text`);
      if (!dtype.startsWith('float') && this.series.some(({ values }) => values.some(isMissing)))
        throw new Error(`toTensor: missing values need a floating dtype, got ${dtype}`);
      const rows = this.index.flatMap((_, i) => this.series.map(({ values }) => Number(values[i])));
      return weft.scope(() => weft.fromTypedArray(Float64Array.from(rows), this.shape).to(dtype));
    }
    toString() {
      return frameText(this);
    }
    [Symbol.for('nodejs.util.inspect.custom')]() {
      return this.toString();
    }
  }

  /** A table from CSV with a line of names; the types of columns are found out. @param {string} text @param {{ name?: string }} [options]    the name stands in errors */
  function readCsv(text, options = {}) {
    const { name = 'csv' } = checkOptions('readCsv', options, ['name']);
    if (typeof text !== 'string') throw new Error(`readCsv: needs the text of a table, got ${show(text)}`);
    const columns = parseFrame(name, text);
    return new DataFrame(columns.map((column) => new Series(column.name, column.values, column.dtype)));
  }

  /**
   * Each column of text becomes indicator columns NAME_VALUE behind the numbers; with dummyNa also NAME_nan for what
   * is missing.
   * @param {DataFrame} frame @param {{ dummyNa?: boolean }} [options]
   */
  function getDummies(frame, options = {}) {
    const { dummyNa = false } = checkOptions('getDummies', options, ['dummyNa']);
    if (!(frame instanceof DataFrame)) throw new Error(`getDummies: needs a table, got ${show(frame)}`);
    const numbers = frame.series.filter(({ dtype }) => dtype !== 'object');
    const dummies = frame.series
      .filter((column) => column.dtype === 'object')
      .flatMap(({ name, values, index }) => {
        const kinds = [...new Set(values.filter((value) => value !== null))].sort();
        const columns = kinds.map(
          (kind) =>
            new Series(
              `${name}_${kind}`,
              values.map((v) => v === kind),
              'bool',
              index,
            ),
        );
        const missing = new Series(`${name}_nan`, values.map(isMissing), 'bool', index);
        return dummyNa ? [...columns, missing] : columns;
      });
    return new DataFrame([...numbers, ...dummies], frame.index);
  }

  return { readCsv, getDummies };
}

/** @param {string | number} part */
const isRange = (part) => typeof part === 'string' && part.includes(':');

/** Of an index or of 'start:stop:step', as Python counts. @param {string} who @param {string | number} part @param {number} length */
function positions(who, part, length) {
  const numbers = String(part)
    .split(':')
    .map((text) => (text.trim() === '' ? undefined : Number(text)));
  const wrong = numbers.some((n) => n !== undefined && !Number.isInteger(n));
  if (wrong || numbers.length > 3) throw new Error(`${who}: needs whole numbers or a range, got '${part}'`);
  const [start, stop, step = 1] = numbers;
  const place = (/** @type {number} */ n) => (n < 0 ? n + length : n);
  if (numbers.length === 1) {
    const at = place(start ?? NaN);
    if (!(at >= 0 && at < length)) throw new Error(`${who}: index ${part} is out of range for ${length}`);
    return [at];
  }
  if (step < 1) throw new Error(`${who}: a step must be at least 1, got ${step}`);
  const rows = [];
  for (let i = Math.max(place(start ?? 0), 0); i < Math.min(place(stop ?? length), length); i += step)
    rows.push(i);
  return rows;
}
