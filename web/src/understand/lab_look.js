// One forward and one backward pass over a few hundred test images, looked into: weights, their gradients, and
// what each layer gives. Dropout drops nothing here, so that the figures are the model's and not chance's.

import { histogram } from './histogram.js';
import { forward } from './lab_model.js';

/** @typedef {import('./lab_model.js').Weights} Weights */

/**
 * @typedef {object} Look
 * @property {number} layer
 * @property {string} type    of the layer
 * @property {string} what    'weights', 'gradients of the weights'; of a linear layer 'outputs', of others 'activations'; their gradients
 * @property {readonly number[]} shape
 * @property {import('./histogram.js').Histogram} values
 * @property {number} [dead]    units that are zero for every image
 */

/**
 * @param {import('weft').Weft} weft
 * @param {{ layers: import('weft').Layer[], tensors: Record<string, Weights>, x: Float32Array, y: ArrayLike<number> }} args
 *     x has an example for each label of y
 */
export function look(weft, { layers, tensors, x, y }) {
  const examples = weft.fromTypedArray(x, [y.length, x.length / y.length]);
  const stages = forward(
    weft,
    layers,
    (name) => {
      const weights = tensors[name];
      if (!weights) throw new Error(`the model's file has no tensor '${name}'`);
      return weft.fromTypedArray(weights.data, weights.shape, { requiresGrad: true });
    },
    examples,
    false,
  );
  const shown = stages.filter(({ type }) => type !== 'flatten' && type !== 'dropout');
  for (const { output } of shown) output.retainGrad();
  const scores = stages[stages.length - 1].output;
  const loss = weft.crossEntropy(scores, weft.fromTypedArray(BigInt64Array.from(y, BigInt)));
  loss.backward();
  return { loss: Number(loss.item()), looks: shown.flatMap(looksOf) };
}

/** @param {import('./lab_model.js').Stage} stage @returns {Look[]} */
function looksOf({ index, type, weight, output }) {
  const given = type === 'linear' ? 'outputs' : 'activations';
  const about = { layer: index, type };
  /** @param {string} what @param {import('weft').Tensor | null} tensor */
  const one = (what, tensor) => {
    const shape = tensor?.shape ?? [];
    return { ...about, what, shape, values: histogram(numbers(tensor)) };
  };
  return [
    ...(weight ? [one('weights', weight), one('gradients of the weights', weight.grad)] : []),
    { ...one(given, output), ...(type === 'relu' && { dead: dead(output) }) },
    one(`gradients of the ${given}`, output.grad),
  ];
}

/** @param {import('weft').Tensor | null} tensor */
const numbers = (tensor) => /** @type {Float32Array} */ (tensor?.toTypedArray() ?? new Float32Array(0));

/** @param {import('weft').Tensor} output    (images, units) */
function dead(output) {
  const [images, units] = output.shape;
  const values = numbers(output);
  let count = 0;
  for (let unit = 0; unit < units; unit++) {
    let image = 0;
    while (image < images && values[image * units + unit] === 0) image++;
    if (image === images) count++;
  }
  return count;
}
