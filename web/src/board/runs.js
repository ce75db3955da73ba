// The runs of this tab as a table to compare: shown or not, removed, saved. It knows nothing of the curves;
// whoever starts it is told what changes.

import { byId, make } from '../shell/dom.js';
import { count, figure, percent } from '../shell/format.js';
import { runJson } from './run_json.js';
import { save } from '../shell/save.js';

/** @typedef {import('./run_store.js').RunRecord} RunRecord */

/** @param {RunRecord} run @returns {string[]} */
function cells({ config, results, speed, variant, threads }) {
  const last = results.at(-1);
  const best = Math.max(...results.map(({ valAcc }) => valAcc));
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0) / results.length;
  return [
    `${last?.epoch ?? 0} of ${config.epochs}`,
    last ? percent(last.valAcc) : '–',
    last ? percent(best) : '–',
    last ? figure(last.trainLoss) : '–',
    last ? figure(seconds, 2) : '–',
    speed > 0 ? count(speed) : '–',
    `${variant}, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
  ];
}

/**
 * @param {object} told
 * @param {(run: RunRecord) => void} told.show    `shown` has changed
 * @param {(run: RunRecord) => void} told.remove
 */
export function createRunList({ show, remove }) {
  const body = byId('runs-rows', HTMLElement);

  /** What shows of a run, which stays where it is while its figures change: someone may be pressing a button. @param {RunRecord} run */
  function row(run) {
    const box = make('input', { type: 'checkbox', 'aria-label': `Show ${run.name}` });
    box.checked = run.shown;
    box.addEventListener('change', () => {
      run.shown = box.checked;
      show(run);
    });
    const mark = make('span', {
      class: 'run-colour',
      'data-colour': String(run.colour),
      'aria-hidden': 'true',
    });
    const name = make('span', {}, run.name, make('small', {}, run.dataName));
    const json = make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `Save ${run.name} as JSON` },
      'JSON',
    );
    json.addEventListener('click', () => {
      const file = new Blob([runJson({ ...run, seed: run.config.seed })], { type: 'application/json' });
      save(file, `weft-${run.data}-seed-${run.config.seed}.json`);
    });
    const gone = make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `Remove ${run.name}` },
      'Remove',
    );
    gone.addEventListener('click', () => {
      if (gone.getAttribute('aria-disabled') === 'true') return;
      const next = line.nextElementSibling ?? line.previousElementSibling;
      remove(run);
      next?.querySelector('input')?.focus();
    });
    const figures = cells(run).map((text) => make('td', {}, text));
    const line = make(
      'tr',
      {},
      make('th', { scope: 'row' }, make('label', { class: 'run-name' }, box, mark, name)),
      ...figures,
      make('td', { class: 'run-buttons' }, json, ' ', gone),
    );
    /** @param {boolean} removable */
    const update = (removable) => {
      gone.setAttribute('aria-disabled', String(!removable));
      cells(run).forEach((text, i) => {
        if (figures[i].textContent !== text) figures[i].textContent = text;
      });
    };
    return { line, update };
  }

  /** @type {Map<RunRecord, ReturnType<typeof row>>} */
  const shown = new Map();

  return {
    /** @param {RunRecord[]} runs @param {RunRecord} [training]    cannot be removed */
    render(runs, training) {
      byId('runs', HTMLElement).hidden = runs.length === 0;
      for (const [run, { line }] of shown) {
        if (runs.includes(run)) continue;
        line.remove();
        shown.delete(run);
      }
      for (const run of runs) {
        const known = shown.get(run) ?? row(run);
        if (!shown.has(run)) body.append(known.line);
        shown.set(run, known);
        known.update(run !== training);
      }
    },
  };
}
