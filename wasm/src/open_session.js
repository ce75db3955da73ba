// createSession: everything is checked before a worker is started, and the worker is ended if it fails.

import { sessionAssets } from './assets.js';
import { Channel } from './channel.js';
import { abortSignal, checkOptions, trueOrFalse, wholeNumber } from './check.js';
import { compileResponse } from './compile.js';
import { encodeData } from './data.js';
import { choose } from './detect.js';
import { encodePlan } from './plan.js';
import { Session } from './session.js';
import { encodeSource } from './source.js';

/** @typedef {{ features: () => import('./detect.js').Features, startWorker: () => import('./channel.js').Port }} Platform */

const OPTIONS = [
  ...['model', 'data', 'loss', 'optimizer', 'schedule', 'gradientClip', 'batchSize', 'seed', 'signal'],
  ...['checkpoint', 'checkpoints', 'variant', 'threads', 'wasm'],
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
    glue: sessionAssets[variant].glue.href,
    wasm: await wasmOf(who, options.wasm ?? sessionAssets[variant].wasm),
  };
  const first =
    options.checkpoint === undefined ? undefined : encodeSource(`${who}: `, 'checkpoint', options.checkpoint);
  signal?.throwIfAborted();

  /** @type {import('./session.js').Open} */
  const open = async (checkpoint) => {
    const channel = new Channel(platform.startWorker());
    const abort = () => channel.close(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return { channel, ...(await channel.call('open', { ...request, checkpoint })) };
    } catch (error) {
      channel.close(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
  return new Session(open, await open(first), first);
}

/** What the worker can load: an address, or a module. @param {string} who @param {unknown} wasm */
export async function wasmOf(who, wasm) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (typeof Response !== 'undefined' && wasm instanceof Response) return compileResponse(wasm);
  if (wasm instanceof URL) return wasm.href;
  if (typeof wasm !== 'string') {
    throw new Error(`${who}: wasm must be a URL, a Response or a WebAssembly.Module`);
  }
  return typeof location === 'object' ? new URL(wasm, location.href).href : wasm;
}
