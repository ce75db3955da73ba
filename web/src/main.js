// The page: puts the parts together. What each part does stands in its own file.

import './shell/styles/base.css';
import './shell/styles/layout.css';
import './shell/styles/controls.css';
import './shell/styles/run.css';
import { buildInfo } from 'weft';
import { showButtons, startButtons } from './run/buttons.js';
import { showChoice, startChooser, unfinished } from './data/chooser.js';
import { servedIndex } from './data/index_file.js';
import { syntheticSource } from './data/sources.js';
import { offerThreads, readSettings, settingsNow, startForm } from './settings/form.js';
import { keepOffline } from './shell/offline.js';
import { startUnderstanding } from './understand/understand.js';
import { clearError, showError, startNotices } from './shell/notices.js';
import { showState } from './run/progress_view.js';
import { startResults } from './run/results.js';
import { emit } from './run/events.js';
import { configOf, createRunView } from './run/run_view.js';
import { closeSession, openSession } from './run/sessions.js';
import { dataName, labelData, showBuild, showSession } from './shell/status.js';
import { createTraining } from './run/training.js';

/** @typedef {import('./data/sources.js').Source} Source */

/** The data in use: the last that could be opened. @type {Source | undefined} */
let source;
/** The opening of data under way. @type {AbortController | undefined} */
let opening;
/** Train was pressed while data was being opened. */
let queued = false;
/** The module can run here. */
let works = false;

const render = () => showButtons(training.state(), works);
const training = createTraining(createRunView(settingsNow().epochs, () => render()));

/** Opens data. What was there before stays if that fails. @param {Source} next */
async function choose(next) {
  opening?.abort();
  const mine = (opening = new AbortController());
  showState('Loading data…');
  try {
    const session = await openSession(next, settingsNow(), mine.signal);
    source = next;
    const name = dataName(session.dataset, next.kind);
    showSession(session, name);
    labelData('gallery', name);
    emit('ready', { session, source: next, config: configOf(settingsNow()) });
  } catch (error) {
    if (mine.signal.aborted) return;
    closeSession();
    await recover(error, next);
  }
  if (opening !== mine) return;
  opening = undefined;
  showState('Ready');
  if (queued && source === next) train();
  queued = false;
}

/** @param {unknown} error @param {Source} failed */
async function recover(error, failed) {
  if (source) {
    showError(error, 'The data stays as it was');
    showChoice(source.kind);
  } else if (failed.kind === 'synthetic') {
    showError(error);
  } else {
    showError(error, 'Going on with synthetic data');
    showChoice('synthetic');
    await choose(syntheticSource(60000));
  }
}

function train() {
  if (!works || training.state() !== 'idle') return;
  const settings = readSettings();
  const missing = unfinished(source);
  if (missing) showError(missing);
  if (!settings || missing) return;
  queued = opening !== undefined;
  if (queued || !source) return;
  clearError();
  void training.start(source, settings);
}

async function begin() {
  startNotices();
  const index = servedIndex(showError);
  startForm(train);
  startButtons({ pause: training.togglePause, stop: training.stop });
  startResults();
  startUnderstanding();
  render();
  try {
    const found = await buildInfo();
    showBuild(found);
    const two = await buildInfo({ threads: 2 });
    offerThreads(found.threads, two.threads < 2, navigator.hardwareConcurrency);
    works = true;
    render();
  } catch (error) {
    showState('Cannot train here');
    return showError(error, 'The page cannot train in this browser');
  }
  const chosen = (/** @type {Source} */ next) => {
    if (training.state() !== 'idle') return;
    clearError();
    void choose(next);
  };
  await choose(startChooser(await index, chosen, showError));
  void keepOffline();
}

void begin();
