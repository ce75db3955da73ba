// What there is to explain: the session that is open, and how far it is trained. Follows the run's events;
// everything in this folder learns from here what has changed.

import { on } from '../run/events.js';

/** @typedef {import('../run/events.js').Session} Session */
/** @typedef {import('../run/events.js').Source} Source */

/**
 * @typedef {object} Subject    another session, or another run of it, is another subject
 * @property {Session} session
 * @property {Source} source
 * @property {import('../settings/config.js').Config} config
 * @property {number} epochs    trained so far, with fractions
 * @property {number} moment    counts the changes of its weights that are known of
 */

/** What has happened. @typedef {'new' | 'progress' | 'epoch' | 'end'} Change */

/** @type {Subject | undefined} */
let subject;
/** @type {Set<(change: Change) => void>} */
const listeners = new Set();

/** Its session has been closed, and none has come after it. */
let lost = false;

export const current = () => subject;
export const isLost = () => lost;

/** @param {(change: Change) => void} listener */
export const onChange = (listener) => void listeners.add(listener);

/** @param {Change} change */
function tell(change) {
  for (const listener of listeners) listener(change);
}

/** @param {Omit<Subject, 'epochs' | 'moment'>} next */
function begin({ session, source, config }) {
  subject = { session, source, config, epochs: 0, moment: 0 };
  lost = false;
  tell('new');
}

/** @param {number} epochs @param {Change} change */
function advance(epochs, change) {
  if (!subject) return;
  subject.epochs = epochs;
  subject.moment++;
  tell(change);
}

export function followRun() {
  on('ready', begin);
  on('begin', ({ run, session, source }) => begin({ session, source, config: run.config }));
  on('progress', ({ progress: { epoch, batch, batches, result } }) => {
    advance(result ? epoch : epoch - 1 + batch / batches, 'progress');
  });
  on('epoch', ({ result }) => advance(result.epoch, 'epoch'));
  on('closed', ({ session }) => {
    if (subject?.session !== session) return;
    subject = undefined;
    lost = true;
  });
  on('end', ({ session }) => {
    if (session) advance(subject?.epochs ?? 0, 'end');
    else tell('end');
  });
}

/** How far it is, for people. @param {Pick<Subject, 'epochs'>} subject */
export function whenText({ epochs }) {
  if (epochs === 0) return 'Before training';
  const number = Number.isInteger(epochs) ? String(epochs) : epochs.toFixed(1);
  return `After ${number} ${number === '1' ? 'epoch' : 'epochs'}`;
}

/** What is said where a model gives NaN. */
export const NO_NUMBERS = 'its weights or the data are too large';

/** Why a panel of images stays empty. @param {Subject} subject */
export const needsImages = ({ source }) =>
  source.table ? 'The data in use is a table of numbers. This panel needs data that are images.' : '';

/** What the examples are. @param {Subject} subject */
export const examplesOf = ({ source }) => (source.table ? 'rows' : 'images');
