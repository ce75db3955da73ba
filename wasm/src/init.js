// The door of tensors: the module on the caller's own thread.

import { tensorGlue, tensorWasm } from './assets.js';
import { checkOptions } from './check.js';
import { compileFrom } from './compile.js';
import { choose } from './detect.js';
import { loadEngine } from './engine.js';
import { createWeft } from './weft.js';

/**
 * @typedef {object} Platform
 * @property {() => import('./detect.js').Features} features
 * @property {(url: string) => Promise<WebAssembly.Module>} compile
 * @property {(variant: import('../index.js').Variant) => Promise<{ start: () => import('./engine.js').Thread, release: () => void }>} threads
 *   how threads are started while the module loads, and what to do afterwards
 */

const OPTIONS = ['variant', 'threads', 'wasm', 'memory', 'trackLeaks'];

/** @param {Platform} platform @param {unknown} [input] @returns {Promise<any>} */
export async function initWith(platform, input) {
  const who = 'init';
  const options = /** @type {Record<string, any>} */ (checkOptions(who, input ?? {}, OPTIONS));
  const features = platform.features();
  const choice = choose(who, options, features);
  const { variant } = choice;
  const [wasm, { default: weft }, threads] = await Promise.all([
    compileFrom(who, options.wasm, `weft-${variant}.wasm`, tensorWasm[variant], platform.compile),
    tensorGlue[variant](),
    platform.threads(variant),
  ]);
  try {
    const engine = await loadEngine({
      weft,
      wasm,
      threads: choice.threads,
      startThread: threads.start,
      cores: features.cores,
      memory: options.memory,
    });
    return createWeft(engine, engine.info(choice), Boolean(options.trackLeaks));
  } finally {
    threads.release();
  }
}
