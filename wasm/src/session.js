// A training session as its owner sees it: every call goes to the worker that holds the model.

import { isNumbers } from './arrays.js';
import { abortSignal, checkOptions, oneOf, show, wholeNumber } from './check.js';
import { ProgressQueue } from './progress_queue.js';

/** @typedef {import('../index.js').BuildInfo} BuildInfo */
/** @typedef {import('../index.js').DatasetInfo} DatasetInfo */
/** @typedef {import('../index.js').Session} PublicSession */
/** @typedef {import('../index.js').FitOptions} FitOptions */

const SPLITS = /** @type {const} */ (['train', 'test']);

/** @implements {PublicSession} */
export class Session {
  #channel;
  /** The training under way: settled once the worker has ended it. @type {{ done: Promise<void>, cancelled: boolean } | undefined} */
  #training;

  /** @param {import('./channel.js').Channel} channel @param {BuildInfo} info @param {DatasetInfo} dataset */
  constructor(channel, info, dataset) {
    this.#channel = channel;
    this.info = Object.freeze(info);
    this.dataset = Object.freeze(dataset);
  }

  /** @param {FitOptions} [options] */
  fit(options = {}) {
    checkOptions('fit', options, ['epochs', 'signal']);
    const epochs = wholeNumber('fit', 'epochs', options.epochs, 1, 1_000_000) ?? 10;
    const signal = abortSignal('fit', options.signal);
    const before = this.#training;
    if (before && !before.cancelled) {
      throw new Error('fit: a training is under way already, one runs at a time');
    }

    const training = { done: Promise.resolve(), cancelled: false };
    const cancel = () => {
      training.cancelled = true;
      this.#channel.call('cancel').catch(() => {});
    };
    const queue = new ProgressQueue(() => {
      cancel();
      return training.done;
    });
    const abort = () => {
      cancel();
      queue.fail(signal?.reason);
    };
    const run = async () => {
      try {
        // Without one before it, the request goes out now, so that a pause right after it finds it.
        if (before) await before.done;
        if (signal?.aborted) return abort();
        if (training.cancelled) return queue.finish();
        signal?.addEventListener('abort', abort, { once: true });
        await this.#channel.call('fit', { epochs }, (event) => queue.push(event));
        queue.finish();
      } catch (error) {
        queue.fail(error);
      } finally {
        signal?.removeEventListener('abort', abort);
        if (this.#training === training) this.#training = undefined;
      }
    };
    this.#training = training;
    training.done = run();
    return queue;
  }

  /** @returns {Promise<void>} */
  pause() {
    return this.#channel.call('pause');
  }

  /** @returns {Promise<void>} */
  resume() {
    return this.#channel.call('resume');
  }

  /** @param {Parameters<PublicSession['predict']>[0]} input */
  async predict(input) {
    if (!ArrayBuffer.isView(input)) return this.#channel.call('predict', this.#range('predict', input));
    if (!isNumbers(input))
      throw new Error(
        `predict: input must be a typed array of numbers of at most 53 bits, got ${show(input)}`,
      );
    const { shape } = this.dataset;
    const size = shape.reduce((product, n) => product * n, 1);
    if (input.length % size !== 0)
      throw new Error(
        `predict: input must be whole examples of ${shape.join(' x ')} = ${size} numbers, got ${input.length}`,
      );
    return this.#channel.call('predict', { examples: input });
  }

  /** @returns {ReturnType<PublicSession['evaluate']>} */
  evaluate() {
    return this.#channel.call('evaluate');
  }

  /** @param {Parameters<PublicSession['examples']>[0]} range @returns {ReturnType<PublicSession['examples']>} */
  async examples(range) {
    return this.#channel.call('examples', this.#range('examples', range));
  }

  /** @param {string} who @param {unknown} input */
  #range(who, input) {
    const options = checkOptions(who, input, ['split', 'start', 'count']);
    const split = oneOf(who, 'split', options.split, SPLITS);
    if (!split) throw new Error(`${who}: split must be one of ${SPLITS.join(', ')}, got undefined`);
    const total = this.dataset[split];
    const start = wholeNumber(who, 'start', options.start, 0, total) ?? 0;
    const count = wholeNumber(who, 'count', options.count, 0, total - start) ?? total - start;
    return { split, start, count };
  }

  terminate() {
    this.#channel.close(new Error('session: it has been terminated'));
  }
}

// Where the platform has it, `await using session = ...` ends the session at the end of the block.
if (Symbol.asyncDispose) {
  Object.defineProperty(Session.prototype, Symbol.asyncDispose, {
    /** @this {Session} */
    async value() {
      this.terminate();
    },
  });
}
