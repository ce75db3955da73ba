// The data in use and the run that there is, and what is done with them: by buttons, by a link, by a file,
// by what an earlier visit has left.

import { showChoice, showSource, sourceOf, startChooser, unfinished } from '../data/chooser.js';
import { syntheticSource } from '../data/sources.js';
import { configNow, readConfig, showConfig, validConfig } from '../settings/form.js';
import { shown } from '../settings/fields.js';
import { dataPart, decoded, fromLink, toLink } from '../settings/link.js';
import { messageOf } from '../shell/format.js';
import { clearError, showError } from '../shell/notices.js';
import { dataName, labelData, showSession } from '../shell/status.js';
import { readCheckpoint } from './checkpoint_file.js';
import { emit } from './events.js';
import { forget } from './keeper.js';
import { showState } from './progress_view.js';
import { showFailure } from './run_view.js';
import { isOpen, openSession } from './sessions.js';
import { createTraining } from './training.js';

/** @typedef {import('../data/sources.js').Source} Source */
/** @typedef {import('../settings/config.js').Config} Config */
/** @typedef {import('./training.js').Limits} Limits */

export const training = createTraining({ error: showFailure, tell: showError });

/** The data in use: the last that could be opened. @type {Source | undefined} */
let source;
/** The opening of data under way. @type {AbortController | undefined} */
let opening;
let opened = Promise.resolve();
/** A button was pressed while data was being opened. @type {(() => void) | undefined} */
let queued;

/** @param {Source} next */
const choose = (next) => (opened = openData(next));

/** Opens data. What was there before stays if that fails. @param {Source} next */
async function openData(next) {
  opening?.abort();
  const mine = (opening = new AbortController());
  showState('Loading data…');
  const before = training.held();
  try {
    const config = configNow();
    const session = await openSession(next, config, mine.signal);
    source = next;
    const name = dataName(session.dataset, next);
    showSession(session, name);
    labelData('gallery', name);
    emit('ready', { session, source, config });
  } catch (error) {
    if (mine.signal.aborted) return;
    await recover(error, next, before !== training.held());
  }
  if (opening !== mine) return;
  opening = undefined;
  showState('Ready');
  if (source === next) queued?.();
  queued = undefined;
}

/** @param {unknown} error @param {Source} failed @param {boolean} gone    the run that there was */
async function recover(error, failed, gone) {
  if (source) {
    showError(error, gone ? 'The data stays as it was, the run is gone' : 'The data stays as it was');
    showChoice(source.kind);
  } else if (failed.kind === 'synthetic') {
    showError(error);
  } else {
    showError(error, 'Going on with synthetic data');
    showChoice('synthetic');
    await choose(syntheticSource(60000));
  }
}

/** Begins a run with the settings, if they are right. @param {Limits} [limits] */
export function train(limits) {
  if (training.state() !== 'idle') return;
  const config = readConfig();
  const missing = unfinished(source);
  if (missing) showError(missing);
  if (!config || missing) return;
  queued = opening && (() => train(limits));
  if (queued || !source) return;
  clearError();
  const wanted = source;
  void training.begin(wanted, config, limits).then((stopped) => {
    // While its worker started: there is none, and what explains the model asks for one.
    if (stopped && !isOpen()) void choose(wanted);
  });
}

/** A step or an epoch: of the run that there is, as long as the settings are its own. @param {Limits} limits */
export function advance(limits) {
  const held = training.held();
  /** @param {Config} config */
  const settings = ({ epochs: _, ...others }) => JSON.stringify(others);
  const same = held && settings(configNow()) === settings(held.run.config);
  if (opening || !held || !(same || training.state() === 'paused')) return train(limits);
  training.goOn(limits);
  // One step after the end is one of an epoch more.
  showConfig(held.run.config);
}

