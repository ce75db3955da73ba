// Progress between a worker that never waits and a loop that takes its time: what has not been taken
// is put together into one event, except that each epoch's end keeps an event of its own.

/** @typedef {import('../index.js').Progress} Progress */
/** @typedef {{ resolve: (result: IteratorResult<Progress>) => void, reject: (error: unknown) => void }} Waiting */

/** @implements {AsyncIterableIterator<Progress>} */
export class ProgressQueue {
  /** @type {Progress[]} */
  #events = [];
  /** @type {Waiting[]} */
  #waiting = [];
  /** @type {{ error?: unknown } | undefined} */
  #end;
  #onReturn;

  /** @param {() => Promise<void>} onReturn    when the loop is left early */
  constructor(onReturn) {
    this.#onReturn = onReturn;
  }

  /** @param {Progress} event */
  push(event) {
    if (this.#end) return;
    const taker = this.#waiting.shift();
    if (taker) return taker.resolve({ value: event, done: false });
    const last = this.#events.at(-1);
    if (last && !last.result) {
      this.#events.pop();
      event = { ...event, points: [...last.points, ...event.points] };
    }
    this.#events.push(event);
  }

  /** What was pushed before can still be taken. */
  finish() {
    this.#close({});
  }

  /** @param {unknown} error    the next to take gets it */
  fail(error) {
    this.#close({ error });
  }

  /** @param {{ error?: unknown }} end */
  #close(end) {
    if (this.#end) return;
    this.#end = end;
    if ('error' in end) this.#events = [];
    for (const taker of this.#waiting.splice(0)) this.#answer(taker);
  }

  /** @param {Waiting} taker */
  #answer({ resolve, reject }) {
    if (!this.#end || !('error' in this.#end)) return resolve({ value: undefined, done: true });
    const { error } = this.#end;
    this.#end = {};
    reject(error);
  }

  /** @returns {Promise<IteratorResult<Progress>>} */
  next() {
    const event = this.#events.shift();
    if (event) return Promise.resolve({ value: event, done: false });
    return new Promise((resolve, reject) => {
      const taker = { resolve, reject };
      if (this.#end) this.#answer(taker);
      else this.#waiting.push(taker);
    });
  }

  /** @returns {Promise<IteratorResult<Progress>>} */
  async return() {
    this.#events = [];
    this.#close({});
    await this.#onReturn();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}
