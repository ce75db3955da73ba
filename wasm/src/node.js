// The package in Node.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { buildInfoWith, probe } from './detect.js';
import { initWith } from './init.js';
import { Thread, compile, glueUrl } from './load_node.js';
import { createSessionWith } from './open_session.js';

export { readSafetensors } from './read_safetensors.js';

/** @returns {import('./detect.js').Features} */
const features = () => ({
  ...probe(),
  cores: availableParallelism(),
  noThreads: '',
  place: `Node ${process.versions.node}`,
  relaxedHint: ' (--experimental-wasm-relaxed-simd turns it on)',
});

/** @returns {Promise<import('./channel.js').Port>} */
async function startWorker() {
  // Options of this process (--input-type, --import) are not meant for the package's own files.
  const worker = new Worker(new URL('./worker_node.js', import.meta.url), { name: 'weft', execArgv: [] });
  return {
    post: (message, transfer = []) => worker.postMessage(message, /** @type {any[]} */ (transfer)),
    listen(onMessage, onCrash) {
      worker.on('message', onMessage);
      worker.on('error', (error) => onCrash(error.message));
      worker.on('exit', (code) => onCrash(`it ended with code ${code}`));
    },
    // A session that waits for calls does not keep the process alive.
    keep: (waits) => (waits ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}

/** @param {import('../index.js').SessionOptions} options */
export const createSession = (options) => createSessionWith({ features, startWorker, compile }, options);

/** @param {import('../index.js').LoadOptions} [options] */
export const buildInfo = (options) => buildInfoWith(options, features);

/** @param {import('../index.js').InitOptions} [options] */
export const init = (options) => initWith({ features, compile, threads }, options);

/** @param {import('../index.js').Variant} variant */
const threads = async (variant) => ({ start: () => new Thread(glueUrl(variant)), release() {} });
