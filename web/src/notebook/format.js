// Values as a notebook in Python shows them: tensors by their own text, shapes as Size([3, 4]), lists as tuples with
// what does not fit on a line below each other (as IPython breaks them), numbers, strings and truth in Python's spelling.
// Functions only: an exported file carries this one at its end.

/** What the last expression of a cell, or `display`, shows. @param {unknown} value */
export function toText(value) {
  return textOf(value, 0, 0, new Set());
}

/** What `print` writes. @param {unknown[]} values */
export function toLine(values) {
  return values.map((value) => (typeof value === 'string' ? value : toText(value))).join(' ');
}

/** @param {unknown} value @param {number} indent @param {number} after    characters that follow on its last line @param {Set<object>} inside @returns {string} */
function textOf(value, indent, after, inside) {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (inside.has(value)) return '...';
  const within = new Set(inside).add(value);
  if (isShape(value)) return `Size([${value.join(', ')}])`;
  if (Array.isArray(value))
    return groupText(value, value.length === 1 ? ['(', ',)'] : ['(', ')'], indent, after, within);
  if (value instanceof Set) return groupText([...value], ['{', '}'], indent, after, within);
  if (value instanceof Map) return pairsText([...value], indent, after, within);
  if (ArrayBuffer.isView(value) && 'length' in value) {
    const items = Array.from(/** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value)));
    return groupText(items, ['array([', '])'], indent, after, within);
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype)
    return pairsText(Object.entries(value), indent, after, within);
  const text = String(value);
  if (text === '[object Object]') return `<${value.constructor?.name || 'object'} object>`;
  return text.replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** A tensor's shape is a list that cannot be changed. @param {unknown} value @returns {value is readonly number[]} */
function isShape(value) {
  return Array.isArray(value) && Object.isFrozen(value) && value.every(Number.isInteger);
}

/** @param {unknown} value */
function scalarText(value) {
  if (value === undefined || value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'function') return String(value);
  const kind = /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function';
  return `<${kind} ${value.name || 'without a name'}>`;
}

/** As Python writes a float, or an int where it is whole. @param {number} x */
function numberText(x) {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  if (Object.is(x, -0)) return '-0.0';
  const [digits, power] = x.toExponential().split('e');
  const exponent = Number(power);
  if (x === 0 || (exponent >= -4 && exponent < (Number.isInteger(x) ? 21 : 16))) return String(x);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** @param {string} text */
function quoted(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** @param {[unknown, unknown][]} pairs @param {number} indent @param {number} after @param {Set<object>} inside */
function pairsText(pairs, indent, after, inside) {
  const keys = pairs.map(([key]) => `${textOf(key, 0, 0, inside)}: `);
  return groupText(
    pairs.map(([, value]) => value),
    ['{', '}'],
    indent,
    after,
    inside,
    keys,
  );
}

/** On one line of 79 characters if that is possible, otherwise one item a line. @param {unknown[]} items @param {[string, string]} brackets @param {number} indent @param {number} after @param {Set<object>} inside @param {string[]} [keys] */
function groupText(items, [open, close], indent, after, inside, keys = []) {
  const most = 1000;
  const shown = items.slice(0, most);
  const rest = items.length > most ? `, ... ${items.length - most} more` : '';
  const flat = shown.map((item, i) => (keys[i] ?? '') + textOf(item, 0, -Infinity, inside)).join(', ');
  const line = open + flat + rest + close;
  if (!line.includes('\n') && indent + line.length + after <= 79) return line;
  const deeper = indent + open.length;
  const parts = shown.map((item, i) => {
    const key = keys[i] ?? '';
    const ends = i === shown.length - 1 ? close.length + after : 1;
    return key + textOf(item, deeper + key.length, ends, inside);
  });
  return open + parts.join(`,\n${' '.repeat(deeper)}`) + rest + close;
}
