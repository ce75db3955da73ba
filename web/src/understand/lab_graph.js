// The computational graph of the model's objective (5.3.2 of the notebook): the loss, and with weight decay the
// penalty that is added to it. Only shapes matter, so that the weights are zeros.

import { forward } from './lab_model.js';

/**
 * @param {import('weft').Weft} weft
 * @param {{ layers: import('weft').Layer[], batch: number, inputs: number, weightDecay: number }} args
 */
export function graph(weft, { layers, batch, inputs, weightDecay }) {
  const x = weft.zeros([batch, inputs], { requiresGrad: true });
  /** @type {Record<string, import('weft').Tensor>} */
  const names = { x };
  const stages = forward(weft, layers, (_, shape) => weft.zeros(shape, { requiresGrad: true }), x, true);
  let [linears, hidden] = [0, 0];
  const weights = [];
  for (const { type, weight, bias, output } of stages) {
    if (weight) {
      linears++;
      weights.push(weight);
      names[`W${linears}`] = weight;
      if (bias) names[`b${linears}`] = bias;
      if (output === stages[stages.length - 1].output) names.o = output;
      else names[`z${linears}`] = output;
    } else if (type !== 'flatten' && type !== 'dropout') names[`h${++hidden}`] = output;
  }
  const L = weft.crossEntropy(stages[stages.length - 1].output, weft.zeros([batch], { dtype: 'int64' }));
  names.L = L;
  let goal = L;
  if (weightDecay > 0) {
    const squares = weights.map((weight) => weight.square().sum());
    names.s = squares.reduce((sum, next) => sum.add(next)).mul(weightDecay / 2);
    names.J = goal = L.add(names.s);
  }
  return {
    svg: weft.graph(goal, { names }),
    dot: weft.graph(goal, { names, format: 'dot' }),
  };
}
