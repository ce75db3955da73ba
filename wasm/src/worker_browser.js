// The session's worker in a browser. Its threads are workers that it starts itself: they end with it.

import { compileUrl } from './compile.js';
import { createHost } from './host.js';

const scope = /** @type {{ postMessage: (message: unknown, transfer: ArrayBuffer[]) => void, onmessage: unknown }} */ (
  /** @type {unknown} */ (self)
);

const receive = createHost({
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  compile: compileUrl,
  // By this name the glue knows that it is to be a thread.
  startThread: (glue) => new Worker(glue, { type: 'module', name: 'em-pthread' }),
});
scope.onmessage = (/** @type {MessageEvent} */ { data }) => void receive(data);
