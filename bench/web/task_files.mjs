// The task as files in build/bench/web/task, which every place reads: the four IDX files, not compressed,
// PyTorch's start and order for seed 0, drawn by weft, and products in float64. With the losses that follow in
// float64.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createSession, init } from '../../wasm/src/node.js';
import { epochLoss, multiply } from './reference.js';
import { CLASSES, FILES, MODELS, layersOf, operandsOf, productName } from './task.js';

const folder = fileURLToPath(new URL('../../build/bench/web/task/', import.meta.url));

const NAMES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};

/** @param {string} path */
function readIdx(path) {
  if (existsSync(path)) return readFileSync(path);
  if (existsSync(`${path}.gz`)) return gunzipSync(readFileSync(`${path}.gz`));
  throw new Error(`bench-web: ${path}: neither this file nor ${path.replace(/.*\//, '')}.gz is there`);
}

/** What products are compared with. @param {import('./contender.js').Shape[]} shapes */
export function writeProducts(shapes) {
  mkdirSync(folder, { recursive: true });
  for (const [name, shape] of new Map(shapes.map((shape) => [productName(shape), shape])))
    writeFileSync(folder + name, multiply(shape, ...operandsOf(shape)));
}

/** The order of the first epoch. @param {import('../../wasm/index.js').Weft} weft @param {number} count */
export function orderOf(weft, count) {
  weft.manualSeed(0);
  return Int32Array.from(weft.randperm(count).toTypedArray(), Number);
}

/** A model's parameters as layersOf() takes them. @param {import('../../wasm/index.js').Weft} weft @param {keyof typeof MODELS} model */
export function startOf(weft, model) {
  weft.manualSeed(0);
  const parameters = MODELS[model].flatMap(([inputs, outputs]) => {
    const most = 1 / Math.sqrt(inputs);
    const weight = weft.zeros(outputs, inputs).uniform_(-most, most).T.contiguous();
    return [weight, weft.zeros(outputs).uniform_(-most, most)];
  });
  return Float32Array.from(parameters.flatMap((tensor) => Array.from(tensor.toTypedArray(), Number)));
}

/**
 * Writes the files.
 * @param {string} data    the folder of the IDX files
 * @param {number} count    images of an epoch
 * @param {number} checked    images of the epoch whose losses are to be known
 * @returns {Promise<{ name: import('../../wasm/index.js').DatasetInfo['name'], losses: Record<string, number> }>}
 *   what the data is, and the loss of the first epoch over so many images, by model
 */
export async function writeTask(data, count, checked) {
  mkdirSync(folder, { recursive: true });
  const files = /** @type {import('./task.js').Task['files']} */ ({});
  for (const file of FILES) writeFileSync(folder + file, (files[file] = readIdx(`${data}/${NAMES[file]}`)));

  const session = await createSession({
    model: [{ type: 'flatten' }, { type: 'linear', units: CLASSES }],
    data: files,
    variant: 'simd',
  });
  const { name } = session.dataset;
  session.terminate();

  const weft = await init({ variant: 'simd' });
  /** @type {Map<number, Int32Array>} */
  const orders = new Map();
  for (const images of new Set([count, checked])) {
    const order = orderOf(weft, images);
    writeFileSync(`${folder}order-${images}`, order);
    orders.set(images, order);
  }
  /** @type {Record<string, number>} */
  const losses = {};
  for (const model of /** @type {(keyof typeof MODELS)[]} */ (Object.keys(MODELS))) {
    const parameters = startOf(weft, model);
    writeFileSync(folder + model, parameters);
    const task = { model, count: checked, files, layers: layersOf(model, parameters) };
    losses[model] = epochLoss(task, /** @type {Int32Array} */ (orders.get(checked)));
  }
  weft.terminate();
  return { name, losses };
}
