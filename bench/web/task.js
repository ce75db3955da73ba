// The task that every contender gets: arrays in memory, made before the clock starts. Runs in workers and
// under Node.

/**
 * @typedef {object} Task
 * @property {'mlp' | 'softmax'} model
 * @property {number} count    images, the first of the training set
 * @property {Record<'trainImages' | 'trainLabels' | 'testImages' | 'testLabels', Uint8Array>} files    IDX files
 * @property {{ weight: Float32Array, bias: Float32Array, inputs: number, outputs: number }[]} layers
 *   the parameters to start from, weights as inputs x outputs
 */

export const BATCH = 256;
export const RATE = 0.1;
export const PIXELS = 784;
export const CLASSES = 10;

/** The layers of each model, ReLU between them: [inputs, outputs]. */
export const MODELS = {
  mlp: [
    [PIXELS, 256],
    [256, CLASSES],
  ],
  softmax: [[PIXELS, CLASSES]],
};

export const FILES = /** @type {const} */ (['trainImages', 'trainLabels', 'testImages', 'testLabels']);

/** The parameters of a model out of one array, layer by layer, weight before bias. @param {keyof typeof MODELS} model @param {Float32Array} values */
export function layersOf(model, values) {
  let at = 0;
  /** @param {number} count */
  const take = (count) => values.slice(at, (at += count));
  return MODELS[model].map(([inputs, outputs]) => ({
    inputs,
    outputs,
    weight: take(inputs * outputs),
    bias: take(outputs),
  }));
}

/** An IDX file's bytes behind its head. @param {Uint8Array} file */
const body = (file) => file.subarray(4 + 4 * file[3]);

/** Grey levels from 0 to 1, a row an image. @param {Task} task */
export function images({ files, count }) {
  const bytes = body(files.trainImages);
  const floats = new Float32Array(count * PIXELS);
  for (let i = 0; i < floats.length; i++) floats[i] = bytes[i] / 255;
  return floats;
}

/** @param {Task} task */
export const labels = ({ files, count }) => Int32Array.from(body(files.trainLabels).subarray(0, count));

/** Some rows of a matrix of floats. @param {Float32Array} matrix @param {number} columns @param {Int32Array} rows */
export function rowsOf(matrix, columns, rows) {
  const out = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++)
    out.set(matrix.subarray(rows[i] * columns, (rows[i] + 1) * columns), i * columns);
  return out;
}

/** @param {Int32Array} order */
export function* batches(order) {
  for (let i = 0; i < order.length; i += BATCH) yield order.subarray(i, i + BATCH);
}

/** An IDX file with no more than its first items. @param {Uint8Array} file @param {number} count */
export function firstOf(file, count) {
  const head = file.length - body(file).length;
  const all = new DataView(file.buffer, file.byteOffset).getUint32(4);
  const part = file.slice(0, head + (count * (file.length - head)) / all);
  new DataView(part.buffer).setUint32(4, count);
  return part;
}

/** The name of a product's file. @param {import('./contender.js').Shape} shape */
export const productName = ({ m, n, k, ta, tb }) =>
  `product-${m}x${n}x${k}-${ta ? 'T' : 'N'}${tb ? 'T' : 'N'}`;

/** A product's two matrices, the same ones everywhere. @param {import('./contender.js').Shape} shape @returns {[Float32Array, Float32Array]} */
export const operandsOf = ({ m, n, k }) => [uniform(m * k, 1), uniform(k * n, 2)];

/** Numbers from -1 to 1. @param {number} count @param {number} seed */
function uniform(count, seed) {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    // The position, mixed: a column of what a plain congruential generator draws is no better than a ramp.
    let x = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    values[i] = ((x ^ (x >>> 15)) >>> 0) / 2 ** 31 - 1;
  }
  return values;
}
