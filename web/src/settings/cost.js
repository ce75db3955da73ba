// How large a model is and what an image costs: a product of [1, n] and [n, m] is n m multiply-adds, two
// operations each. Forward it is done once; backward twice, for the weights' gradients and for the inputs',
// except that nobody asks for the gradient of the images.

/** @typedef {import('./config.js').Config} Config */

/**
 * @param {Pick<Config, 'hidden'>} config @param {number} inputs @param {number} outputs
 * @returns {{ parameters: number, forward: number, training: number }}    the last two in operations an image
 */
export function cost({ hidden }, inputs, outputs) {
  const sizes = [inputs, ...hidden, outputs];
  const products = hidden.concat(outputs).map((units, i) => (sizes[i] ?? 0) * units);
  const all = products.reduce((sum, n) => sum + n, 0);
  const biases = sizes.slice(1).reduce((sum, n) => sum + n, 0);
  return { parameters: all + biases, forward: 2 * all, training: 6 * all - 2 * (products[0] ?? 0) };
}
