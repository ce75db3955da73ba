// The package in a browser.

import { compileUrl } from './compile.js';
import { buildInfoWith, probe } from './detect.js';
import { initWith } from './init.js';
import { createSessionWith } from './open_session.js';

/** @returns {import('./detect.js').Features} */
function features() {
  const isolated = globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined';
  return {
    ...probe(),
    cores: navigator.hardwareConcurrency || 1,
    noThreads: isolated ? '' : 'the page is not cross-origin isolated; send COOP and COEP',
    place: 'this browser',
    relaxedHint: '',
  };
}

/** @returns {import('./channel.js').Port} */
function startWorker() {
  const worker = new Worker(new URL('./worker_browser.js', import.meta.url), {
    type: 'module',
    name: 'weft',
  });
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onMessage, onCrash) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = (event) => {
        event.preventDefault();
        onCrash(event.message || 'its script could not be loaded');
      };
    },
    keep() {},
    end: () => worker.terminate(),
  };
}

/** By this name the glue knows that it is to be a thread. @param {string} glue */
const startThread = (glue) => new Worker(glue, { type: 'module', name: 'em-pthread' });

/** @param {import('../index.js').SessionOptions} options */
export const createSession = (options) => createSessionWith({ features, startWorker }, options);

/** @param {import('../index.js').LoadOptions} [options] */
export const buildInfo = (options) => buildInfoWith(options, features);

/** @param {import('../index.js').InitOptions} [options] */
export const init = (options) =>
  initWith({ features: featuresHere, compile: compileUrl, startThread }, options);

/** Of this thread, which may be a page's own. */
function featuresHere() {
  const here = features();
  // A page's own thread cannot wait for others.
  if (!here.noThreads && typeof document !== 'undefined')
    here.noThreads = "a page's own thread may not wait for others; init() in a worker has threads";
  return here;
}
