// How well each class is told from the others: a row for each, with recall and precision as bars and numbers.

import { byId, make } from '../shell/dom.js';
import { count, percent } from '../shell/format.js';
import { perClass } from './counts.js';

/** @param {number} part    from 0 to 1; NaN where there is nothing to count */
function barCell(part) {
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--part', String(part || 0));
  return make('td', {}, bar, Number.isNaN(part) ? '–' : percent(part));
}

/** @param {import('./predictions.js').Predictions} predictions */
export function showPerClass({ names, counts }) {
  const rows = perClass(counts, names.length).map(({ images, recall, precision }, k) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, names[k]),
      make('td', {}, count(images)),
      barCell(recall),
      barCell(precision),
    ),
  );
  byId('per-class-rows', HTMLElement).replaceChildren(...rows);
}
