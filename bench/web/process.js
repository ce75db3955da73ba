// A process of Node: a runner that is called by messages of its parent.

import { readFile } from 'node:fs/promises';
import { createRunner } from './runner.js';

const root = new URL('../../', import.meta.url);
const runner = createRunner({
  async read(name) {
    const { buffer, byteOffset, length } = await readFile(new URL(`build/bench/web/task/${name}`, root));
    return /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + length));
  },
  load: (contender) => import(`./contenders/${contender.replaceAll('-', '_')}.js`),
  packages: {
    weft: new URL('wasm/src/node.js', root).href,
    tfjsWasm: new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname,
  },
});

process.on(
  'message',
  async (/** @type {{ id: number, method: string, args: unknown[] }} */ { id, method, args }) => {
    try {
      process.send?.({ id, value: await /** @type {any} */ (runner)[method](...args) });
    } catch (error) {
      process.send?.({ id, error: String(/** @type {Error} */ (error)?.message ?? error) });
    }
  },
);
process.on('disconnect', () => process.exit());