/** A run that is over goes on; the settings, and so the link, become its own. @param {number} epochs @returns {string}    what is wrong with it */
export function more(epochs) {
  if (opening) return 'the data is being opened';
  const wrong = training.more(epochs);
  const held = training.held();
  if (!wrong && held) showConfig(held.run.config);
  return wrong;
}

/** Forgets the run: the model is new again. */
export function reset() {
  training.reset();
  forget();
  clearError();
  if (source) void choose(source);
}

/** The settings and the data as a link, where all fields are right. */
export function link() {
  const config = validConfig();
  return config && source ? toLink(config, dataPart(source)) : undefined;
}

/** More than these say nothing new. */
const MESSAGES = 4;

/** Sets what a link says. @returns {Source | undefined}    the data that it names */
function followLink() {
  const { hash } = location;
  const linked = fromLink(hash);
  if (!linked && hash.length > 1 && !document.getElementById(hash.slice(1)))
    showError(`link: must have parts, such as lr=0.1; ${shown(decoded(hash.slice(1)))}`, 'It is left out');
  if (!linked || training.state() !== 'idle') return undefined;
  const { config, data, messages } = linked;
  showConfig(config);
  let named;
  try {
    named = data === undefined ? undefined : sourceOf(data);
  } catch (error) {
    messages.push(`link: ${messageOf(error)}; other data is used instead`);
  }
  if (named) showSource(named);
  const more = messages.splice(MESSAGES).length;
  if (more > 0) messages.push(`link: ${more} parts more are wrong`);
  if (messages.length > 0) showError(messages.join('. '));
  return named;
}

/** Another link while the page is open: another address typed, or a way back. */
export function linkChanged() {
  if (training.state() !== 'idle' && fromLink(location.hash))
    return showError('link: a training is under way', 'Stop it first');
  const named = followLink();
  if (named && named.key !== source?.key) return void choose(named);
  return undefined;
}

/** The data that a file was trained on. @param {string} who @param {import('./about.js').About} about @param {Source} now */
function sourceFor(who, { data }, now) {
  if (!data || data.key === now.key) return now;
  const named = data.part === 'own' ? undefined : sourceOf(data.part);
  if (named?.key === data.key) return named;
  throw new Error(
    `${who}: goes on with the data that it was trained on, ${data.name}; the data in use is other: ${now.name}`,
  );
}

/** Goes on from a file, or says why not and changes nothing. @param {string} who @param {import('./checkpoint_file.js').Opened} file @returns {Promise<boolean>} */
export async function bring(who, { about, bytes, snapshot }) {
  await opened;
  if (!source || training.state() !== 'idle') return false;
  try {
    const theirs = sourceFor(who, about, source);
    const { threads } = configNow();
    const config = { ...about.config, threads: threads && (about.config.threads ?? threads) };
    if (!(await training.bring(theirs, { ...about, config }, bytes, snapshot))) return false;
    source = theirs;
    clearError();
    showSource(theirs);
    showConfig(config);
    return true;
  } catch (error) {
    const message = messageOf(error);
    // The module calls every file it goes on from a checkpoint.
    showError(
      message.startsWith(who) ? message : `${who}: ${message.replace(/^checkpoint: /, '')}`,
      'Nothing was changed',
    );
    return false;
  }
}

/** Opens a saved model. @param {File} file */
export async function openModel(file) {
  if (training.state() !== 'idle') return showError(`${file.name}: a training is under way; stop it first`);
  try {
    await bring(file.name, await readCheckpoint(file.name, file, configNow()));
  } catch (error) {
    showError(error, 'Nothing was changed');
  }
}

/** Opens the first data, that of a link or what the page is served with. @param {import('../data/index_file.js').Index | undefined} index */
export async function openFirst(index) {
  const chosen = (/** @type {Source} */ next) => {
    if (training.state() !== 'idle') return;
    clearError();
    void choose(next);
  };
  const first = startChooser(index, chosen, showError);
  await choose(followLink() ?? first);
}
