// The session's worker in Node. The glue is the browsers': what it takes from them is put in place
// here, inside the worker, where nobody else's code runs.

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { compileBytes, compileUrl } from './compile.js';
import { createHost } from './host.js';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
globalThis.navigator ??= /** @type {Navigator} */ ({ hardwareConcurrency: availableParallelism() });

/** @param {string} url */
async function compile(url) {
  if (/^https?:/.test(url)) return compileUrl(url);
  const bytes = await readFile(url.startsWith('file:') ? new URL(url) : url).catch((error) => {
    throw new Error(`weft: ${url} could not be loaded: ${error.message}`);
  });
  return compileBytes(new Uint8Array(bytes), url);
}

/** As much of a browser's Worker as the glue uses. */
class Thread {
  #worker;
  /** @type {((event: { data: unknown }) => void) | undefined} */
  onmessage;
  /** @type {((event: { message: string }) => void) | undefined} */
  onerror;

  /** @param {string} glue */
  constructor(glue) {
    this.#worker = new Worker(new URL('./thread_node.js', import.meta.url), {
      workerData: glue,
      name: 'weft thread',
    });
    this.#worker.on('message', (data) => this.onmessage?.({ data }));
    this.#worker.on('error', ({ message }) => this.onerror?.({ message }));
  }

  /** @param {unknown} message @param {any[]} [transfer] */
  postMessage(message, transfer) {
    this.#worker.postMessage(message, transfer);
  }

  terminate() {
    void this.#worker.terminate();
  }
}

const receive = createHost({
  post: (message, transfer) => port.postMessage(message, transfer),
  compile,
  startThread: (glue) => new Thread(glue),
  // Not a message to oneself: Node takes up to 1,000 of one port before it looks at another.
  turn: () => new Promise((resolve) => setImmediate(resolve)),
});
port.on('message', (message) => void receive(message));
