// The benchmark page: how fast weft is in this browser, on this machine.

import '../shell/styles/base.css';
import '../shell/styles/layout.css';
import '../shell/styles/controls.css';
import '../shell/styles/run.css';
import '../run/transport.css';
import './benchmark.css';
import { buildInfo } from 'weft';
import { save } from '../shell/save.js';
import { copyOnClick } from '../shell/copy.js';
import { byId, say } from '../shell/dom.js';
import { linkForm } from '../shell/form_link.js';
import { count, duration } from '../shell/format.js';
import { clearError, showError, startNotices } from '../shell/notices.js';
import { keepOffline } from '../shell/offline.js';
import { fact, showBuild } from '../shell/status.js';
import { measureEpoch } from './epoch.js';
import { asJson, asMarkdown, doubts } from './figures.js';
import { EFFORTS, jobsFor } from './jobs.js';
import { measureProduct } from './products.js';
import { addRow, showElsewhere } from './view.js';

/** The run under way. @type {AbortController | undefined} */
let running;
let threads = 0;
/** @type {import('./figures.js').Report} */
let report = { where: {}, measurements: [] };

/** @param {string} state */
function showState(state) {
  say('state', state);
  byId('measure', HTMLElement).setAttribute('aria-disabled', String(!!running || !threads));
  byId('stop', HTMLElement).setAttribute('aria-disabled', String(!running));
}

async function run() {
  if (running || !threads) return;
  const isChecked = (/** @type {string} */ id) => byId(id, HTMLInputElement).checked;
  const jobs = jobsFor(threads, { products: isChecked('products'), epoch: isChecked('epochs') });
  if (jobs.length === 0)
    return showError(new Error('Nothing is chosen to measure'), 'Tick one of the two boxes');
  const effort = EFFORTS[byId('effort', HTMLSelectElement).value];
  const { signal } = (running = new AbortController());
  clearError();
  byId('rows', HTMLElement).replaceChildren();
  byId('results', HTMLElement).hidden = true;
  report.measurements = [];
  delete report.where.data;
  report.where.date = new Date().toISOString();
  report.where.tab = 'in front';
  noteTab();
  fact('data', '');
  const begun = performance.now();
  let [done, at] = [0, 0];
  const show = (/** @type {number} */ share) => {
    at = (done + share) / jobs.length;
    byId('progress', HTMLProgressElement).value = at;
    say('progress-percent', `${Math.floor(100 * at)} %`);
    if (at > 0.05) say('time-left', duration(((performance.now() - begun) / 1000) * (1 / at - 1)));
  };
  showState('Measuring');
  try {
    for (const job of jobs) {
      say('now', `${job.label}, ${count(job.threads)} thread${job.threads > 1 ? 's' : ''}`);
      show(0);
      const measurement = await (job.kind === 'epoch' ? measureEpoch : measureProduct)(
        job,
        effort,
        show,
        signal,
      );
      report.where.weft = measurement.version;
      if (measurement.data) fact('data', (report.where.data = measurement.data));
      report.measurements.push(measurement);
      addRow(measurement);
      done++;
    }
    show(0);
    end('Done');
  } catch (error) {
    end(signal.aborted ? 'Stopped' : 'Failed');
    if (!signal.aborted) showError(error);
  }
}

/** Browsers give less to a tab that nobody sees. */
function noteTab() {
  if (running && document.hidden) report.where.tab = 'in the background for a while';
}

/** @param {string} how */
function end(how) {
  running = undefined;
  say('doubts', doubts(report));
  say('now', '–');
  say('time-left', '–');
  const ended = report.measurements.length;
  say('announcer', `${how}: ${count(ended)} measurement${ended === 1 ? '' : 's'}`);
  showState(how);
}

async function start() {
  const info = await buildInfo();
  threads = info.threads;
  showBuild(info, 'The fastest that this browser runs, with a thread for each core.');
  report.where = {
    variant: info.variant,
    cores: String(navigator.hardwareConcurrency),
    browser: navigator.userAgent,
  };
  linkForm(byId('benchmark', HTMLFormElement), (error) => showError(error));
  showState('Ready');
}

startNotices();
showElsewhere();
byId('benchmark', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
byId('stop', HTMLElement).addEventListener('click', () => running?.abort());
document.addEventListener('visibilitychange', noteTab);
copyOnClick(byId('copy-json', HTMLElement), () => asJson(report));
byId('save-json', HTMLElement).addEventListener('click', () =>
  save(
    new Blob([asJson(report)], { type: 'application/json' }),
    `weft-benchmark-${report.where.variant}.json`,
  ),
);
copyOnClick(byId('copy-markdown', HTMLElement), () => asMarkdown(report));
start().catch((error) => {
  showState('Cannot measure here');
  showError(error);
});
void keepOffline();
