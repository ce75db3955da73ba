// Bundled as one classic script, which has no address of its own.

import { run } from '../app.js';

run({ wasm: new URL('wasm/', location.href).href }).then(
  (value) => postMessage({ value }),
  (error) => postMessage({ error: error.message }),
);
