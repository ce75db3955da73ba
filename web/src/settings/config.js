// All that a run is, as numbers and words: what the form gives, what a link holds, what a checkpoint keeps.

/**
 * @typedef {object} Config
 * @property {number[]} hidden    units of the hidden layers: [] is softmax regression, [256] the notebook's MLP
 * @property {'relu' | 'sigmoid' | 'tanh'} activation
 * @property {number} dropout    after each hidden layer, 0 to 0.9
 * @property {'sgd' | 'adam' | 'adamW'} optimizer
 * @property {number} lr
 * @property {number} momentum    of SGD alone
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

export const MOST_LAYERS = 6;

export const ACTIVATIONS = /** @type {const} */ ({ relu: 'ReLU', sigmoid: 'sigmoid', tanh: 'tanh' });

/** With the learning rate and the weight decay that people begin with. */
export const OPTIMIZERS = /** @type {const} */ ({
  sgd: { name: 'SGD', lr: 0.1, weightDecay: 0 },
  adam: { name: 'Adam', lr: 0.001, weightDecay: 0 },
  adamW: { name: 'AdamW', lr: 0.001, weightDecay: 0.01 },
});

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

/** The optimizer in the module's terms. @param {Config} config @returns {import('weft').OptimizerOptions} */
export function optimizer({ optimizer: type, lr, momentum, weightDecay }) {
  return type === 'sgd' ? { type, lr, momentum, weightDecay } : { type, lr, weightDecay };
}

/** A run in one line. @param {Config} config */
export function describe(config) {
  const { hidden, activation, dropout, lr, momentum, weightDecay, batch, seed } = config;
  const extras = [ACTIVATIONS[activation], dropout > 0 && `dropout ${dropout}`].filter(Boolean).join(', ');
  const model =
    hidden.length === 0 ? 'Softmax regression' : `MLP with ${hidden.join(', ')} units (${extras})`;
  const type = OPTIMIZERS[config.optimizer].name;
  return [
    model,
    config.optimizer === 'sgd' && momentum > 0 ? `${type} with momentum ${momentum}` : type,
    `learning rate ${lr}`,
    weightDecay > 0 && `weight decay ${weightDecay}`,
    `batch ${batch}`,
    `seed ${seed}`,
  ]
    .filter(Boolean)
    .join(', ');
}
