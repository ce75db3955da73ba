// What loading the module takes in Node: a file's bytes, and workers that are to be its threads. The glue
// is the browsers'.

import * as files from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { compileBytes, compileUrl } from './compile.js';

/** @param {string} name    a variant, with 'session-' before it for sessions */
export const glueUrl = (name) => new URL(`glue-${name}.js`, new URL('../dist/', import.meta.url)).href;

/** @param {string} url */
export async function compile(url) {
  if (/^https?:/.test(url)) return compileUrl(url);
  const bytes = await read(url).catch((error) => {
    throw new Error(`weft: ${url} could not be loaded: ${error.message}`);
  });
  return compileBytes(new Uint8Array(bytes), url);
}

/** @param {string} address    a path, or file: and one */
const read = (address) => files.readFile(address.startsWith('file:') ? new URL(address) : address);

/** @param {string} address */
export const readFile = async (address) => new Blob([await read(address)]);

/** As much of a browser's Worker as the glue uses. */
export class Thread {
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
      execArgv: [],
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

  /** The process may end without it. */
  unref() {
    this.#worker.unref();
  }
}
