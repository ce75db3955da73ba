// The lab: a worker with tensors of its own, one thread beside those that train. Answers questions about a
// model whose weights it is sent.

import { init } from 'weft';
import { activations } from './lab_activations.js';
import { graph } from './lab_graph.js';
import { look } from './lab_look.js';

const calls = { activations, graph, look };
/** @typedef {typeof calls} Calls */

/** @type {Promise<import('weft').Weft> | undefined} */
let weft;

function module() {
  weft ??= init({ threads: 1 });
  weft.catch(() => (weft = undefined));
  return weft;
}

addEventListener('message', async ({ data: { id, name, args } }) => {
  try {
    const door = await module();
    const call = /** @type {(weft: import('weft').Weft, args: any) => unknown} */ (
      calls[/** @type {keyof Calls} */ (name)]
    );
    postMessage({ id, value: door.scope(() => call(door, args)) });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // After a trap the module's memory is not to be trusted.
    postMessage(error instanceof WebAssembly.RuntimeError ? { id, crash: text } : { id, error: text });
  }
});
