// Where the compiled modules lie: one with every operation for init(), one with no more than training
// takes for createSession(), which is smaller. Each address is written out, so that bundlers see the
// file and move it; the glue is loaded as it is, never bundled, since each thread loads it again by its
// address.

/** @typedef {import('../index.js').Variant} Variant */

/** @type {Record<Variant, { glue: URL, wasm: URL }>} */
export const tensorAssets = {
  simd: {
    glue: new URL('../dist/weft-simd.js', import.meta.url),
    wasm: new URL('../dist/weft-simd.wasm', import.meta.url),
  },
  'relaxed-simd': {
    glue: new URL('../dist/weft-relaxed-simd.js', import.meta.url),
    wasm: new URL('../dist/weft-relaxed-simd.wasm', import.meta.url),
  },
  'simd-threads': {
    glue: new URL('../dist/weft-simd-threads.js', import.meta.url),
    wasm: new URL('../dist/weft-simd-threads.wasm', import.meta.url),
  },
  'relaxed-simd-threads': {
    glue: new URL('../dist/weft-relaxed-simd-threads.js', import.meta.url),
    wasm: new URL('../dist/weft-relaxed-simd-threads.wasm', import.meta.url),
  },
};

/** @type {Record<Variant, { glue: URL, wasm: URL }>} */
export const sessionAssets = {
  simd: {
    glue: new URL('../dist/weft-session-simd.js', import.meta.url),
    wasm: new URL('../dist/weft-session-simd.wasm', import.meta.url),
  },
  'relaxed-simd': {
    glue: new URL('../dist/weft-session-relaxed-simd.js', import.meta.url),
    wasm: new URL('../dist/weft-session-relaxed-simd.wasm', import.meta.url),
  },
  'simd-threads': {
    glue: new URL('../dist/weft-session-simd-threads.js', import.meta.url),
    wasm: new URL('../dist/weft-session-simd-threads.wasm', import.meta.url),
  },
  'relaxed-simd-threads': {
    glue: new URL('../dist/weft-session-relaxed-simd-threads.js', import.meta.url),
    wasm: new URL('../dist/weft-session-relaxed-simd-threads.wasm', import.meta.url),
  },
};

/** @type {Variant[]} */
export const VARIANTS = ['simd', 'relaxed-simd', 'simd-threads', 'relaxed-simd-threads'];
