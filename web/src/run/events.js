// What happens to the run, for every part of the page that shows something of it. The run's owner emits;
// parts listen, and know nothing of each other.

/**
 * One training, from Start to its end or to Reset; going on and more epochs belong to it.
 * @typedef {object} Run
 * @property {number} id    counting from 1 in this tab
 * @property {string} name
 * @property {import('../settings/config.js').Config} config    more epochs give it another
 * @property {string} data    the data's name for people
 * @property {import('weft').Variant} variant
 * @property {number} threads
 */

/** @typedef {import('weft').Session} Session */
/** @typedef {import('../data/sources.js').Source} Source */
/** @typedef {'idle' | 'starting' | 'training' | 'paused' | 'stopping'} State */

/**
 * A run that goes on after a crash or on another day repeats nothing: points and results come once.
 * @typedef {object} Events
 * @property {{ session: Session, source: Source, config: Run['config'] }} ready    data is open, and nothing is trained
 * @property {{ session: Session }} closed    it answers nothing more
 * @property {{ run: Run, session: Session, source: Source }} begin
 * @property {{ run: Run, progress: import('weft').Progress, session: Session }} progress    `fraction` is of the whole run
 * @property {{ run: Run, result: import('weft').EpochResult, session: Session }} epoch    `epoch` 0 is the point before training
 * @property {{ run: Run, how: 'done' | 'stopped' | 'failed', session?: Session }} end
 * @property {{ run: Run }} gone    its session has been closed: it cannot go on
 * @property {State} state
 */

/** @type {Map<keyof Events, Set<(value: any) => void>>} */
const listeners = new Map();

/**
 * @template {keyof Events} K
 * @param {K} name @param {(value: Events[K]) => void} listener
 * @returns {() => void}    ends it
 */
export function on(name, listener) {
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(listener));
  return () => all.delete(listener);
}

/** @template {keyof Events} K @param {K} name @param {Events[K]} value */
export function emit(name, value) {
  for (const listener of listeners.get(name) ?? []) listener(value);
}
