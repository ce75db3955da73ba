// What is measured: products of matrices and an epoch of the notebook's MLP, each with one thread and with all.
// What the same job took elsewhere is found under its row.

import { native, web } from './measured.js';

/**
 * @typedef {object} Job
 * @property {string} label
 * @property {'products' | 'epoch'} kind
 * @property {number} threads
 * @property {'GFLOP/s' | 's'} unit
 * @property {string} row    as `make bench` calls it, without its threads
 * @property {{ M: number, N: number, K: number, transposed: boolean }} [product]    (M, K) by (K, N), the second stored as (N, K) where transposed
 */
/** @typedef {{ samples: number, seconds: number, epochs: number }} Effort    samples of so many seconds, and epochs that count */

/** @type {Record<string, Effort>} */
export const EFFORTS = {
  quick: { samples: 5, seconds: 0.05, epochs: 2 },
  thorough: { samples: 21, seconds: 0.2, epochs: 7 },
};

const PRODUCTS = [
  { label: 'Product 256 × 256 × 784, the first layer', M: 256, N: 256, K: 784, transposed: true },
  { label: 'Product 1024 × 1024 × 1024', M: 1024, N: 1024, K: 1024, transposed: false },
];

/** @param {number} all    threads there are @param {{ products: boolean, epoch: boolean }} wanted @returns {Job[]} */
export function jobsFor(all, wanted) {
  const counts = all > 1 ? [1, all] : [1];
  const products = PRODUCTS.flatMap(({ label, ...product }) =>
    counts.map((threads) => {
      const { M, N, K, transposed } = product;
      const row = `gemm/${M}x${N}x${K}/N${transposed ? 'T' : 'N'}`;
      return {
        label,
        kind: /** @type {const} */ ('products'),
        threads,
        unit: /** @type {const} */ ('GFLOP/s'),
        row,
        product,
      };
    }),
  );
  const epochs = counts.map((threads) => ({
    label: 'An epoch of the MLP',
    kind: /** @type {const} */ ('epoch'),
    threads,
    unit: /** @type {const} */ ('s'),
    row: 'epoch/mlp',
  }));
  return [...(wanted.products ? products : []), ...(wanted.epoch ? epochs : [])];
}

/**
 * The same job on the machines of measured.json: with one thread as here, or with their two for all of those here.
 * @param {Job} job
 * @returns {Record<'chromium' | 'native' | 'other', { value: number, note: string } | undefined>}
 */
export function elsewhere({ row, threads, unit }) {
  const name = `${row}/threads:${threads > 1 ? 2 : 1}`;
  const note = threads > 1 ? '2 threads' : '1 thread';
  /** @param {number | undefined} value @param {string} [who] */
  const found = (value, who) =>
    value === undefined ? undefined : { value, note: who ? `${who}, ${note}` : note };
  const rivals = Object.entries(native.rows[name]?.rivals ?? {}).toSorted((a, b) =>
    unit === 's' ? a[1] - b[1] : b[1] - a[1],
  );
  const [who, value] = rivals.find(([rival]) => rival === 'PyTorch') ?? rivals[0] ?? [];
  return {
    chromium: found((web.rows[`chromium/${name}`] ?? web.rows[`chromium/${name}/relaxed`])?.weft),
    native: found(native.rows[name]?.weft),
    other: found(value, who),
  };
}
