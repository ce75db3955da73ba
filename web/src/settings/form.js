// The settings' form: reads the fields, shows a message beside each wrong one, steps numbers by arrow keys.

import { byId } from '../shell/dom.js';
import { FIELDS, parse } from './fields.js';

/** @typedef {keyof typeof FIELDS} Name */
const names = /** @type {Name[]} */ (Object.keys(FIELDS));

/** @param {Name} name */
const input = (name) => byId(name, HTMLInputElement);

/** @param {Name} name @param {string} message    empty where all is well */
export function mark(name, message) {
  const note = byId(`${name}-error`, HTMLElement);
  note.textContent = message;
  note.hidden = message === '';
  if (message) input(name).setAttribute('aria-invalid', 'true');
  else input(name).removeAttribute('aria-invalid');
}

/** The field's number, or undefined with the message shown. @param {Name} name */
export function read(name) {
  const result = parse(name, input(name).value);
  mark(name, 'message' in result ? result.message : '');
  return 'value' in result ? result.value : undefined;
}

/** @returns {'mlp' | 'softmax'} */
export const chosenModel = () => (byId('model', HTMLSelectElement).value === 'softmax' ? 'softmax' : 'mlp');

/** All settings, or undefined when a field is wrong; then the first wrong one has the focus. */
export function readSettings() {
  const model = chosenModel();
  /** @type {Partial<Record<Name, number>>} */
  const values = {};
  let wrong;
  for (const name of names) {
    // Hidden units and the number of images count only where their fields show, threads only where
    // there is a choice: then the module says why there is none.
    if (input(name).closest('[hidden]') || input(name).readOnly) continue;
    values[name] = read(name);
    if (values[name] === undefined) wrong ??= name;
  }
  if (wrong) {
    input(wrong).focus();
    return undefined;
  }
  return /** @type {import('./fields.js').Settings} */ ({ hidden: 0, ...values, model });
}

/** Up and down: whole numbers by one, the learning rate by a tenth of itself's power of ten. @param {KeyboardEvent} event @param {Name} name */
function step(event, name) {
  const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  const now = parse(name, input(name).value);
  if (!direction || 'message' in now || input(name).readOnly) return;
  event.preventDefault();
  const { whole, min, max } = FIELDS[name];
  const size = whole ? 1 : 10 ** Math.floor(Math.log10(now.value) - (direction < 0 ? 1e-9 : 0));
  const next = Math.min(max, Math.max(min, now.value + direction * size));
  input(name).value = String(Number(next.toPrecision(10)));
}

/**
 * Leaving a field by pressing a button must not move that button away under the pointer: a message
 * that this would show waits until the pointer is up and the click has arrived.
 */
let pressed = false;
/** @type {(() => void)[]} */
let waiting = [];

/** @param {() => void} action */
export function afterPress(action) {
  if (pressed) waiting.push(action);
  else action();
}

function settle() {
  const due = waiting;
  waiting = [];
  due.forEach((action) => action());
}

function release() {
  pressed = false;
  setTimeout(settle);
}

/** @param {() => void} onTrain */
export function startForm(onTrain) {
  addEventListener('pointerdown', () => (pressed = true), true);
  addEventListener('pointerup', release, true);
  addEventListener('pointercancel', release, true);
  for (const name of names) {
    input(name).addEventListener('change', () => afterPress(() => read(name)));
    input(name).addEventListener('keydown', (event) => step(event, name));
    // A message goes as soon as it is no longer true, and does not come while someone is typing.
    input(name).addEventListener('input', () => {
      if (!('message' in parse(name, input(name).value))) mark(name, '');
    });
  }
  const showHidden = () => (byId('hidden-field', HTMLElement).hidden = chosenModel() === 'softmax');
  byId('model', HTMLSelectElement).addEventListener('change', showHidden);
  showHidden();
  byId('settings', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    // What the press held back comes first: it may choose other data.
    settle();
    onTrain();
  });
}

/** @param {number} threads    the default @param {boolean} only    more than one would not run @param {number} cores */
export function offerThreads(threads, only, cores) {
  const field = input('threads');
  field.value = field.defaultValue = String(threads);
  field.readOnly = only;
  byId('threads-hint', HTMLElement).textContent = only
    ? 'One only; the reason stands below.'
    : `${cores} ${cores === 1 ? 'core' : 'cores'} here.`;
}

/** All settings without complaint: a wrong field counts as its default. @returns {import('./fields.js').Settings} */
export function settingsNow() {
  const entries = names.map((name) => {
    const typed = parse(name, input(name).value);
    if (input(name).readOnly) return [name, undefined];
    return [name, 'value' in typed ? typed.value : Number(input(name).defaultValue)];
  });
  return { ...Object.fromEntries(entries), model: chosenModel() };
}
