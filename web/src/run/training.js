// One training at a time: begin, pause, go on, by steps or epochs, stop, reset. The loop itself runs in the
// module's worker; what arrives here is progress, also while the tab is in the background. A pause leaves
// the loop, since a session goes on from any batch to the same numbers.

import { describe } from '../settings/config.js';
import { FIELDS } from '../settings/fields.js';
import { dataName } from '../shell/status.js';
import { revive } from './crash.js';
import { emit, on as listen } from './events.js';
import { keep } from './keeper.js';
import { Ledger } from './ledger.js';
import { closeSession, markUsed, openCheckpoint, openSession } from './sessions.js';
import { steps } from './snapshot.js';

/** @typedef {import('./events.js').State} State */
/** @typedef {import('./events.js').Source} Source */
/** @typedef {import('./events.js').Session} Session */
/** @typedef {import('../settings/config.js').Config} Config */

/** What ends a training before its time: so many epochs or batches. @typedef {{ epochs?: number, steps?: number }} Limits */

/** How long a worker may take over its batch when it is to stop, in milliseconds; then it ends with its run. */
const PATIENCE = 5000;

/** @template T @param {Promise<T>} promise @param {AbortSignal} signal @returns {Promise<T>} */
function orAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/** @param {Session} session @param {Source} source @param {Config} config @param {number} id */
function newRun(session, source, config, id) {
  const { variant, threads } = session.info;
  return {
    id,
    name: describe(config),
    config,
    data: dataName(session.dataset, source),
    variant,
    threads,
  };
}

