// The session's worker in a browser. Its threads are workers of the same text, which it starts itself:
// they end with it.

import { createHost } from './host.js';

/** @param {Function} weft    what makes an instance of the module */
export function serve(weft) {
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
    glue: async () => weft,
    // By this name the glue knows that it is to be a thread.
    startThread: () => new Worker(location.href, { name: 'em-pthread' }),
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(0);
      }),
  });
  scope.onmessage = (/** @type {MessageEvent} */ { data }) => void receive(data);
}
