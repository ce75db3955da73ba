// The first layer's weights as pictures: what each unit looks for. Positive and negative have each their colour.

import { byId, make } from '../shell/dom.js';
import { count } from '../shell/format.js';
import { divergingScale, onScheme } from './colours.js';
import { whenText } from './subject.js';
import { currentWeights, layersOf } from './weights_file.js';

const PAGE = 64;

/**
 * @typedef {object} FirstLayer
 * @property {string} when
 * @property {Float32Array} weights    units x pixels
 * @property {number} units
 * @property {number} rows
 * @property {number} columns
 * @property {string[] | undefined} names    of units that are classes
 */

/** @type {FirstLayer | undefined} */
let latest;
let shown = PAGE;

/** @param {import('./subject.js').Subject} subject @returns {Promise<FirstLayer>} */
export async function firstLayer(subject) {
  const when = whenText(subject);
  const { rows, columns, classes } = subject.session.dataset;
  const index = layersOf(subject).findIndex(({ type }) => type === 'linear');
  const first = (await currentWeights(subject)).get(`${index}.weight`);
  if (!first || first.shape[1] !== rows * columns) {
    throw new Error(
      `the first layer's weights must be of ${rows * columns} pixels each, got ${first?.shape}`,
    );
  }
  const [units] = first.shape;
  const names = subject.config.hidden.length === 0 ? classes : undefined;
  return { when, weights: first.data, units, rows, columns, names };
}

/** The largest size of a weight. @param {Float32Array} weights */
const reach = (weights) => weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
const short = (/** @type {number} */ x) => x.toPrecision(2).replace('-', '−');

function draw() {
  if (!latest) return;
  const { when, weights, units, rows, columns, names } = latest;
  const size = rows * columns;
  const own = byId('weights-scale', HTMLSelectElement).value === 'own';
  const all = reach(weights);
  const scale = divergingScale();
  const visible = Math.min(shown, units);
  const list = byId('weights-list', HTMLElement);
  while (list.children.length > visible) list.lastElementChild?.remove();
  while (list.children.length < visible) {
    list.append(make('li', {}, make('canvas', { role: 'img' }), make('span'), make('small')));
  }
  Array.from(list.children).forEach((item, unit) => {
    const [canvas, title, range] = item.children;
    const mine = weights.subarray(unit * size, (unit + 1) * size);
    const most = reach(mine);
    const name = names?.[unit] ?? `unit ${unit}`;
    title.textContent = name;
    range.textContent = `±${short(most)}`;
    canvas.setAttribute('aria-label', `Weights of ${name}, at most ±${short(most)}`);
    paint(/** @type {HTMLCanvasElement} */ (canvas), mine, rows, columns, (w) =>
      scale(w / (own ? most : all)),
    );
  });
  byId('weights-note', HTMLElement).textContent =
    `${when}: ${count(visible)} of ${count(units)} ${names ? 'classes' : 'hidden units'}, ${rows} × ${columns} weights each.`;
  const ends = own ? ['− its largest', '0', '+ its largest'] : [`−${short(all)}`, '0', `+${short(all)}`];
  byId('weights-ends', HTMLElement).replaceChildren(...ends.map((text) => make('span', {}, text)));
  const more = byId('weights-more', HTMLButtonElement);
  more.setAttribute('aria-disabled', String(visible >= units));
}

/**
 * @param {HTMLCanvasElement} canvas @param {Float32Array} values @param {number} rows @param {number} columns
 * @param {(value: number) => import('./colours.js').Rgb} tint
 */
function paint(canvas, values, rows, columns, tint) {
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return;
  const pixels = context.createImageData(columns, rows);
  values.forEach((value, i) => pixels.data.set([...tint(value || 0), 255], 4 * i));
  context.putImageData(pixels, 0, 0);
}

/** @param {FirstLayer} layer */
export function showWeights(layer) {
  latest = layer;
  draw();
}

export function startWeights() {
  byId('weights-scale', HTMLSelectElement).addEventListener('change', draw);
  byId('weights-more', HTMLButtonElement).addEventListener('click', () => {
    shown = Math.min(shown + PAGE, Math.max(PAGE, latest?.units ?? PAGE));
    draw();
  });
  onScheme(draw);
}
