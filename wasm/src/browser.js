// The package in a browser.

import { compileUrl } from './compile.js';
import { buildInfoWith, probe } from './detect.js';
import { initWith } from './init.js';
import { createSessionWith } from './open_session.js';
import { sessionWorker, threadWorker } from './worker_sources.js';

const BLOCKED = 'its script could not be loaded; does a Content-Security-Policy lack worker-src blob:?';

const ISOLATE = 'the page is not cross-origin isolated; send COOP and COEP';

let advised = false;

export { readSafetensors } from './read_safetensors.js';

/** Once a page, where its developer can do something about it. @param {string} reason */
function advise(reason) {
  if (advised || !reason.includes(ISOLATE)) return;
  advised = true;
  console.warn(`weft: ${reason}`);
}

/** @returns {import('./detect.js').Features} */
function features() {
  const isolated = globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined';
  return {
    ...probe(),
    cores: navigator.hardwareConcurrency || 1,
    noThreads: isolated ? '' : ISOLATE,
    place: 'this browser',
    relaxedHint: '',
  };
}

/** @param {import('../index.js').Variant} variant @returns {Promise<import('./channel.js').Port>} */
async function startWorker(variant) {
  const url = await sessionWorker(variant);
  const worker = new Worker(url, { name: 'weft' });
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onMessage, onCrash) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = (event) => {
        event.preventDefault();
        onCrash(event.message || BLOCKED);
      };
    },
    keep() {},
    end() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

/** @param {import('../index.js').Variant} variant */
async function threads(variant) {
  const url = (await threadWorker(variant)) ?? '';
  return {
    // By this name the glue knows that it is to be a thread.
    start: () => new Worker(url, { name: 'em-pthread' }),
    release: () => URL.revokeObjectURL(url),
  };
}

/** @param {import('../index.js').SessionOptions} options */
export const createSession = (options) =>
  createSessionWith({ features, advise, startWorker, compile: compileUrl }, options);

/** @param {import('../index.js').LoadOptions} [options] */
export const buildInfo = (options) => buildInfoWith(options, features);

/** @param {import('../index.js').InitOptions} [options] */
export const init = (options) => initWith({ features: featuresHere, compile: compileUrl, threads }, options);

/** Of this thread, which may be a page's own. */
function featuresHere() {
  const here = features();
  // A page's own thread cannot wait for others.
  if (!here.noThreads && typeof document !== 'undefined')
    here.noThreads = "a page's own thread may not wait for others; init() in a worker has threads";
  return here;
}
