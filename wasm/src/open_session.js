// createSession: everything is checked before a worker is started, and the worker is ended if it fails.

import { sessionWasm } from './assets.js';
import { Channel } from './channel.js';
import { abortSignal, checkOptions, trueOrFalse, wholeNumber } from './check.js';
import { compileFrom } from './compile.js';
import { encodeData } from './data.js';
import { choose } from './detect.js';
import { encodePlan } from './plan.js';
import { Session } from './session.js';
import { encodeSource } from './source.js';

/**
 * @typedef {object} Platform
 * @property {() => import('./detect.js').Features} features
 * @property {(reason: string) => void} [advise]    of what would be faster
 * @property {(variant: import('../index.js').Variant) => Promise<import('./channel.js').Port>} startWorker
 * @property {(url: string) => Promise<WebAssembly.Module>} compile
 */

const OPTIONS = [
  ...['model', 'data', 'loss', 'optimizer', 'schedule', 'gradientClip', 'batchSize', 'seed', 'signal'],
  ...['checkpoint', 'checkpoints', 'variant', 'threads', 'wasm', 'memory'],
];
const MOST = 2 ** 31 - 1;

/** @param {Platform} platform @param {unknown} input @returns {Promise<import('../index.js').Session>} */
export async function createSessionWith(platform, input) {
  const who = 'createSession';
  const options = checkOptions(who, input, OPTIONS);
  const signal = abortSignal(who, options.signal);
  const plan = encodePlan(who, options);
  const { variant, threads, reason } = choose(who, options, platform.features());
  const request = {
    variant,
    threads,
    reason,
    plan,
    data: encodeData(who, options.data, plan.classifies),
    batchSize: wholeNumber(who, 'batchSize', options.batchSize, 1, MOST) ?? 256,
    seed: wholeNumber(who, 'seed', options.seed, 0, Number.MAX_SAFE_INTEGER) ?? 0,
    checkpoints: trueOrFalse(who, 'checkpoints', options.checkpoints) ?? true,
    about: {
      model: JSON.stringify(options.model),
      optimizer: JSON.stringify(
        typeof options.optimizer === 'string'
          ? { type: options.optimizer }
          : { type: 'sgd', ...Object(options.optimizer) },
      ),
    },
    memory: options.memory,
  };
  const first =
    options.checkpoint === undefined ? undefined : encodeSource(`${who}: `, 'checkpoint', options.checkpoint);
  signal?.throwIfAborted();

  platform.advise?.(reason);
  const file = `weft-session-${variant}.wasm`;
  const compiled = compileFrom(who, options.wasm, file, sessionWasm[variant], platform.compile);
  // Its failure is heard below, once the worker is there.
  compiled.catch(() => {});
  /** @type {import('./session.js').Open} */
  const open = async (checkpoint) => {
    // What it aborts is this opening: a later one, after a crash, is none of its business.
    const over = signal?.aborted;
    const channel = new Channel(await platform.startWorker(variant));
    const abort = () => channel.close(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted && !over) abort();
    try {
      const opened = await channel.call('open', { ...request, wasm: await compiled, checkpoint });
      return { channel, ...opened };
    } catch (error) {
      channel.close(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
  return new Session(open, await open(first), first);
}
