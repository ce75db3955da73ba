// The hidden layers: a list with a field for the units of each, which can be added and removed.

import { byId, make } from '../shell/dom.js';
import { MOST_LAYERS } from './config.js';

const list = () => byId('layers', HTMLOListElement);

/** The fields, from the first layer on. @returns {HTMLInputElement[]} */
export const layerFields = () => [...list().querySelectorAll('input')];

/** @param {string} units @param {number} place    counting from 1 */
function row(units, place) {
  const id = `units-${place}`;
  return make(
    'li',
    { class: 'field' },
    make('label', { for: id }, `Layer ${place}: units`),
    make('input', {
      id,
      type: 'text',
      inputmode: 'numeric',
      value: units,
      'aria-describedby': `layers-hint ${id}-error`,
    }),
    make('button', { type: 'button', class: 'quiet', 'aria-label': `Remove layer ${place}` }, 'Remove'),
    make('p', { class: 'error', id: `${id}-error`, hidden: '' }),
  );
}

/** @param {(string | number)[]} units */
export function showLayers(units) {
  list().replaceChildren(...units.map((one, i) => row(String(one), i + 1)));
  const add = byId('add-layer', HTMLButtonElement);
  // Left out where it can be pressed: inside fields that are off it would say that the button is not.
  if (units.length >= MOST_LAYERS) add.setAttribute('aria-disabled', 'true');
  else add.removeAttribute('aria-disabled');
  byId('layers-hint', HTMLElement).textContent =
    units.length === 0
      ? 'None: softmax regression, straight from the pixels to the classes.'
      : units.length < MOST_LAYERS
        ? 'How many features each layer learns.'
        : `How many features each layer learns; ${MOST_LAYERS} layers are the most.`;
  for (const id of ['activation-field', 'dropout-field']) byId(id, HTMLElement).hidden = units.length === 0;
}

/** @param {() => void} onChange */
export function startLayers(onChange) {
  const typed = () => layerFields().map((field) => field.value);
  byId('add-layer', HTMLButtonElement).addEventListener('click', () => {
    const units = typed();
    if (units.length >= MOST_LAYERS) return;
    showLayers([...units, units.at(-1) ?? '256']);
    layerFields().at(-1)?.focus();
    onChange();
  });
  list().addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button');
    if (!button) return;
    const units = typed();
    const gone = [...list().querySelectorAll('button')].indexOf(button);
    showLayers(units.filter((_, i) => i !== gone));
    // Where the keyboard goes on: the layer that took the place, or the way back.
    (layerFields()[Math.min(gone, units.length - 2)] ?? byId('add-layer', HTMLButtonElement)).focus();
    onChange();
  });
}
