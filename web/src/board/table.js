// The points as a table, made when it is opened, a page of rows at a time: no run is too long for it.

import { make } from '../shell/dom.js';
import { rows } from './rows.js';

const PAGE = 100;

/** Enough digits for what was computed in float32. @param {number | undefined} y */
const cell = (y) => (y === undefined ? '' : String(Number(y.toPrecision(7))));

/** @param {HTMLDetailsElement} details @param {string} xLabel @param {() => import('./picture.js').Curve[]} curves */
export function createTable(details, xLabel, curves) {
  const body = make('tbody');
  const head = make('tr');
  const where = make('span', { class: 'note' });
  const back = make('button', { type: 'button', class: 'quiet' }, 'Earlier rows');
  const on = make('button', { type: 'button', class: 'quiet' }, 'Later rows');
  const turn = make('div', { class: 'board-turn' }, back, where, on);
  const table = make('table', {}, make('thead', {}, head), body);
  details.append(
    make('div', { class: 'board-table', tabindex: '0', role: 'region', 'aria-label': 'Values' }, table),
    turn,
  );
  let page = 0;
  let stale = true;
  let timer = 0;

  function fill() {
    timer = 0;
    if (!details.open || !stale) return;
    stale = false;
    const shown = curves();
    head.replaceChildren(
      ...[xLabel, ...shown.map(({ name }) => name)].map((t) => make('th', { scope: 'col' }, t)),
    );
    const lines = [];
    let count = 0;
    for (const { x, ys } of rows(shown.map(({ series }) => series))) {
      const n = count++;
      if (n < page * PAGE || n >= (page + 1) * PAGE) continue;
      const cells = ys.map((y) => make('td', {}, cell(y)));
      lines.push(make('tr', {}, make('th', { scope: 'row' }, cell(x)), ...cells));
    }
    body.replaceChildren(...lines);
    const last = Math.max(0, Math.ceil(count / PAGE) - 1);
    where.textContent =
      count === 0
        ? 'No points yet.'
        : `Rows ${page * PAGE + 1} to ${Math.min(count, (page + 1) * PAGE)} of ${count}`;
    back.setAttribute('aria-disabled', String(page === 0));
    on.setAttribute('aria-disabled', String(page >= last));
    if (page > last) go(last - page);
  }
  /** @param {number} by */
  function go(by) {
    page += by;
    stale = true;
    fill();
  }
  back.addEventListener('click', () => back.getAttribute('aria-disabled') === 'false' && go(-1));
  on.addEventListener('click', () => on.getAttribute('aria-disabled') === 'false' && go(1));
  details.addEventListener('toggle', fill);

  return {
    /** The points have changed: an open table follows once a second. */
    changed() {
      stale = true;
      if (details.open) timer ||= window.setTimeout(fill, 1000);
    },
    destroy: () => clearTimeout(timer),
  };
}
