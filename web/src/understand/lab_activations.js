// The activation functions of chapter 5.1 and their gradients, on [-8, 8): y.backward(ones) gives them, as there.

/** @typedef {{ name: string, y: Float32Array, grad: Float32Array }} Curve */

/** Of prelu below zero, PyTorch's beginning. */
const SLOPE = 0.25;

/** @param {import('weft').Weft} weft @param {{ names: readonly string[] }} args */
export function activations(weft, { names }) {
  const xs = weft.arange(-8, 8, 0.1);
  /** @param {string} name @param {import('weft').Tensor} x */
  const apply = (name, x) => {
    if (name === 'prelu') return weft.prelu(x, weft.tensor([SLOPE], { dtype: 'float32' }));
    if (name === 'relu' || name === 'sigmoid' || name === 'tanh') return weft[name](x);
    throw new Error(`activations: name must be one of relu, sigmoid, tanh, prelu, got '${name}'`);
  };
  /** @type {Curve[]} */
  const curves = names.map((name) => {
    const x = xs.clone().requiresGrad_();
    const y = apply(name, x);
    y.backward(weft.onesLike(x));
    return { name, y: floats(y), grad: floats(/** @type {import('weft').Tensor} */ (x.grad)) };
  });
  return { xs: floats(xs), curves };
}

/** @param {import('weft').Tensor} tensor */
const floats = (tensor) => /** @type {Float32Array} */ (tensor.toTypedArray());
