// A training session as its owner sees it: every call goes to the worker that holds the model.

import { assets } from './assets.js';
import { Channel } from './channel.js';
import { abortSignal, checkOptions, oneOf, positiveNumber, wholeNumber } from './check.js';
import { compileResponse } from './compile.js';
import { encodeData } from './data.js';
import { choose } from './detect.js';
import { encodeModel } from './model.js';
import { ProgressQueue } from './progress_queue.js';

/** @typedef {import('../index.js').BuildInfo} BuildInfo */
/** @typedef {import('../index.js').DatasetInfo} DatasetInfo */
/** @typedef {import('../index.js').Session} PublicSession */
/** @typedef {import('../index.js').FitOptions} FitOptions */
/** @typedef {{ features: () => import('./detect.js').Features, startWorker: () => import('./channel.js').Port }} Platform */

const OPTIONS = ['model', 'data', 'optimizer', 'batchSize', 'seed', 'signal', 'variant', 'threads', 'wasm'];
const SPLITS = /** @type {const} */ (['train', 'test']);
const MOST = 2 ** 31 - 1;

/** @param {Platform} platform @param {unknown} input @returns {Promise<PublicSession>} */
export async function createSessionWith(platform, input) {
  const who = 'createSession';
  const options = /** @type {Record<string, any>} */ (checkOptions(who, input, OPTIONS));
  const signal = abortSignal(who, options.signal);
  const { type, lr } = /** @type {Record<string, unknown>} */ (
    checkOptions(`${who}: optimizer`, options.optimizer ?? {}, ['type', 'lr'])
  );
  oneOf(`${who}: optimizer`, 'type', type, ['sgd']);
  const { variant, threads, reason } = choose(who, options, platform.features());
  const request = {
    variant,
    threads,
    reason,
    layers: encodeModel(who, options.model),
    data: encodeData(who, options.data),
    lr: positiveNumber(`${who}: optimizer`, 'lr', lr) ?? 0.1,
    batchSize: wholeNumber(who, 'batchSize', options.batchSize, 1, MOST) ?? 256,
    seed: wholeNumber(who, 'seed', options.seed, 0, Number.MAX_SAFE_INTEGER) ?? 0,
    glue: assets[variant].glue.href,
    wasm: await wasmOf(who, options.wasm ?? assets[variant].wasm),
  };
  signal?.throwIfAborted();

  const channel = new Channel(platform.startWorker());
  const abort = () => channel.close(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const { info, dataset } = await channel.call('open', request);
    return new Session(channel, info, dataset);
  } catch (error) {
    channel.close(error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** What the worker can load: an address, or a module. @param {string} who @param {unknown} wasm */
async function wasmOf(who, wasm) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (typeof Response !== 'undefined' && wasm instanceof Response) return compileResponse(wasm);
  if (wasm instanceof URL) return wasm.href;
  if (typeof wasm !== 'string') {
    throw new Error(`${who}: wasm must be a URL, a Response or a WebAssembly.Module`);
  }
  return typeof location === 'object' ? new URL(wasm, location.href).href : wasm;
}

/** @implements {PublicSession} */
class Session {
  #channel;
  /** The training under way: settled once the worker has ended it. @type {{ done: Promise<void>, cancelled: boolean } | undefined} */
  #training;

  /** @param {Channel} channel @param {BuildInfo} info @param {DatasetInfo} dataset */
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
    if (!(input instanceof Uint8Array)) return this.#channel.call('predict', this.#range('predict', input));
    const { rows, columns } = this.dataset;
    if (input.length % (rows * columns) !== 0) {
      throw new Error(
        `predict: input must be whole images of ${rows} x ${columns} = ${rows * columns} bytes, got ${input.length} bytes`,
      );
    }
    return this.#channel.call('predict', { pixels: input });
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
    const options = /** @type {Record<string, unknown>} */ (checkOptions(who, input, ['split', 'start', 'count']));
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
