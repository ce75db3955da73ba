// The confusion matrix: a row for each true class, a column for each answer. A cell is a button that shows
// its images; how dark it is goes by its share of the row, in the steps that the legend names. Tab stops at
// one cell, arrow keys go on from there.

import { byId, make } from '../shell/dom.js';
import { count, percent } from '../shell/format.js';
import { NO_NUMBERS, examplesOf } from './subject.js';

/** @typedef {import('./predictions.js').Predictions} Predictions */
/** @typedef {{ truth: number, said: number }} Cell */

/** A larger matrix than this is no picture any more. */
const MOST_CLASSES = 30;
/** The shares at which the steps of lightness begin; the style sheet has a tone for each. */
const STEPS = [0.0001, 0.02, 0.06, 0.15, 0.3, 0.5, 0.75];

/** @param {number} share */
const heat = (share) => STEPS.filter((least) => share >= least).length;

/** What the table's heads say to the eye. @param {string} text */
const heard = (text) => make('span', { class: 'visually-hidden' }, text);

/** @type {{ names: string[], cells: HTMLButtonElement[] } | undefined} */
let built;

/** @param {string[]} names @param {(cell: Cell) => void} choose */
function build(names, choose) {
  const cells = names.flatMap((_, truth) =>
    names.map((_, said) => {
      const button = make('button', { type: 'button', 'aria-pressed': 'false' });
      button.addEventListener('click', () => choose({ truth, said }));
      return button;
    }),
  );
  const head = names.map((name) => make('th', { scope: 'col' }, make('span', {}, name)));
  const corner = make('td', { class: 'corner' }, 'true ↓ answer →');
  const rows = names.map((name, truth) => {
    const row = cells.slice(truth * names.length, (truth + 1) * names.length);
    return make('tr', {}, make('th', { scope: 'row' }, name), ...row.map((cell) => make('td', {}, cell)));
  });
  const table = byId('confusion-table', HTMLTableElement);
  table.tHead?.replaceChildren(make('tr', {}, corner, ...head));
  table.tBodies[0]?.replaceChildren(...rows);
  return { names, cells };
}

/** @param {Predictions} predictions @param {(cell: Cell) => void} choose */
export function showConfusion({ subject, when, names, counts, wrong, labels, lost }, choose) {
  const kinds = names.length;
  const total = labels.length;
  const all = subject.session.dataset.test;
  const of = `${total < all ? 'the first ' : ''}${count(total)} test ${examplesOf(subject)}`;
  const right = `${count(total - wrong.length)} of ${of} right (${percent(1 - wrong.length / total)})`;
  const warning = lost > 0 ? `. For ${count(lost)} of them it gives no numbers (NaN): ${NO_NUMBERS}` : '';
  byId('confusion-note', HTMLElement).textContent = `${when}: ${right}${warning}`;
  const tooMany = kinds > MOST_CLASSES;
  byId('confusion-many', HTMLElement).hidden = !tooMany;
  byId('confusion-figure', HTMLElement).hidden = tooMany;
  if (tooMany) return;
  if (built?.names.join('\n') !== names.join('\n')) {
    built = build(names, choose);
    stopAt(0);
  }
  built.cells.forEach((button, i) => {
    const [truth, said] = [Math.floor(i / kinds), i % kinds];
    const row = counts.subarray(truth * kinds, (truth + 1) * kinds).reduce((sum, n) => sum + n, 0);
    const share = row > 0 ? counts[i] / row : 0;
    const [number, part] = [count(counts[i]), percent(share)];
    const meaning =
      truth === said ? `${names[truth]}, named rightly` : `${names[truth]} taken for ${names[said]}`;
    button.replaceChildren(number, heard(', '), make('small', {}, part), heard(`: ${meaning}`));
    button.dataset.heat = String(heat(share));
  });
}

/** The cell that Tab stops at. @param {number} index */
function stopAt(index) {
  built?.cells.forEach((button, i) => (button.tabIndex = i === index ? 0 : -1));
}

/** @param {KeyboardEvent} event */
function goOn(event) {
  const { cells = [], names = [] } = built ?? {};
  const from = cells.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  const [n, column] = [names.length, from % names.length];
  /** @type {Record<string, number>} */
  const targets = {
    ArrowLeft: column > 0 ? from - 1 : from,
    ArrowRight: column < n - 1 ? from + 1 : from,
    ArrowUp: from - n,
    ArrowDown: from + n,
    Home: from - column,
    End: from - column + n - 1,
  };
  // With one of these keys they are the browser's: Alt and left goes back.
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (from < 0 || !(event.key in targets)) return;
  event.preventDefault();
  cells[targets[event.key]]?.focus();
}

/** Marks the cell whose images are shown. @param {Cell | undefined} cell */
export function markCell(cell) {
  built?.cells.forEach((button, i) => {
    const chosen = cell && i === cell.truth * (built?.names.length ?? 0) + cell.said;
    button.setAttribute('aria-pressed', String(Boolean(chosen)));
  });
}

export function startConfusion() {
  const table = byId('confusion-table', HTMLTableElement);
  table.addEventListener('keydown', goOn);
  table.addEventListener('focusin', ({ target }) => {
    stopAt(built?.cells.indexOf(/** @type {HTMLButtonElement} */ (target)) ?? 0);
  });
  const steps = ['0', ...STEPS.map((least) => (least < 0.01 ? '> 0' : `${100 * least}`))];
  byId('confusion-legend', HTMLElement).append(
    ...steps.map((text, i) => make('li', { 'data-heat': String(i) }, text)),
  );
}
