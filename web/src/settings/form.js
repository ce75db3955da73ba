// The settings' form: reads the fields, shows a message beside each wrong one, steps numbers by arrow keys.

import { byId } from '../shell/dom.js';
import { DEFAULTS, OPTIMIZERS } from './config.js';
import { fieldOf, parse, stepped } from './fields.js';
import { layerFields, showLayers, startLayers } from './layers_editor.js';
import { PRESETS, isPreset, presetOf } from './presets.js';
import { adopt, offerUsual, startRate } from './rate.js';

/** @typedef {import('./config.js').Config} Config */
/** @typedef {import('./fields.js').Name} Name */

const NUMBERS = /** @type {const} */ ([
  ...['dropout', 'lr', 'momentum', 'weightDecay', 'batch', 'epochs', 'seed', 'threads'],
]);

/** @param {string} id */
const input = (id) => byId(id, HTMLInputElement);
/** @param {string} id */
const select = (id) => byId(id, HTMLSelectElement);
const activation = () => /** @type {Config['activation']} */ (select('activation').value);
const optimizer = () => /** @type {Config['optimizer']} */ (select('optimizer').value);

/** Whether a field counts: one that is hidden does not, nor threads where there is no choice. @param {HTMLInputElement} field */
const counts = (field) => !field.closest('[hidden]') && !field.readOnly;

/** All that hold numbers, in the order in which they are read. @returns {HTMLInputElement[]} */
const numberFields = () =>
  [...document.querySelectorAll('input')].filter((it) => it.type === 'text' && fieldOf(it.id));

/** @param {string} id @param {string} message    empty where all is well */
export function mark(id, message) {
  const note = byId(`${id}-error`, HTMLElement);
  note.textContent = message;
  note.hidden = message === '';
  if (message) input(id).setAttribute('aria-invalid', 'true');
  else input(id).removeAttribute('aria-invalid');
}

/** @param {HTMLInputElement} field */
const parsed = (field) => parse(/** @type {Name} */ (fieldOf(field.id)), field.value);

/** The field's number, or undefined with the message shown. @param {string} id */
export function read(id) {
  const result = parsed(input(id));
  mark(id, 'message' in result ? result.message : '');
  return 'value' in result ? result.value : undefined;
}

/** A wrong field counts as its default. @returns {Config} */
export function configNow() {
  /** @param {HTMLInputElement} field */
  const value = (field) => {
    const typed = parsed(field);
    return 'value' in typed ? typed.value : Number(field.defaultValue);
  };
  const numbers = Object.fromEntries(
    NUMBERS.map((name) => [
      name,
      counts(input(name)) ? value(input(name)) : DEFAULTS[/** @type {'lr'} */ (name)],
    ]),
  );
  const config = { ...DEFAULTS, ...numbers, hidden: layerFields().map(value), optimizer: optimizer() };
  return config.hidden.length > 0 ? { ...config, activation: activation() } : config;
}

/** The settings, where all fields are right; no message is shown. */
export function validConfig() {
  const wrong = settingFields().some((field) => 'message' in parsed(field));
  return wrong ? undefined : configNow();
}

/** Those that a run needs, here and of the data. */
const settingFields = () =>
  numberFields().filter((field) => counts(field) && field.closest('#settings, #data'));

/** The settings, or undefined when a field is wrong; then the first wrong one has the focus. */
export function readConfig() {
  const wrong = settingFields().filter((field) => read(field.id) === undefined);
  wrong[0]?.focus();
  return wrong.length > 0 ? undefined : configNow();
}

/** @param {Config} config */
export function showConfig(config) {
  showLayers(config.hidden);
  select('activation').value = config.activation;
  select('optimizer').value = config.optimizer;
  for (const name of NUMBERS) {
    const value = config[/** @type {'lr'} */ (name)];
    // How many threads there are is this browser's matter where nobody says so.
    if (value !== undefined && !input(name).readOnly) input(name).value = String(value);
  }
  adopt(config);
  for (const field of numberFields()) if ('value' in parsed(field)) mark(field.id, '');
  arrange();
}

/** What shows of the form: the preset's name, and the fields that the optimizer has. */
function arrange() {
  const preset = presetOf(configNow());
  select('model').value = preset;
  // What one has changed oneself cannot be begun with.
  for (const option of select('model').options)
    if (!isPreset(option.value)) option.hidden = option.disabled = option.value !== preset;
  byId('momentum-field', HTMLElement).hidden = optimizer() !== 'sgd';
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} field */
function step(event, field) {
  const direction = /** @type {Record<string, 1 | -1>} */ ({ ArrowUp: 1, ArrowDown: -1 })[event.key];
  const now = parsed(field);
  if (!direction || 'message' in now || field.readOnly) return;
  event.preventDefault();
  field.value = String(stepped(/** @type {Name} */ (fieldOf(field.id)), now.value, direction));
  field.dispatchEvent(new Event('input', { bubbles: true }));
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

/** What the press held back, now. */
export function settle() {
  const due = waiting;
  waiting = [];
  due.forEach((action) => action());
}

function release() {
  pressed = false;
  setTimeout(settle);
}

/** @param {{ onTrain: () => void, onChange: () => void }} actions    onChange: something else is set, right or wrong */
export function startForm({ onTrain, onChange }) {
  addEventListener('pointerdown', () => (pressed = true), true);
  addEventListener('pointerup', release, true);
  addEventListener('pointercancel', release, true);

  /** @param {Event} event */
  const numberField = ({ target }) =>
    target instanceof HTMLInputElement && target.type === 'text' && fieldOf(target.id) ? target : undefined;
  document.addEventListener('change', (event) => {
    const field = numberField(event);
    if (field) afterPress(() => field.isConnected && read(field.id));
  });
  document.addEventListener('keydown', (event) => {
    const field = numberField(event);
    if (field) step(event, field);
  });
  // A message goes as soon as it is no longer true, and does not come while someone is typing.
  document.addEventListener('input', (event) => {
    const field = numberField(event);
    if (field && 'value' in parsed(field)) mark(field.id, '');
  });

  const form = byId('settings', HTMLFormElement);
  const changed = () => {
    arrange();
    onChange();
  };
  startLayers(changed);
  startRate();
  select('model').addEventListener('input', ({ target }) => {
    const name = /** @type {HTMLSelectElement} */ (target).value;
    if (isPreset(name)) showConfig({ ...configNow(), ...PRESETS[name] });
  });
  select('optimizer').addEventListener('input', () => offerUsual(optimizer()));
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // What the press held back comes first: it may choose other data.
    settle();
    onTrain();
  });
  showConfig({ ...DEFAULTS, lr: OPTIMIZERS.sgd.lr });
}

/** @param {number} threads    the default @param {boolean} only    more than one would not run @param {number} cores */
export function offerThreads(threads, only, cores) {
  const field = input('threads');
  field.value = field.defaultValue = String(threads);
  field.readOnly = only;
  byId('threads-hint', HTMLElement).textContent = only
    ? 'One only; the reason stands below.'
    : `Workers side by side; ${cores} ${cores === 1 ? 'core' : 'cores'} here.`;
}
