// A sequential model over tensors: the layers of a session, with weights from its file.

/** @typedef {import('weft').Weft} Weft */
/** @typedef {import('weft').Tensor} Tensor */
/** @typedef {import('weft').Layer} Layer */
/** @typedef {{ shape: readonly number[], data: Float32Array }} Weights */

/**
 * @typedef {object} Stage    one layer, run
 * @property {number} index    its place in the model, as in the names of the weights
 * @property {Layer['type']} type
 * @property {Tensor} [weight]
 * @property {Tensor} [bias]
 * @property {Tensor} output
 */

/** Where the weights of a layer come from. @typedef {(name: string, shape: readonly number[]) => Tensor} Source */

/**
 * @param {Weft} weft @param {readonly Layer[]} layers @param {Source} source @param {Tensor} x
 * @param {boolean} training    whether dropout drops
 */
export function forward(weft, layers, source, x, training) {
  /** @type {Stage[]} */
  const stages = [];
  for (const [index, layer] of layers.entries()) {
    const before = stages.at(-1)?.output ?? x;
    stages.push({ index, type: layer.type, ...run(weft, layer, index, source, before, training) });
  }
  return stages;
}

/** @param {Weft} weft @param {Layer} layer @param {number} index @param {Source} source @param {Tensor} x @param {boolean} training */
function run(weft, layer, index, source, x, training) {
  switch (layer.type) {
    case 'flatten':
      return { output: x.ndim === 2 ? x : x.flatten(1) };
    case 'linear': {
      const weight = source(`${index}.weight`, [layer.units, x.shape[1]]);
      const bias = layer.bias === false ? undefined : source(`${index}.bias`, [layer.units]);
      return { weight, bias, output: weft.linear(x, weight, bias ?? null) };
    }
    case 'relu':
    case 'sigmoid':
    case 'tanh':
      return { output: weft[layer.type](x) };
    case 'dropout':
      return { output: training ? weft.dropout(x, layer.p ?? 0.5, true) : x };
    default:
      throw new Error(`layers of type ${layer.type} are not looked into here`);
  }
}
