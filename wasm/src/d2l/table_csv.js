// Columns of a table from CSV, and what they are: whole numbers, numbers, truths or text. The rules are pandas'.

import { records } from '../csv.js';

/** @typedef {import('./table.js').Cell} Cell */

const MISSING = new Set(
  (
    ',#N/A,#N/A N/A,#NA,-1.#IND,-1.#QNAN,-NaN,-nan,1.#IND,1.#QNAN,' + '<NA>,N/A,NA,NULL,NaN,None,n/a,nan,null'
  ).split(','),
);
const WHOLE = /^\s*[+-]?\d+\s*$/;
const NUMBER = /^\s*[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf|infinity)\s*$/i;
const TRUTH = /^(True|TRUE|true|False|FALSE|false)$/;

/** @param {string} name @param {string} text */
export function parseFrame(name, text) {
  const rows = records(name, text);
  const head = rows.next();
  if (head.done) throw new Error(`${name}: the first line must name the columns, got no text`);
  const names = namesOf(head.value.fields);
  /** @type {string[][]} */
  const columns = names.map(() => []);
  for (const { line, fields } of rows) {
    if (fields.length !== names.length)
      throw new Error(
        `${name}: line ${line}, column ${Math.min(fields.length, names.length) + 1}: ` +
          `a row must have ${names.length} fields as the header has, got ${fields.length}`,
      );
    fields.forEach((field, i) => columns[i].push(field));
  }
  return columns.map((fields, i) => ({ name: names[i], ...column(fields) }));
}

/** @param {string[]} fields @returns {{ values: Cell[], dtype: import('./table.js').ColumnType }} */
function column(fields) {
  const there = fields.filter((field) => !MISSING.has(field));
  const complete = there.length === fields.length;
  const all = (/** @type {RegExp} */ pattern) => there.every((field) => pattern.test(field));
  const read = (/** @type {(field: string) => Cell} */ value, /** @type {Cell} */ missing) =>
    fields.map((field) => (MISSING.has(field) ? missing : value(field)));
  if (fields.length > 0 && all(NUMBER)) {
    const dtype = complete && all(WHOLE) ? 'int64' : 'float64';
    return { values: read(numberOf, NaN), dtype };
  }
  if (fields.length > 0 && all(TRUTH)) {
    const truth = (/** @type {string} */ field) => field.toLowerCase() === 'true';
    // Truths among which one is missing are text in pandas.
    if (complete) return { values: read(truth, null), dtype: 'bool' };
    return { values: read((field) => (truth(field) ? 'True' : 'False'), null), dtype: 'object' };
  }
  return { values: read((field) => field, null), dtype: 'object' };
}

/** @param {string} field */
function numberOf(field) {
  const inf = /^\s*([+-]?)inf/i.exec(field);
  return inf ? Number(`${inf[1]}Infinity`) : Number(field);
}

/** As pandas makes them different: a, a.1, a.2; Unnamed: 2 where there is none. @param {string[]} header */
function namesOf(header) {
  /** @type {string[]} */
  const names = [];
  for (const [i, written] of header.entries()) {
    const first = written || `Unnamed: ${i}`;
    let name = first;
    for (let n = 1; names.includes(name) || (n > 1 && header.includes(name)); n++) name = `${first}.${n}`;
    names.push(name);
  }
  return names;
}
