// Where the compiled modules lie: one with every operation for init(), one with no more than training
// takes for createSession(), which is smaller. Each address and each import is written out, so that
// bundlers see the file and move it; none is looked at before it is needed. `npm run build` puts the
// package's code beside them.

/** @typedef {import('../index.js').Variant} Variant */

/** @type {Variant[]} */
export const VARIANTS = ['simd', 'relaxed-simd', 'simd-threads', 'relaxed-simd-threads'];

/** @type {Record<Variant, () => URL>} */
export const tensorWasm = {
  simd: () => new URL('../dist/weft-simd.wasm', import.meta.url),
  'relaxed-simd': () => new URL('../dist/weft-relaxed-simd.wasm', import.meta.url),
  'simd-threads': () => new URL('../dist/weft-simd-threads.wasm', import.meta.url),
  'relaxed-simd-threads': () => new URL('../dist/weft-relaxed-simd-threads.wasm', import.meta.url),
};

/** @type {Record<Variant, () => URL>} */
export const sessionWasm = {
  simd: () => new URL('../dist/weft-session-simd.wasm', import.meta.url),
  'relaxed-simd': () => new URL('../dist/weft-session-relaxed-simd.wasm', import.meta.url),
  'simd-threads': () => new URL('../dist/weft-session-simd-threads.wasm', import.meta.url),
  'relaxed-simd-threads': () => new URL('../dist/weft-session-relaxed-simd-threads.wasm', import.meta.url),
};

/** What makes instances of the module. @type {Record<Variant, () => Promise<{ default: Function }>>} */
export const tensorGlue = {
  simd: () => import('../dist/glue-simd.js'),
  'relaxed-simd': () => import('../dist/glue-relaxed-simd.js'),
  'simd-threads': () => import('../dist/glue-simd-threads.js'),
  'relaxed-simd-threads': () => import('../dist/glue-relaxed-simd-threads.js'),
};
