// Tables in CSV (RFC 4180: quotes, doubled quotes, line ends within quotes, CRLF) as what a session
// trains on: numbers in every column but one, which holds classes or targets.

/**
 * x: one row after the other; y: class numbers, or targets where a loss asks for numbers.
 * @typedef {{ x: Float32Array<ArrayBuffer>, y: Float64Array<ArrayBuffer>, features: string[], classes: string[] }} Table
 */
/** @typedef {{ name: string, label: string, separator?: string, wantsClasses: boolean }} Options */

/**
 * @param {string} text @param {Options} options
 * @param {Table} [like]    columns in its order, and its classes
 * @returns {Table}
 */
export function parseTable(text, { name, label, separator = ',', wantsClasses }, like) {
  const begin = text.slice(0, 100).trimStart();
  if (/^<(!doctype|html|\?xml)/i.test(begin)) {
    throw new Error(
      `${name}: must be CSV, got a page that begins with ${JSON.stringify(begin.slice(0, 20))}`,
    );
  }
  const rows = records(name, text, separator);
  const head = rows.next();
  if (head.done) throw new Error(`${name}: must have a line with the names of its columns, got nothing`);
  const columns = head.value.fields.map((column) => column.trim());
  const labelAt = columns.indexOf(label);
  if (labelAt < 0) throw new Error(`${name}: there is no column '${label}', only: ${columns.join(', ')}`);
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) throw new Error(`${name}: two columns have the name '${twice}'`);
  if (columns.length < 2) throw new Error(`${name}: there is no column beside '${label}'`);
  const features = like?.features ?? columns.filter((_, i) => i !== labelAt);
  const order = features.map((feature) => columns.indexOf(feature));
  if (order.length !== columns.length - 1 || order.includes(-1)) {
    throw new Error(
      `${name}: columns must be those of the training data, ${[...features, label].join(', ')}, got ${columns.join(', ')}`,
    );
  }

  /** @type {number[]} */
  const x = [];
  /** @type {{ line: number, value: string }[]} */
  const labels = [];
  for (const { line, fields } of rows) {
    if (fields.length !== columns.length) {
      throw new Error(
        `${name}: line ${line} must have ${columns.length} fields as the first one has, got ${fields.length}`,
      );
    }
    for (const at of order) x.push(numberIn(name, line, columns[at], fields[at]));
    labels.push({ line, value: fields[labelAt].trim() });
  }
  if (labels.length === 0) throw new Error(`${name}: there is no line behind the names of the columns`);

  const where = { name, label };
  const { y, classes } = wantsClasses
    ? toClasses(where, labels, like?.classes)
    : { y: labels.map(({ line, value }) => numberIn(name, line, label, value)), classes: [] };
  return { x: Float32Array.from(x), y: Float64Array.from(y), features, classes };
}

/**
 * Texts become the places of their classes, sorted by name; whole numbers are such places.
 * @param {{ name: string, label: string }} where @param {{ line: number, value: string }[]} labels @param {string[]} [known]
 */
function toClasses({ name, label }, labels, known) {
  const empty = labels.find(({ value }) => value === '');
  if (empty) throw new Error(`${name}: line ${empty.line}, column '${label}': a class is missing`);
  const numbers = labels.map(({ value }) => Number(value));
  if (known ? known.length === 0 : numbers.every(Number.isFinite)) {
    const wrong = numbers.findIndex((value) => !Number.isInteger(value) || value < 0);
    if (wrong < 0) return { y: numbers, classes: [] };
    const { line, value } = labels[wrong];
    throw new Error(
      `${name}: line ${line}, column '${label}': a class must be a whole number from 0 or a text, got ${value}; other numbers need a loss for them, such as 'mse'`,
    );
  }
  const classes = known ?? [...new Set(labels.map(({ value }) => value))].sort();
  const places = new Map(classes.map((text, i) => [text, i]));
  const y = labels.map(({ line, value }) => {
    const place = places.get(value);
    if (place !== undefined) return place;
    throw new Error(
      `${name}: line ${line}, column '${label}': a class must be one of the training data's, ${classes.join(', ')}, got '${value}'`,
    );
  });
  return { y, classes };
}

/** @param {string} name @param {number} line @param {string} column @param {string} field */
function numberIn(name, line, column, field) {
  const value = Number(field);
  if (Number.isFinite(value) && field.trim() !== '') return value;
  throw new Error(
    `${name}: line ${line}, column '${column}': ` +
      (field.trim() === '' ? 'a number is missing' : `must be a number, got '${field}'`),
  );
}

/**
 * The fields of each line that is not blank, with the number of the line on which they begin.
 * @param {string} name @param {string} text @param {string} separator
 * @returns {Generator<{ line: number, fields: string[] }, undefined>}
 */
export function* records(name, text, separator = ',') {
  const stop = separator.charCodeAt(0);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; // a byte order mark
  for (let line = 1; at < text.length; line++) {
    const first = line;
    const fields = [];
    for (;;) {
      let end = at;
      if (text[at] === '"') {
        let field = '';
        do {
          const quote = text.indexOf('"', end + 1);
          if (quote < 0) throw new Error(`${name}: line ${line}: a quote is opened and not closed`);
          field += text.slice(end + (end > at ? 0 : 1), quote);
          end = quote + 1;
        } while (text[end] === '"');
        for (const [lineEnd] of field.matchAll(/\r\n|\r|\n/g)) line += lineEnd ? 1 : 0;
        fields.push(field);
        const code = text.charCodeAt(end);
        if (end < text.length && code !== stop && code !== 10 && code !== 13) {
          throw new Error(
            `${name}: line ${line}: a closing quote must end its field, got '${text[end]}' behind it`,
          );
        }
      } else {
        let code = text.charCodeAt(end);
        while (end < text.length && code !== stop && code !== 10 && code !== 13)
          code = text.charCodeAt(++end);
        fields.push(text.slice(at, end));
      }
      at = end + 1;
      if (text.charCodeAt(end) !== stop) {
        if (text[end] === '\r' && text[at] === '\n') at++;
        break;
      }
      if (at === text.length) {
        fields.push(''); // a separator at the very end has an empty field behind it
        break;
      }
    }
    if (fields.length > 1 || fields[0].trim() !== '') yield { line: first, fields };
  }
}
