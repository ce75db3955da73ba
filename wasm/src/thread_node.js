// One thread of the module in Node: as much of a browser's worker as the glue looks for, then the glue,
// which knows by the name that it is to be a thread.

import { availableParallelism } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const scope = /** @type {any} */ (globalThis);
Object.assign(scope, {
  self: scope,
  name: 'em-pthread',
  location: { href: workerData },
  importScripts() {},
  WorkerGlobalScope: Object,
  /** @param {unknown} message @param {any[]} [transfer] */
  postMessage: (message, transfer) => port.postMessage(message, transfer),
});
scope.navigator ??= { hardwareConcurrency: availableParallelism() };

await import(workerData);
// Only now: messages wait until somebody listens.
port.on('message', (data) => scope.onmessage({ data }));
