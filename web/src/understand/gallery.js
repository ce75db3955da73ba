// Pictures in a grid: samples of the training set with their labels, and after training what the model
// says about the first test images, true label above predicted. Wrong is said by word and border.

import { byId, make } from '../shell/dom.js';
import { count, percent } from '../shell/format.js';

const SHOWN = 40;
const ASKED = 1000;

/** The picture from 784 grey levels. @param {Uint8Array} grey @param {number} columns */
function picture(grey, columns) {
  const rows = grey.length / columns;
  const canvas = make('canvas', {
    width: String(columns),
    height: String(rows),
    'aria-hidden': 'true',
  });
  const context = canvas.getContext('2d');
  const pixels = context?.createImageData(columns, rows);
  if (!context || !pixels) return canvas;
  grey.forEach((level, i) => pixels.data.set([level, level, level, 255], 4 * i));
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** @type {() => void} */
let refill = () => {};

/** @param {HTMLLIElement[]} tiles */
function fill(tiles) {
  byId('gallery', HTMLElement).replaceChildren(...tiles);
}

/** @param {import('weft').Session} session */
export async function showSamples(session) {
  const { dataset } = session;
  const size = dataset.rows * dataset.columns;
  const { images, labels } = await session.examples({ split: 'train', start: 0, count: SHOWN });
  const tiles = Array.from(labels, (label, i) => {
    const image = picture(images.subarray(i * size, (i + 1) * size), dataset.columns);
    return make('li', {}, image, make('span', { class: 'true' }, dataset.classes[label] ?? `${label}`));
  });
  byId('gallery-title', HTMLElement).textContent = 'What it learns from';
  byId('gallery-note', HTMLElement).textContent =
    `The first ${count(labels.length)} of ${count(dataset.train)} training images, with their labels.`;
  byId('only-wrong-field', HTMLElement).hidden = true;
  refill = () => {};
  fill(tiles);
}

/** @param {import('weft').Session} session @param {number} epochs    that it has been trained for */
export async function showPredictions(session, epochs) {
  const { dataset } = session;
  const size = dataset.rows * dataset.columns;
  const range = /** @type {const} */ ({
    split: 'test',
    start: 0,
    count: Math.min(ASKED, dataset.test),
  });
  const [{ images, labels }, { classes, probabilities }] = await Promise.all([
    session.examples(range),
    session.predict(range),
  ]);
  const kinds = dataset.classes.length;
  /** @param {number} i */
  const tile = (i) => {
    const truth = labels[i] ?? 0;
    const said = classes[i] ?? 0;
    const right = truth === said;
    const sure = `${Math.round(100 * (probabilities[i * kinds + said] ?? 0))} %`;
    return make(
      'li',
      { class: right ? 'right' : 'wrong' },
      picture(images.subarray(i * size, (i + 1) * size), dataset.columns),
      make('span', { class: 'true' }, dataset.classes[truth] ?? `${truth}`),
      make('span', { class: 'said' }, right ? '✓ ' : '✗ ', dataset.classes[said] ?? `${said}`),
      make('span', { class: 'sure' }, right ? sure : `wrong, ${sure}`),
    );
  };
  const all = Array.from(labels, (_, i) => i);
  const wrong = all.filter((i) => labels[i] !== classes[i]);
  const only = byId('only-wrong', HTMLInputElement);
  refill = () => fill((only.checked ? wrong : all).slice(0, SHOWN).map(tile));
  byId('gallery-title', HTMLElement).textContent = 'What it says now';
  byId('gallery-note', HTMLElement).textContent =
    `After ${count(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}, ${count(all.length - wrong.length)} of the first ` +
    `${count(all.length)} test images are named rightly (${percent(1 - wrong.length / Math.max(1, all.length))}). ` +
    'True label above, the model’s answer below, and how sure it is.';
  byId('only-wrong-field', HTMLElement).hidden = wrong.length === 0;
  refill();
}

export function startGallery() {
  byId('only-wrong', HTMLInputElement).addEventListener('change', () => refill());
}
