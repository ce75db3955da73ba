// Values as Python shows them: below a cell of a notebook, or by print.

/** What fits on a line of a tuple. */
const LINE = 79;

/** @typedef {import('../../d2l.js').Message} Message */

const MESSAGES = new Set(['text', 'plot', 'images', 'board', 'svg']);

/** Whether it is one of the messages that a host shows. @param {any} value @returns {value is Message} */
const isMessage = (value) =>
  Object.getPrototypeOf(value ?? 0) === Object.prototype && MESSAGES.has(value.type);

/** @param {import('./index.js').Context} context */
export function showing({ display }) {
  return {
    textOf,
    /** Texts as they are, other values as Python's print shows them, with blanks between. @param {...unknown} values */
    print(...values) {
      display({
        type: 'text',
        text: values.map((value) => (typeof value === 'string' ? value : textOf(value))).join(' '),
      });
    },
    /** A message as it is, any other value as a text; nothing for undefined and null. @param {unknown} value */
    display(value) {
      if (isMessage(value)) display(value);
      else if (value !== undefined && value !== null) display({ type: 'text', text: textOf(value) });
    },
  };
}

/**
 * A list of numbers or texts is a list, [2, 3]; a list of anything else a tuple, (tensor(1), [2]): on one line if it
 * fits, else each item on lines of its own.
 * @param {unknown} value @returns {string}
 */
export function textOf(value) {
  switch (typeof value) {
    case 'undefined':
      return 'None';
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return Number.isNaN(value) ? 'nan' : String(value).replace('Infinity', 'inf');
    case 'string':
      return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`;
    case 'function':
      return `<${/^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function'} ${value.name}>`;
    case 'object':
      return value === null ? 'None' : objectText(value);
    default:
      return String(value);
  }
}

/** @param {object} value */
function objectText(value) {
  if (Array.isArray(value)) {
    const parts = value.map(textOf);
    if (value.every((item) => typeof item !== 'object' || item === null)) return `[${parts.join(', ')}]`;
    const line = `(${parts.join(', ')}${parts.length === 1 ? ',' : ''})`;
    if (!line.includes('\n') && line.length <= LINE) return line;
    return `(${parts.map((part) => part.replaceAll('\n', '\n ')).join(',\n ')})`;
  }
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return `[${[.../** @type {any} */ (value)].join(', ')}]`;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null)
    return `{${Object.entries(value)
      .map(([key, item]) => `'${key}': ${textOf(item)}`)
      .join(', ')}}`;
  // Tensors and tables say themselves what they are.
  return prototype.toString === Object.prototype.toString || value.toString === Object.prototype.toString
    ? `<${prototype.constructor?.name ?? 'object'}>`
    : String(value);
}
