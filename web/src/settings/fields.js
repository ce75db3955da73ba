// The form's fields: what each may hold, and its message when it holds something else. No page here.

/**
 * @typedef {object} Field
 * @property {string} label
 * @property {number} min
 * @property {number} max
 * @property {boolean} [whole]
 * @property {number} [step]    the least that an arrow key changes
 */

export const FIELDS = {
  units: { label: 'units', min: 1, max: 4096, whole: true },
  dropout: { label: 'dropout', min: 0, max: 0.9, step: 0.1 },
  lr: { label: 'learning rate', min: 0.00001, max: 100 },
  momentum: { label: 'momentum', min: 0, max: 0.999, step: 0.1 },
  weightDecay: { label: 'weight decay', min: 0, max: 1, step: 0.0001 },
  batch: { label: 'batch size', min: 1, max: 60000, whole: true },
  epochs: { label: 'epochs', min: 1, max: 1000, whole: true },
  seed: { label: 'seed', min: 0, max: 4294967295, whole: true },
  threads: { label: 'threads', min: 1, max: 16, whole: true },
  more: { label: 'more epochs', min: 1, max: 1000, whole: true },
  images: { label: 'training images', min: 100, max: 60000, whole: true },
};

/** @typedef {keyof typeof FIELDS} Name */
/** @type {Record<Name, Field>} */
const fields = FIELDS;

/** The field that an element with this id holds: units-1 is a field of units. @param {string} id @returns {Name | undefined} */
export function fieldOf(id) {
  const name = id.replace(/-\d+$/, '');
  return Object.hasOwn(FIELDS, name) ? /** @type {Name} */ (name) : undefined;
}

/** A value as it stands in a message. @param {string} text */
export function shown(text) {
  return text === '' ? 'it is empty' : `got “${text.length > 24 ? `${text.slice(0, 24)}…` : text}”`;
}

/**
 * @param {Name} name
 * @param {string} text    as typed
 * @returns {{ value: number } | { message: string }}
 */
export function parse(name, text) {
  const { label, min, max, whole } = fields[name];
  const kind = whole ? 'a whole number' : 'a number';
  const typed = text.trim();
  const shape = whole ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const value = shape.test(typed) ? Number(typed) : NaN;
  if (value >= min && value <= max) return { value };
  return { message: `${label}: ${kind} from ${min} to ${max}; ${shown(typed)}` };
}

/** One arrow key up (1) or down (-1). @param {Name} name @param {number} value @param {1 | -1} direction */
export function stepped(name, value, direction) {
  const { whole, min, max, step = 0 } = fields[name];
  // A tenth of the number's own power of ten; going down from a power of ten, of the one below.
  const own = value > 0 ? 10 ** Math.floor(Math.log10(value) - (direction < 0 ? 1e-9 : 0)) : 0;
  const size = whole ? 1 : Math.max(step, own);
  return Math.min(max, Math.max(min, Number((value + direction * size).toPrecision(10))));
}
