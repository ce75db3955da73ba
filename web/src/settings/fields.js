// The form's fields: what each may hold, and its message when it holds something else. No page here.

/**
 * @typedef {object} Settings
 * @property {'mlp' | 'softmax'} model
 * @property {number} hidden
 * @property {number} lr
 * @property {number} batch
 * @property {number} epochs
 * @property {number} seed
 * @property {number | undefined} threads    undefined where there is no choice
 */

/**
 * @typedef {object} Field
 * @property {string} label
 * @property {number} min
 * @property {number} max
 * @property {boolean} [whole]
 */

/** @type {Record<Exclude<keyof Settings, 'model'> | 'images', Field>} */
export const FIELDS = {
  hidden: { label: 'hidden units', min: 1, max: 4096, whole: true },
  lr: { label: 'learning rate', min: 0.00001, max: 100 },
  batch: { label: 'batch size', min: 1, max: 60000, whole: true },
  epochs: { label: 'epochs', min: 1, max: 1000, whole: true },
  seed: { label: 'seed', min: 0, max: 4294967295, whole: true },
  threads: { label: 'threads', min: 1, max: 16, whole: true },
  images: { label: 'training images', min: 100, max: 60000, whole: true },
};

/**
 * @param {keyof typeof FIELDS} name
 * @param {string} text    as typed
 * @returns {{ value: number } | { message: string }}
 */
export function parse(name, text) {
  const { label, min, max, whole } = FIELDS[name];
  const kind = whole ? 'a whole number' : 'a number';
  const typed = text.trim();
  const shape = whole ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const value = shape.test(typed) ? Number(typed) : NaN;
  if (value >= min && value <= max) return { value };
  const got = typed === '' ? 'it is empty' : `got “${typed.length > 24 ? `${typed.slice(0, 24)}…` : typed}”`;
  return { message: `${label}: ${kind} from ${min} to ${max}; ${got}` };
}

/** The model in the module's terms. @param {Settings} settings @param {number} outputs @returns {import('weft').Layer[]} */
export function layers({ model, hidden }, outputs) {
  return model === 'softmax'
    ? [{ type: 'flatten' }, { type: 'linear', units: outputs }]
    : [
        { type: 'flatten' },
        { type: 'linear', units: hidden },
        { type: 'relu' },
        { type: 'linear', units: outputs },
      ];
}

/** A run in one line. @param {Settings} s */
export function describe(s) {
  const model = s.model === 'softmax' ? 'Softmax regression' : `MLP, ${s.hidden} hidden units`;
  return `${model}, learning rate ${s.lr}, batch ${s.batch}, seed ${s.seed}`;
}
