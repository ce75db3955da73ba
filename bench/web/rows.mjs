// What is measured, and the goals. A row is one figure of each contender: an epoch's seconds, or a product's
// GFLOP/s; in its place, on its threads, with weft's kernels of its kind (relaxed multiply-add or plain).

/** @typedef {import('./contender.js').Place['variant']} Variant */

/** Chromium has threads in an isolated page alone, so one thread is measured in a page that is not. Under Node no rival has threads. */
export const PLACES = {
  'chromium-2': { kind: 'chromium', threads: 2, isolated: true },
  'chromium-1': { kind: 'chromium', threads: 1, isolated: false },
  'node-1': { kind: 'node', threads: 1, isolated: false },
  'node-2': { kind: 'node', threads: 2, isolated: false, alone: true },
};

/** @param {string} shape    'MxNxK/NN' @returns {import('./contender.js').Shape} */
function shapeOf(shape) {
  const [sizes, [left, right]] = shape.split('/');
  const [m, n, k] = sizes.split('x').map(Number);
  return { m, n, k, ta: left === 'T', tb: right === 'T' };
}

const SHAPES = [
  '1024x1024x1024/NN',
  '256x256x784/NN',
  '256x256x784/NT',
  '784x256x256/TN',
  '256x10x256/NN',
  '256x256x10/NT',
  '784x10x256/TN',
];

/** @param {keyof typeof PLACES} place @param {'mlp' | 'softmax'} model */
function epoch(place, model) {
  const { kind, threads } = PLACES[place];
  const row = `${kind}/epoch/${model}/threads:${threads}`;
  return { row, unit: 's', place, work: { model }, threads, relaxed: true };
}

/** @param {keyof typeof PLACES} place @param {string} shape @param {boolean} relaxed */
function gemm(place, shape, relaxed) {
  const { kind, threads } = PLACES[place];
  const row = `${kind}/gemm/${shape}/threads:${threads}/${relaxed ? 'relaxed' : 'plain'}`;
  return { row, unit: 'GFLOP/s', place, work: { shape: shapeOf(shape) }, threads, relaxed };
}

const pages = /** @type {const} */ (['chromium-2', 'chromium-1']);

export const ROWS = [
  epoch('chromium-2', 'mlp'),
  epoch('chromium-1', 'mlp'),
  epoch('node-1', 'mlp'),
  epoch('node-2', 'mlp'),
  epoch('chromium-2', 'softmax'),
  ...pages.flatMap((place) =>
    SHAPES.flatMap((shape) => [gemm(place, shape, true), gemm(place, shape, false)]),
  ),
];

/** @typedef {(typeof ROWS)[number]} Row */

/** Whether rivals have a figure in this row. @param {Row} row */
export const hasRivals = ({ place }) => !('alone' in PLACES[place]);

/** @param {Row} row @returns {Variant} */
export const variantOf = ({ relaxed, threads }) =>
  /** @type {Variant} */ (`${relaxed ? 'relaxed-simd' : 'simd'}${threads > 1 ? '-threads' : ''}`);

// Products: a figure for what is stored as the kernel likes it, four fifths of it for transposed and thin ones.
const PRODUCTS = [
  { ending: 'threads:1/relaxed', atLeast: 50 },
  { ending: 'threads:1/plain', atLeast: 38 },
  { ending: 'threads:2/relaxed', atLeast: 95 },
  { ending: 'threads:2/plain', atLeast: 72 },
];
const EASY = '(1024x1024x1024|256x256x784)/NN';

/** The row that is compared with the native program, too. */
export const WITH_NATIVE = 'chromium/epoch/mlp/threads:2';

export const GOALS = [
  { rows: WITH_NATIVE, atMost: 0.33, of: ['jax-js', 'tfjs-tuned'] },
  { rows: WITH_NATIVE, atMost: 1 / 15, of: 'tfjs' },
  { rows: WITH_NATIVE, atMost: 2.6, of: 'native' },
  { rows: 'chromium/epoch/mlp/threads:1', atMost: 0.52, of: ['jax-js', 'tfjs-tuned', 'tfjs'] },
  { rows: 'chromium/epoch/softmax/threads:2', atMost: 0.4, of: ['tfjs-tuned', 'tfjs'] },
  { rows: 'node/epoch/mlp/threads:1', atMost: 0.6, of: 'jax-js' },
  ...PRODUCTS.flatMap(({ ending, atLeast }) => [
    { rows: new RegExp(`/gemm/${EASY}/${ending}$`), atLeast },
    { rows: new RegExp(`/gemm/(?!${EASY}).*/${ending}$`), atLeast: Number((0.8 * atLeast).toFixed(1)) },
  ]),
];

export const SECTIONS = [
  { title: 'Training', rows: /\/epoch\// },
  { title: 'Products, 2 threads', rows: /\/gemm\/.*threads:2/ },
  { title: 'Products, 1 thread', rows: /\/gemm\/.*threads:1/ },
];
