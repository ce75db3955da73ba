// The self-test as it is shown: counts, the running test, failures, skipped tests, all tests.

import { byId, make, say } from '../shell/dom.js';
import { count } from '../shell/format.js';
import { PROGRAM } from './run.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./run.js').Result} Result */

/** How many results of the run are in the lists already. */
let listed = 0;

export function clearRun() {
  listed = 0;
  for (const id of ['failures', 'skips', 'tests']) byId(id, HTMLElement).replaceChildren();
  for (const id of ['failures-section', 'skips-section', 'tests-section', 'keep'])
    byId(id, HTMLElement).hidden = true;
  say('result', '');
}

/** @param {Run} run */
export function showRun(run) {
  const { counts, results, total, running, seconds } = run;
  const bar = byId('progress', HTMLProgressElement);
  bar.max = Math.max(1, total);
  bar.value = results.length;
  say('progress-count', total ? `${count(results.length)} of ${count(total)}` : '');
  say('running', running || '–');
  for (const kind of /** @type {const} */ (['passed', 'failed', 'skipped'])) say(kind, count(counts[kind]));
  say('time', `${seconds.toFixed(1)} s`);
  for (const result of results.slice(listed)) list(result);
  listed = results.length;
}

/** @param {Result} result */
function list({ name, result, seconds, text }) {
  byId('tests', HTMLElement).append(
    make(
      'tr',
      { class: result },
      make('th', { scope: 'row' }, name),
      make('td', {}, result),
      make('td', {}, `${(1000 * seconds).toFixed(0)} ms`),
    ),
  );
  byId('tests-section', HTMLElement).hidden = false;
  if (result === 'passed') return;
  if (result === 'skipped') {
    byId('skips-section', HTMLElement).hidden = false;
    byId('skips', HTMLElement).append(make('li', {}, make('b', {}, name), make('small', {}, text.trim())));
  } else addFailure(name, text);
}

/** @param {string} name @param {string} text */
function addFailure(name, text) {
  byId('failures-section', HTMLElement).hidden = false;
  const block = make(
    'pre',
    { tabindex: '0', role: 'group', 'aria-label': `What failed in: ${name}` },
    text.trim(),
  );
  const again = make('button', { type: 'button', class: 'quiet', 'data-test': name }, 'Run it alone');
  byId('failures', HTMLElement).append(
    make('li', {}, make('b', {}, name), block, name === PROGRAM ? '' : again),
  );
}

/** 'N passed, N failed, N skipped in S s'. @param {Run} run */
export const sentence = ({ counts, seconds }) =>
  `${count(counts.passed)} passed, ${count(counts.failed)} failed, ${count(counts.skipped)} skipped in ${seconds.toFixed(1)} s`;
