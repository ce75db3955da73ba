// The door of tensors: the module on the caller's own thread.

import { tensorAssets } from './assets.js';
import { checkOptions } from './check.js';
import { choose } from './detect.js';
import { loadEngine } from './engine.js';
import { wasmOf } from './open_session.js';
import { createWeft } from './weft.js';

/**
 * @typedef {object} Platform
 * @property {() => import('./detect.js').Features} features
 * @property {(url: string) => Promise<WebAssembly.Module>} compile
 * @property {(glue: string) => import('./engine.js').Thread} startThread
 */

/** @param {Platform} platform @param {unknown} [input] @returns {Promise<any>} */
export async function initWith(platform, input) {
  const who = 'init';
  const known = ['variant', 'threads', 'wasm', 'trackLeaks'];
  const options = /** @type {Record<string, any>} */ (checkOptions(who, input ?? {}, known));
  const features = platform.features();
  const choice = choose(who, options, features);
  const source = await wasmOf(who, options.wasm ?? tensorAssets[choice.variant].wasm);
  const engine = await loadEngine({
    glue: tensorAssets[choice.variant].glue.href,
    wasm: source instanceof WebAssembly.Module ? source : await platform.compile(source),
    threads: choice.threads,
    startThread: platform.startThread,
    cores: features.cores,
  });
  return createWeft(engine, engine.info(choice), Boolean(options.trackLeaks));
}
