// A training session as its owner sees it: every call goes to the worker that holds the model.

import { isNumbers, sizeOf } from './arrays.js';
import { abortSignal, checkOptions, oneOf, show, wholeNumber } from './check.js';
import { isPlain } from './lifetimes.js';
import { ProgressQueue } from './progress_queue.js';
import { encodeSource } from './source.js';

/** @typedef {import('../index.js').BuildInfo} BuildInfo */
/** @typedef {import('../index.js').DatasetInfo} DatasetInfo */
/** @typedef {import('../index.js').Session} PublicSession */
/** @typedef {import('../index.js').FitOptions} FitOptions */

/** @typedef {import('../index.js').Place} Place */
/** @typedef {import('./source.js').Source} Source */
/** @typedef {{ channel: import('./channel.js').Channel, info: BuildInfo, dataset: DatasetInfo, place: Place }} Opened */
/** @typedef {(checkpoint?: Source) => Promise<Opened>} Open */

const CURE = '; session.restart() goes on from the last checkpoint';
const SPLITS = /** @type {const} */ (['train', 'test']);

const terminated = () => new Error('session: it has been terminated');

/** @implements {PublicSession} */
export class Session {
  /** @type {import('./channel.js').Channel} */
  #channel;
  #open;
  /** What restart() goes on from. @type {Source | undefined} */
  #checkpoint;
  /** @type {Promise<Place> | undefined} */
  #restart;
  /** terminate() was the last word: a worker that is still on its way ends at once. */
  #ended = false;
  /** The training under way: settled once the worker has ended it. @type {{ done: Promise<void>, cancelled: boolean } | undefined} */
  #training;

  /** @param {Open} open    another worker of the same @param {Opened} opened @param {Source} [checkpoint] */
  constructor(open, opened, checkpoint) {
    this.#open = open;
    this.#checkpoint = checkpoint;
    this.#channel = opened.channel;
    this.#channel.cure = CURE;
    this.info = Object.freeze(opened.info);
    this.dataset = Object.freeze(opened.dataset);
  }

  /** @param {FitOptions} [options] */
  fit(options = {}) {
    checkOptions('fit', options, ['epochs', 'steps', 'signal']);
    const steps = wholeNumber('fit', 'steps', options.steps, 1, 1_000_000_000);
    // Where steps alone are asked for, they end it.
    const epochs =
      wholeNumber('fit', 'epochs', options.epochs, 1, 1_000_000) ?? (steps === undefined ? 10 : 1_000_000);
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
        await this.#channel.call('fit', { epochs, steps }, (event) => {
          if (event.checkpoint) this.#checkpoint = { name: 'checkpoint', bytes: event.checkpoint };
          else queue.push(event);
        });
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
    const size = sizeOf(shape);
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

  /** @param {Parameters<PublicSession['save']>[0]} [options] */
  async save(options = {}) {
    checkOptions('save', options, ['weightsOnly', 'metadata']);
    const { weightsOnly = false, metadata = {} } = options;
    if (!isPlain(metadata))
      throw new Error(`save: metadata must be an object of texts, got ${show(metadata)}`);
    for (const [name, text] of Object.entries(metadata)) {
      if (typeof text !== 'string')
        throw new Error(`save: metadata.${name} must be a text, got ${show(text)}`);
    }
    const { file } = await this.#channel.call('save', { weightsOnly: Boolean(weightsOnly), metadata });
    return file;
  }

  /** @param {Parameters<PublicSession['load']>[0]} file */
  async load(file) {
    if (this.#training && !this.#training.cancelled) {
      throw new Error('load: a training is under way, it must end first');
    }
    const checkpoint = encodeSource('load: ', 'checkpoint', file);
    await this.#training?.done;
    const place = await this.#channel.call('load', checkpoint);
    this.#checkpoint = checkpoint;
    return place;
  }

  restart() {
    this.terminate();
    this.#ended = false;
    this.#restart ??= this.#startAnew().finally(() => (this.#restart = undefined));
    return this.#restart;
  }

  async #startAnew() {
    await this.#training?.done;
    const { channel, info, place } = await this.#open(this.#checkpoint);
    if (this.#ended) {
      const error = terminated();
      channel.close(error);
      throw error;
    }
    channel.cure = CURE;
    this.#channel = channel;
    this.info = Object.freeze(info);
    return place;
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
    this.#ended = true;
    this.#channel.close(terminated());
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
