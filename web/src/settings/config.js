// All that a run is, as numbers and words: what the form gives, what a link holds, what a checkpoint keeps.

/**
 * @typedef {object} Config
 * @property {number[]} hidden    units of the hidden layers: [] is softmax regression, [256] the notebook's MLP
 * @property {'relu' | 'sigmoid' | 'tanh'} activation
 * @property {number} dropout    after each hidden layer, 0 to 0.9
 * @property {'sgd' | 'adam' | 'adamW'} optimizer
 * @property {number} lr
 * @property {number} momentum
 * @property {number} weightDecay
 * @property {number} batch
 * @property {number} epochs
 * @property {number} seed
 * @property {number | undefined} threads    undefined where there is no choice
 */

/** The notebook's MLP (5.2). @type {Config} */
export const DEFAULTS = {
  hidden: [256],
  activation: 'relu',
  dropout: 0,
  optimizer: 'sgd',
  lr: 0.1,
  momentum: 0,
  weightDecay: 0,
  batch: 256,
  epochs: 10,
  seed: 0,
  threads: undefined,
};

/** The model in the module's terms. @param {Config} config @param {number} outputs @returns {import('weft').Layer[]} */
export function layers({ hidden, activation, dropout }, outputs) {
  /** @type {import('weft').Layer[]} */
  const inner = hidden.flatMap((units) => [
    { type: 'linear', units },
    { type: activation },
    ...(dropout > 0 ? [/** @type {const} */ ({ type: 'dropout', p: dropout })] : []),
  ]);
  return [{ type: 'flatten' }, ...inner, { type: 'linear', units: outputs }];
}
