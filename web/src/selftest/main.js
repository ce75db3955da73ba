// The self-test page: weft's C++ tests, run in this very browser.

import '../shell/styles/base.css';
import '../shell/styles/layout.css';
import '../shell/styles/controls.css';
import '../shell/styles/run.css';
import '../run/transport.css';
import './selftest.css';
import { save } from '../shell/save.js';
import { copyOnClick } from '../shell/copy.js';
import { byId, make, say } from '../shell/dom.js';
import { linkForm } from '../shell/form_link.js';
import { clearError, showError, startNotices } from '../shell/notices.js';
import { keepOffline } from '../shell/offline.js';
import { fact, showBuild } from '../shell/status.js';
import { FOLDER, loadIndex, loadPrograms, threadsOf } from './programs.js';
import { runTests } from './run.js';
import { clearRun, sentence, showRun } from './view.js';

/** @typedef {import('./programs.js').Program} Program */

const select = byId('variant', HTMLSelectElement);
/** @type {import('./programs.js').Index | undefined} */
let index;
/** @type {Program[]} */
let programs = [];
/** The run under way. @type {AbortController | undefined} */
let running;
/** The last run, to keep. @type {Record<string, unknown>} */
let report = {};

const chosen = () => programs.find(({ variant }) => variant === select.value);

/** @param {string} state */
function showState(state) {
  say('state', state);
  byId('run-tests', HTMLElement).setAttribute('aria-disabled', String(!!running || !chosen()));
  byId('stop-tests', HTMLElement).setAttribute('aria-disabled', String(!running));
}

function showPlace() {
  const program = chosen();
  if (!program || !index) return;
  const { variant } = program;
  const missing = programs.filter(({ reason }) => reason);
  const reason = missing.map((other) => `${other.variant}: ${other.reason}`).join('; ');
  showBuild({ variant, threads: threadsOf(variant), reason }, 'The fastest of the tested variants.');
  fact('built', `${new Date(index.built).toISOString().slice(0, 16).replace('T', ' ')} UTC`);
}

async function run() {
  const program = chosen();
  if (running || !program || !index) return;
  const { variant } = program;
  const [threads, filter] = [threadsOf(variant), byId('filter', HTMLInputElement).value.trim()];
  running = new AbortController();
  clearError();
  clearRun();
  showState('Running');
  // Hundreds of tests end within a second: one drawing a frame is enough.
  let frame = 0;
  /** @param {import('./run.js').Run} run */
  const onChange = (run) => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      showRun(run);
    });
  };
  const order = { folder: FOLDER.href, variant, threads, filter, files: index.files };
  const { run, how } = await runTests(order, onChange, running.signal);
  cancelAnimationFrame(frame);
  running = undefined;
  showRun(run);
  if (run.problems.length) showError(new Error(run.problems.join('; ')), 'Change the filter, or empty it');
  showState(
    how === 'stopped' ? 'Stopped' : run.counts.failed ? 'Failed' : run.total ? 'Passed' : 'Nothing to run',
  );
  say('result', how === 'stopped' ? `Stopped: ${sentence(run)}` : sentence(run));
  const { counts, seconds, results } = run;
  report = {
    how,
    ...counts,
    seconds,
    variant,
    threads,
    filter,
    cores: navigator.hardwareConcurrency,
    browser: navigator.userAgent,
    built: new Date(index.built).toISOString(),
    date: new Date().toISOString(),
    tests: results,
  };
  byId('keep', HTMLElement).hidden = false;
}

async function start() {
  index = await loadIndex();
  if (!index) {
    byId('missing', HTMLElement).hidden = false;
    return showState('No tests here');
  }
  programs = await loadPrograms(index);
  for (const { variant, reason } of programs) {
    const option = make('option', { value: variant }, reason ? `${variant} (not in this browser)` : variant);
    option.disabled = !!reason;
    select.append(option);
  }
  select.value = programs.find(({ reason }) => !reason)?.variant ?? '';
  byId('selftest', HTMLElement).hidden = false;
  if (!chosen()) throw new Error(programs.map(({ variant, reason }) => `${variant}: ${reason}`).join('; '));
  linkForm(byId('selftest', HTMLFormElement), (error) => showError(error));
  showPlace();
  showState('Ready');
}

/** Catch2's words for one test, whatever is in its name. @param {string} name */
const onlyOne = (name) => name.replace(/[\\,"[\]~*]/g, '\\$&');
const asText = () => JSON.stringify(report, null, 2);

startNotices();
byId('selftest', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
byId('stop-tests', HTMLElement).addEventListener('click', () => running?.abort());
select.addEventListener('change', showPlace);
byId('failures', HTMLElement).addEventListener('click', ({ target }) => {
  const name = target instanceof HTMLButtonElement && target.dataset.test;
  if (!name || running) return;
  const filter = byId('filter', HTMLInputElement);
  filter.value = onlyOne(name);
  filter.dispatchEvent(new Event('change', { bubbles: true }));
  void run();
});
copyOnClick(byId('copy', HTMLElement), asText);
byId('save', HTMLElement).addEventListener('click', () =>
  save(new Blob([asText()], { type: 'application/json' }), `weft-selftest-${report.variant}.json`),
);
start().catch((error) => {
  showState('Cannot run here');
  showError(error);
});
void keepOffline();
