// The worker of the page: a runner whose files come from the server.

import { createRunner } from './runner.js';

const runner = createRunner({
  async read(name) {
    const response = await fetch(`/build/bench/web/task/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.arrayBuffer();
  },
  // Rivals come as bundles, since a browser does not know where packages are.
  load: (contender) =>
    import(
      contender.startsWith('weft')
        ? `./contenders/${contender.replaceAll('-', '_')}.js`
        : `/build/bench/web/bundles/${contender}.js`
    ),
  packages: {
    weft: '/wasm/dist/browser.js',
    tfjsWasm: '/bench/web/node_modules/@tensorflow/tfjs-backend-wasm/dist/',
  },
});

self.onmessage = async ({ data: { id, method, args } }) => {
  try {
    const value = await /** @type {any} */ (runner)[method](...args);
    self.postMessage({ id, value });
  } catch (error) {
    self.postMessage({ id, error: String(/** @type {Error} */ (error)?.message ?? error) });
  }
};
