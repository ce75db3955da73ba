// Checks of what callers hand over. Every text names the function, the rule and the value.

/** A value as it stands in an error. @param {unknown} value */
export function show(value) {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null)
    return `a value of type ${value.constructor?.name ?? 'Object'}`;
  return typeof value === 'function' ? 'a function' : String(value);
}

/** The one that a third of the letters, two at most, have to change for. @param {string} word @param {readonly string[]} list */
function nearest(word, list) {
  const fold = (/** @type {string} */ text) => text.toLowerCase().replace(/[-_ ]/g, '');
  let [best, least] = ['', Math.min(2, word.length / 3) + 1];
  for (const item of list) {
    const steps = distance(fold(word), fold(item));
    if (steps < least) [best, least] = [item, steps];
  }
  return best;
}

/** Letters to put in, take out or exchange (Levenshtein), row by row. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length];
}

/**
 * An object that has no other keys than these.
 * @param {string} who
 * @param {unknown} options
 * @param {readonly string[]} known
 * @returns {Record<string, any>}
 */
export function checkOptions(who, options, known) {
  if (typeof options !== 'object' || options === null) {
    throw new Error(`${who}: options must be an object, got ${show(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw new Error(
      `${who}: there is no option '${key}'${near ? `; did you mean '${near}'?` : `, only: ${known.join(', ')}`}`,
    );
  }
  return options;
}

/**
 * A whole number in a range, or nothing.
 * @param {string} who @param {string} name @param {unknown} value @param {number} least @param {number} most
 * @returns {number | undefined}
 */
export function wholeNumber(who, name, value, least, most) {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${who}: ${name} must be a whole number from ${least} to ${most}, got ${show(value)}`);
  }
  return value;
}

/** @param {string} who @param {string} name @param {unknown} value @returns {number | undefined} */
export function positiveNumber(who, name, value) {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value > 0) || value === Infinity) {
    throw new Error(`${who}: ${name} must be a number above 0, got ${show(value)}`);
  }
  return value;
}

/** @param {string} who @param {string} name @param {unknown} value @returns {number | undefined} */
export function atLeast0(who, name, value) {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value >= 0) || value === Infinity)
    throw new Error(`${who}: ${name} must be a number of at least 0, got ${show(value)}`);
  return value;
}

/** @param {string} who @param {string} name @param {unknown} value @returns {number | undefined} */
export function fraction(who, name, value) {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    throw new Error(`${who}: ${name} must be a number from 0 to 1, got ${show(value)}`);
  return value;
}

/** Numbers from 0. @param {string} who @param {string} name @param {unknown} value @returns {number[]} */
export function numberList(who, name, value) {
  if (!Array.isArray(value) || value.length === 0 || !value.every((n) => Number.isFinite(n) && n >= 0))
    throw new Error(
      `${who}: ${name} must be a list of numbers from 0, got ${Array.isArray(value) ? `[${value}]` : show(value)}`,
    );
  return value;
}

/** @param {string} who @param {string} name @param {unknown} value @returns {boolean | undefined} */
export function trueOrFalse(who, name, value) {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new Error(`${who}: ${name} must be true or false, got ${show(value)}`);
}

/**
 * @template {string} T
 * @param {string} who @param {string} name @param {unknown} value @param {readonly T[]} list
 * @returns {T | undefined}
 */
export function oneOf(who, name, value, list) {
  if (value === undefined) return undefined;
  const found = list.find((item) => item === value);
  if (found) return found;
  const near = typeof value === 'string' && nearest(value, list);
  throw new Error(
    `${who}: ${name} must be one of ${list.join(', ')}, got ${show(value)}${near ? `; did you mean '${near}'?` : ''}`,
  );
}

/** @param {string} who @param {unknown} value @returns {AbortSignal | undefined} */
export function abortSignal(who, value) {
  if (value === undefined || value instanceof AbortSignal) return value;
  throw new Error(`${who}: signal must be an AbortSignal, got ${show(value)}`);
}
