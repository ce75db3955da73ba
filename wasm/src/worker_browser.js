// The session's worker in a browser. Its threads are workers that it starts itself: they end with it.

import { compileUrl } from './compile.js';
import { createHost } from './host.js';

const scope =
  /** @type {{ postMessage: (message: unknown, transfer: ArrayBuffer[]) => void, onmessage: unknown }} */ (
    /** @type {unknown} */ (self)
  );

// A message to oneself: timers would be held back by 4 ms each time.
const { port1, port2 } = new MessageChannel();
/** @type {(() => void)[]} */
const waiting = [];
port1.onmessage = () => waiting.shift()?.();

const receive = createHost({
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  compile: compileUrl,
  // By this name the glue knows that it is to be a thread.
  startThread: (glue) => new Worker(glue, { type: 'module', name: 'em-pthread' }),
  turn: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    }),
});
scope.onmessage = (/** @type {MessageEvent} */ { data }) => void receive(data);
