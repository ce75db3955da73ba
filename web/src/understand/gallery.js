// Examples in a grid, as pictures or as rows of a table: what it learns from, the mistakes it is surest of, with
// the true label above the answer, or the test split. Wrong is said by word and frame, not by colour alone.

import { byId, make } from '../shell/dom.js';
import { count, messageOf, percent } from '../shell/format.js';
import { pictureOf } from './picture.js';
import { fieldsOf } from './row.js';
import { current, examplesOf } from './subject.js';
import { example } from './test_set.js';

/** @typedef {import('./predictions.js').Predictions} Predictions */
/** @typedef {import('./confusion.js').Cell} Cell */

/** Forty fill the rows of ten and of eight; on a small screen fewer are enough to see what they are. */
const PAGE = matchMedia('(max-width: 44rem)').matches ? 24 : 40;
const MOST = 400;

/** @type {Predictions | undefined} */
let latest;
/** The cell of the matrix that is looked at. @type {Cell | undefined} */
let cell;
let shown = PAGE;
/** Someone has chosen what to show: it no longer changes by itself. */
let chosen = false;
/** @type {(cell: Cell | undefined) => void} */
let onCell = () => {};

const show = () => byId('gallery-show', HTMLSelectElement);
const only = () => byId('gallery-class', HTMLSelectElement);

/** @param {Predictions} predictions @param {number} i    place in the test split */
export async function answerTile({ subject, names, labels, classes, sure }, i) {
  const [truth, said] = [labels[i], classes[i]];
  const right = truth === said;
  const probability = percent(sure[i]);
  return make(
    'li',
    { class: right ? 'right' : 'wrong', 'data-test': String(i) },
    await face(subject, 'test', i),
    make('span', { class: 'true' }, names[truth] ?? `${truth}`),
    make('span', { class: 'said' }, right ? '✓ ' : '✗ ', names[said]),
    make('span', { class: 'sure' }, right ? probability : `wrong, ${probability}`),
    make('span', { class: 'place' }, placeOf(subject, 'test', i)),
  );
}

/** @param {import('./subject.js').Subject} subject @param {'train' | 'test'} split @param {number} i */
async function face(subject, split, i) {
  const it = await example(subject, split, i);
  const { table } = subject.source;
  return table ? fieldsOf(it.x, table) : pictureOf(it);
}

/** @param {import('./subject.js').Subject} subject @param {'train' | 'test'} split @param {number} i */
const placeOf = ({ source: { table } }, split, i) =>
  table ? `row ${count((split === 'train' ? table : table.test).rows[i])}` : `no. ${count(i)}`;

/** @param {import('./subject.js').Subject} subject @param {number} i */
async function sampleTile(subject, i) {
  const { label } = await example(subject, 'train', i);
  const name = subject.session.dataset.classes[label] ?? `${label}`;
  const place = subject.source.table ? [make('span', { class: 'place' }, placeOf(subject, 'train', i))] : [];
  return make('li', {}, await face(subject, 'train', i), make('span', { class: 'true' }, name), ...place);
}

/** The places to show, and a sentence about them. @param {Predictions} predictions */
function selection({ subject, when, names, labels, classes, wrong }) {
  const among = cell ? ` of ${names[cell.truth]} taken for ${names[cell.said]}` : ofClass(names);
  const wanted = (/** @type {number} */ i) =>
    cell
      ? labels[i] === cell.truth && classes[i] === cell.said
      : only().value === '' || labels[i] === Number(only().value);
  const all = Array.from(classes, (_, i) => i);
  if (show().value === 'test' || (cell && cell.truth === cell.said)) {
    const places = all.filter(wanted);
    return {
      places,
      text: `${when}: ${count(places.length)} test ${examplesOf(subject)}${among}, in their order`,
    };
  }
  const places = wrong.filter(wanted);
  return {
    places,
    text: `${when}: ${count(places.length)} wrong ${places.length === 1 ? 'answer' : 'answers'}${among}, the surest first`,
  };
}

/** @param {string[]} names */
const ofClass = (names) => (only().value === '' ? '' : ` for ${names[Number(only().value)]}`);

let version = 0;

async function fill() {
  const mine = ++version;
  const subject = current();
  if (!subject || !byId('gallery-panel', HTMLDetailsElement).open) return;
  const learning = show().value === 'learn' || !latest;
  byId('gallery-filters', HTMLElement).hidden = learning;
  byId('gallery-cell', HTMLElement).hidden = !cell;
  try {
    const total = subject.session.dataset.train;
    const { places, text } =
      learning || !latest
        ? {
            places: Array.from({ length: total }, (_, i) => i),
            text: `The first of ${count(total)} training ${examplesOf(subject)}, with their labels`,
          }
        : selection(latest);
    const visible = places.slice(0, Math.min(shown, MOST));
    const about = latest;
    const tiles = await Promise.all(
      visible.map((i) => (learning || !about ? sampleTile(subject, i) : answerTile(about, i))),
    );
    if (mine !== version) return;
    byId('gallery', HTMLElement).replaceChildren(...tiles);
    const legend = learning ? '' : ' True label above, the model’s answer below, and how sure it is.';
    const some = places.length > visible.length ? `; ${count(visible.length)} are shown` : '';
    byId('gallery-note', HTMLElement).textContent = `${text}${some}.${legend}`;
    const most = visible.length >= Math.min(places.length, MOST);
    byId('gallery-more', HTMLButtonElement).setAttribute('aria-disabled', String(most));
  } catch (error) {
    if (current() === subject && mine === version) {
      byId('gallery-note', HTMLElement).textContent = messageOf(error);
    }
  }
}

/** @param {Cell | undefined} next */
export function showCell(next) {
  cell = next;
  shown = PAGE;
  if (cell && latest) {
    chosen = true;
    byId('gallery-panel', HTMLDetailsElement).open = true;
    if (show().value === 'learn') show().value = 'wrong';
    only().value = '';
    byId('gallery-cell-name', HTMLElement).textContent =
      `${latest.names[cell.truth]} taken for ${latest.names[cell.said]}`;
  }
  onCell(cell);
  void fill();
}

/** @param {Predictions} predictions */
export function showAnswers(predictions) {
  const { names, subject } = predictions;
  if (latest?.names.join('\n') !== names.join('\n')) {
    only().replaceChildren(
      make('option', { value: '' }, 'all classes'),
      ...names.map((name, k) => make('option', { value: String(k) }, name)),
    );
    cell = undefined;
  }
  latest = predictions;
  if (!chosen && subject.epochs > 0) show().value = 'wrong';
  void fill();
}

/** Other data, or another run. */
export function beginGallery() {
  if (latest && latest.subject.source.key !== current()?.source.key) {
    latest = undefined;
    cell = undefined;
    chosen = false;
  }
  if (!chosen) show().value = 'learn';
  shown = PAGE;
  void fill();
}

/** @param {(cell: Cell | undefined) => void} cellChosen */
export function startGallery(cellChosen) {
  onCell = cellChosen;
  byId('gallery-panel', HTMLDetailsElement).addEventListener('toggle', () => void fill());
  show().addEventListener('change', () => {
    chosen = true;
    showCell(undefined);
  });
  only().addEventListener('change', () => showCell(undefined));
  byId('gallery-all', HTMLButtonElement).addEventListener('click', () => {
    showCell(undefined);
    only().focus();
  });
  byId('gallery-more', HTMLButtonElement).addEventListener('click', (event) => {
    if (event.currentTarget instanceof Element && event.currentTarget.ariaDisabled === 'true') return;
    shown += PAGE;
    void fill();
  });
}