/** @param {{ error: (error: unknown) => void, tell: (message: string) => void }} on */
export function createTraining(on) {
  /** @type {State} */
  let state = 'idle';
  /** Of what was begun last: a training that it is not has been overtaken. */
  let stopper = new AbortController();
  /** The run that there is, under way or at rest. @type {Ledger | undefined} */
  let held;
  let runs = 0;
  /** The training under way; the next one waits for it. */
  let active = Promise.resolve();
  let busy = false;

  /** @param {State} next */
  const enter = (next) => emit('state', (state = next));

  // Other data, other weights: what was trained is gone.
  listen('closed', ({ session }) => {
    if (held?.session !== session) return;
    const { run } = held;
    held = undefined;
    emit('gone', { run });
  });
  listen('ready', () => emit('state', state));

  /** @param {'done' | 'stopped'} how @param {Ledger} [ended] */
  function end(how, ended) {
    enter('idle');
    if (ended) emit('end', { run: ended.run, how, session: ended.session });
  }

  /** The run ends with all that its worker holds. @param {'stopped' | 'failed'} how */
  function drop(how) {
    const dropped = held;
    held = undefined;
    closeSession();
    enter('idle');
    if (dropped) emit('end', { run: dropped.run, how });
  }

  /** @param {unknown} error */
  function fail(error) {
    drop('failed');
    on.error(error);
  }

  /** A worker that crashes over it is started once more. @param {Ledger} ledger */
  async function beforeTraining(ledger) {
    try {
      return await ledger.session.evaluate();
    } catch (error) {
      await revive(ledger, error, on.tell);
      return ledger.session.evaluate();
    }
  }

  /** A new run. @param {Source} source @param {Config} config @param {Limits} [limits] @returns {Promise<boolean>} whether it was stopped before there was one */
  async function begin(source, config, limits) {
    if (state !== 'idle') return false;
    const { signal } = (stopper = new AbortController());
    const before = held;
    enter('starting');
    try {
      const session = await orAborted(openSession(source, config, signal), signal);
      markUsed();
      held = new Ledger(newRun(session, source, config, ++runs), session, source);
      emit('begin', { run: held.run, session, source });
      if (session.dataset.test > 0) held.first(await orAborted(beforeTraining(held), signal));
    } catch (error) {
      const begun = held !== before && held;
      if (begun && signal.aborted) end('stopped', begun);
      else if (begun) fail(error);
      else enter('idle');
      if (!begun && !signal.aborted) on.error(error);
      return !begun && signal.aborted;
    }
    goOn(limits);
    return false;
  }

  /**
   * A run from a file, in the place of the one that there is; an error changes nothing.
   * @param {Source} source @param {import('./about.js').About} about @param {Uint8Array<ArrayBuffer>} file @param {import('./snapshot.js').Snapshot} snapshot
   */
  async function bring(source, { config, first }, file, snapshot) {
    if (state !== 'idle') return false;
    const { signal } = (stopper = new AbortController());
    enter('starting');
    let ledger;
    try {
      const session = await orAborted(openCheckpoint(source, config, file, signal), signal);
      ledger = new Ledger(newRun(session, source, config, ++runs), session, source);
    } catch (error) {
      enter('idle');
      if (signal.aborted) return false;
      throw error;
    }
    held = ledger;
    ledger.latest = file;
    emit('begin', { run: ledger.run, session: ledger.session, source });
    try {
      if (steps(snapshot.place) === 0 && ledger.session.dataset.test > 0)
        ledger.first(await orAborted(beforeTraining(ledger), signal));
      else if (first) ledger.first(first);
    } catch (error) {
      if (held === ledger && !signal.aborted) fail(error);
      else if (held === ledger) end('stopped', ledger);
      return held === ledger;
    }
    ledger.catchUp(snapshot);
    if (ledger.left() === 0) end('done', ledger);
    else enter('paused');
    return true;
  }

  /** Trains on, to the end of the run or so far. @param {Limits} [limits] */
  function goOn(limits = {}) {
    const ledger = held;
    if (!ledger) return;
    // One step after the end is one of an epoch more.
    if (ledger.left() === 0) ledger.run.config = { ...ledger.run.config, epochs: ledger.place.epochs + 1 };
    const { signal } = (stopper = new AbortController());
    busy = true;
    enter('training');
    active = active.then(() => drive(ledger, limits, signal));
  }

  /** @param {Ledger} ledger @param {Limits} limits @param {AbortSignal} signal */
  async function drive(ledger, { epochs = ledger.left(), steps: limit }, signal) {
    const partly = limit !== undefined || epochs < ledger.left();
    const end = { epochs: ledger.place.epochs + epochs, steps: steps(ledger.place) + (limit ?? NaN) };
    /** @type {import('./snapshot.js').Place | undefined} */
    let at = ledger.place;
    while (at && held === ledger && !signal.aborted) {
      const most = { epochs: end.epochs - at.epochs, ...(limit && { steps: end.steps - steps(at) }) };
      at = undefined;
      try {
        for await (const progress of ledger.session.fit({ ...most, signal })) {
          if (signal.aborted) break;
          ledger.add(progress, partly);
        }
      } catch (error) {
        if (signal.aborted || held !== ledger) break;
        at = await revive(ledger, error, on.tell).catch((reason) => {
          if (held === ledger) fail(reason);
          return undefined;
        });
      }
    }
    if (held === ledger) await settle(ledger, signal);
    if (stopper.signal === signal) busy = false;
  }

  /** What the worker has not told yet; where it has crashed over it, what the next one knows. @param {Ledger} ledger */
  async function catchUp(ledger) {
    try {
      await ledger.sync();
    } catch (error) {
      ledger.place = await revive(ledger, error, on.tell);
      await ledger.sync();
    }
  }

  /** After a training: what it has come to, then the state that was asked for. @param {Ledger} ledger @param {AbortSignal} signal */
  async function settle(ledger, signal) {
    try {
      await catchUp(ledger);
    } catch (error) {
      if (held === ledger) fail(error);
      return;
    }
    if (held !== ledger) return;
    void keep(ledger);
    // Someone has pressed Resume meanwhile.
    if (stopper.signal !== signal) return;
    if (ledger.left() === 0) end('done', ledger);
    else if (state === 'stopping') end('stopped', ledger);
    else enter('paused');
  }

  return {
    state: () => state,
    /** What there is to go on with. */
    held: () => held,
    begin,
    bring,
    goOn,

    stop() {
      if (state === 'idle' || state === 'stopping') return;
      // A pause that is complete has nothing to end.
      if (state === 'paused' && !busy) return end('stopped', held);
      enter('stopping');
      stopper.abort();
      const mine = stopper;
      setTimeout(() => {
        if (mine !== stopper || state !== 'stopping') return;
        drop('stopped');
        on.tell(
          `The worker did not stop within ${PATIENCE / 1000} s, and was ended with its run. Smaller batches stop sooner`,
        );
      }, PATIENCE);
    },

    togglePause() {
      if (state === 'training') {
        enter('paused');
        stopper.abort();
      } else if (state === 'paused') {
        goOn();
      }
    },

    /** Forgets the run. */
    reset() {
      stopper.abort();
      closeSession();
      enter('idle');
    },

    /** A run that is over gets so many epochs more. @param {number} epochs @returns {string}    what is wrong with it */
    more(epochs) {
      if (!held || state !== 'idle') return '';
      const all = held.place.epochs + epochs;
      const { max } = FIELDS.epochs;
      if (all > max) return `at most ${max} epochs in all; ${held.place.epochs} are done, got ${epochs} more`;
      held.run.config = { ...held.run.config, epochs: all };
      goOn();
      return '';
    },
  };
}
