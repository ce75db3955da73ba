// The session's worker in Node. What the glue takes from a browser is put in place here, inside the
// worker, where nobody else's code runs.

import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { createHost } from './host.js';
import { Thread, glueUrl, readFile } from './load_node.js';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
globalThis.navigator ??= /** @type {Navigator} */ ({ hardwareConcurrency: availableParallelism() });

const receive = createHost({
  post: (message, transfer) => port.postMessage(message, transfer),
  readFile,
  glue: async (variant) => (await import(glueUrl(`session-${variant}`))).default,
  startThread: (variant) => new Thread(glueUrl(`session-${variant}`)),
  // Not a message to oneself: Node takes up to 1,000 of one port before it looks at another.
  turn: () => new Promise((resolve) => setImmediate(resolve)),
});
port.on('message', (message) => void receive(message));
