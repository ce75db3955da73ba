// One training run at a time: start, pause, resume, stop. The loop itself runs in the module's worker;
// what arrives here is progress, also while the tab is in the background.

import { closeSession, markUsed, openSession } from './sessions.js';

/** @typedef {'idle' | 'starting' | 'training' | 'paused' | 'stopping'} State */
/** @typedef {import('../data/sources.js').Source} Source */
/** @typedef {import('../settings/fields.js').Settings} Settings */

/**
 * @typedef {object} Events
 * @property {(state: State) => void} state
 * @property {(session: import('weft').Session, settings: Settings, source: Source) => void} begin
 * @property {(progress: import('weft').Progress, paused: boolean) => void} progress
 * @property {(how: 'done' | 'stopped', session?: import('weft').Session) => void} end
 * @property {(error: unknown) => void} error
 */

/** How long a worker may take to notice that it is to stop, in milliseconds. */
const PATIENCE = 5000;

/** @template T @param {Promise<T>} promise @param {AbortSignal} signal @returns {Promise<T>} */
function orAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/** @param {Events} on */
export function createTraining(on) {
  /** @type {State} */
  let state = 'idle';
  let stopper = new AbortController();
  /** @type {import('weft').Session | undefined} */
  let session;

  const now = () => state;
  /** @param {State} next */
  const enter = (next) => on.state((state = next));

  /** @param {Source} source @param {Settings} settings */
  async function start(source, settings) {
    if (state !== 'idle') return;
    const { signal } = (stopper = new AbortController());
    let failed = false;
    enter('starting');
    try {
      session = await orAborted(openSession(source, settings, signal), signal);
      markUsed();
      on.begin(session, settings, source);
      enter('training');
      for await (const progress of session.fit({ epochs: settings.epochs, signal })) {
        if (signal.aborted) break;
        on.progress(progress, now() === 'paused');
      }
    } catch (error) {
      failed = !signal.aborted;
      if (failed) {
        closeSession();
        on.error(error);
      }
    }
    const ended = session;
    session = undefined;
    enter('idle');
    if (!failed) on.end(signal.aborted ? 'stopped' : 'done', ended);
  }

  function stop() {
    if (state === 'idle' || state === 'stopping') return;
    const stopped = session;
    enter('stopping');
    stopper.abort();
    if (!stopped) return;
    // A paused run is let go on, so that it comes to the point where it ends.
    stopped.resume().catch(() => {});
    setTimeout(() => {
      if (session === stopped && state === 'stopping') closeSession();
    }, PATIENCE);
  }

  async function togglePause() {
    if (!session || (state !== 'training' && state !== 'paused')) return;
    const pausing = state === 'training';
    enter(pausing ? 'paused' : 'training');
    // A worker that cannot answer ends the run itself, with its error.
    await (pausing ? session.pause() : session.resume()).catch(() => {});
  }

  return { start, stop, togglePause, state: now };
}
