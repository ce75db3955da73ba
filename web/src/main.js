// The page: puts the parts together. What each part does stands in its own file.

import './shell/styles/base.css';
import './shell/styles/layout.css';
import './shell/styles/controls.css';
import './shell/styles/run.css';
import './settings/settings.css';
import './run/transport.css';
import { buildInfo } from 'weft';
import { startCurves } from './board/curves.js';
import { showChoice, startChooser, unfinished } from './data/chooser.js';
import { servedIndex } from './data/index_file.js';
import { linkName, linkedSource } from './data/link_data.js';
import { syntheticSource } from './data/sources.js';
import { showButtons, startButtons } from './run/buttons.js';
import { emit, on } from './run/events.js';
import { showState } from './run/progress_view.js';
import { startResults } from './run/results.js';
import { showFailure, startRunView } from './run/run_view.js';
import { closeSession, openSession } from './run/sessions.js';
import { createTraining } from './run/training.js';
import { showCost, startCost } from './settings/cost_view.js';
import { configNow, offerThreads, readConfig, showConfig, startForm, validConfig } from './settings/form.js';
import { keepLink, readLink, startLink } from './settings/link_bar.js';
import { byId } from './shell/dom.js';
import { clearError, showError, startNotices } from './shell/notices.js';
import { keepOffline } from './shell/offline.js';
import { dataName, labelData, showBuild, showSession } from './shell/status.js';
import { startUnderstanding } from './understand/understand.js';

/** @typedef {import('./data/sources.js').Source} Source */

/** The data in use: the last that could be opened. @type {Source | undefined} */
let source;
/** What the page begins with when nobody asks for other data. @type {Source | undefined} */
let usual;
/** The opening of data under way. @type {AbortController | undefined} */
let opening;
/** A button was pressed while data was being opened. @type {(() => void) | undefined} */
let queued;
/** The module can run here. */
let works = false;

const training = createTraining(showFailure);

function render() {
  const held = training.held();
  showButtons(training.state(), works, held && { epochs: held.place.epochs, left: held.left() });
}

/** What follows from the settings: the cost, and the link. */
function showSettings() {
  showCost(configNow());
  const config = validConfig();
  if (config && source) keepLink(config, linkName(source));
}

/** Opens data. What was there before stays if that fails. @param {Source} next */
async function choose(next) {
  opening?.abort();
  const mine = (opening = new AbortController());
  showState('Loading data…');
  try {
    const config = configNow();
    const session = await openSession(next, config, mine.signal);
    source = next;
    const name = dataName(session.dataset, next);
    showSession(session, name);
    labelData('gallery', name);
    showSettings();
    emit('ready', { session, source, config });
  } catch (error) {
    if (mine.signal.aborted) return;
    closeSession();
    await recover(error, next);
  }
  if (opening !== mine) return;
  opening = undefined;
  showState('Ready');
  if (source === next) queued?.();
  queued = undefined;
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

/** Begins a run with the settings, if they are right. @param {import('./run/training.js').Limits} [limits] */
function train(limits) {
  if (!works || training.state() !== 'idle') return;
  const config = readConfig();
  const missing = unfinished(source);
  if (missing) showError(missing);
  if (!config || missing) return;
  queued = opening && (() => train(limits));
  if (queued || !source) return;
  clearError();
  void training.begin(source, config, limits);
}

/** A step or an epoch: of the run that there is, as long as the settings are its own. @param {import('./run/training.js').Limits} limits */
function advance(limits) {
  const held = training.held();
  const { epochs: _, ...settings } = configNow();
  const { epochs: __, ...own } = held?.run.config ?? configNow();
  const same = held && JSON.stringify(settings) === JSON.stringify(own);
  if (held && (same || training.state() === 'paused')) training.goOn(limits);
  else train(limits);
}

function reset() {
  training.reset();
  clearError();
  if (source) void choose(source);
}

/** The data of a link; what is wrong with it is said. @param {NonNullable<ReturnType<typeof readLink>>} link @param {Source} instead */
function linked({ data, messages }, instead) {
  const { source: wanted, images, message } = linkedSource(data, instead);
  if (images !== undefined) byId('images', HTMLInputElement).value = String(images);
  showChoice(wanted.kind);
  const all = message ? [...messages, message] : messages;
  if (all.length > 0) showError(all.join('. '));
  return wanted;
}

/** The address is another: what it asks for is set, and its data opened. */
function follow() {
  const link = readLink();
  // A jump inside the page: the address becomes what it was.
  if (!link || !usual) return showSettings();
  if (training.state() !== 'idle') {
    showError('link: a training is under way', 'Stop it first');
    return showSettings();
  }
  clearError();
  showConfig(link.config);
  return void choose(linked(link, usual));
}

/** A run that is over goes on; the settings become its own. @param {number} epochs */
function more(epochs) {
  const wrong = training.more(epochs);
  const held = training.held();
  if (!wrong && held) {
    showConfig(held.run.config);
    showSettings();
  }
  return wrong;
}

async function begin() {
  startNotices();
  const index = servedIndex(showError);
  startForm({ onTrain: () => train(), onChange: showSettings });
  startCost(configNow);
  startRunView(configNow().epochs);
  startCurves(configNow().epochs);
  startResults();
  startUnderstanding();
  startLink(follow);
  on('state', render);
  startButtons(
    {
      pause: training.togglePause,
      step: () => advance({ steps: 1 }),
      epoch: () => advance({ epochs: 1 }),
      stop: training.stop,
      reset,
    },
    more,
  );
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
  usual = startChooser(await index, chosen, showError);
  const link = readLink();
  if (link) showConfig(link.config);
  await choose(link ? linked(link, usual) : usual);
  void keepOffline();
}

void begin();
