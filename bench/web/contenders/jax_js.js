// jax-js as it documents itself: a loss, its gradient by valueAndGrad, the whole step under jit.

import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { CLASSES, PIXELS, RATE, batches, images, labels } from '../task.js';

/** @typedef {{ weight: np.Array, bias: np.Array }[]} Layers */

export const name = 'jax-js';

export async function open() {
  const devices = await init('wasm');
  if (!devices.includes('wasm')) throw new Error('jax-js: its wasm backend did not start');
  defaultDevice('wasm');
  return { info: 'jit and valueAndGrad, wasm', model, product };
}

/** @param {Layers} layers @param {np.Array} x */
function predict(layers, x) {
  layers.forEach(({ weight, bias }, i) => {
    if (i > 0) x = nn.relu(x);
    x = np.dot(x, weight).add(bias);
  });
  return nn.logSoftmax(x);
}

/** @param {Layers} layers @param {np.Array} x @param {np.Array} y */
function meanLoss(layers, x, y) {
  const count = y.shape[0];
  return predict(layers, x)
    .mul(nn.oneHot(y, CLASSES))
    .sum()
    .mul(-1 / count);
}

const step = jit((/** @type {Layers} */ layers, /** @type {np.Array} */ x, /** @type {np.Array} */ y) => {
  const [loss, gradients] = valueAndGrad(meanLoss)(tree.ref(layers), x, y);
  const next = layers.map(({ weight, bias }, i) => ({
    weight: weight.sub(gradients[i].weight.mul(RATE)),
    bias: bias.sub(gradients[i].bias.mul(RATE)),
  }));
  return [loss, next];
});

/** @param {import('../task.js').Task} task */
async function model(task) {
  /** @type {Layers} */
  let layers = task.layers.map(({ weight, bias, inputs, outputs }) => ({
    weight: np.array(weight).reshape([inputs, outputs]),
    bias: np.array(bias),
  }));
  const x = np.array(images(task)).reshape([task.count, PIXELS]);
  const y = np.array(labels(task), { dtype: np.int32 });
  await blockUntilReady([x, y]);

  return {
    /** @param {Int32Array} order */
    async epoch(order) {
      let total = 0;
      for (const rows of batches(order)) {
        const index = np.array(rows, { dtype: np.int32 });
        const [images, targets] = [x.ref.slice(index.ref), y.ref.slice(index)];
        const [loss, next] = /** @type {[np.Array, Layers]} */ (step(layers, images, targets));
        layers = next;
        total += rows.length * /** @type {number} */ (await loss.jsAsync());
      }
      await blockUntilReady(layers);
      return { loss: total / order.length };
    },
    dispose() {
      for (const array of [x, y, ...tree.leaves(layers)]) array.dispose();
    },
  };
}

/** @param {import('../contender.js').Shape} shape @param {Float32Array} a @param {Float32Array} b */
async function product({ m, n, k, ta, tb }, a, b) {
  const x = np.array(a).reshape(ta ? [k, m] : [m, k]);
  const y = np.array(b).reshape(tb ? [n, k] : [k, n]);
  const multiply = jit((/** @type {np.Array} */ x, /** @type {np.Array} */ y) =>
    np.matmul(ta ? np.transpose(x) : x, tb ? np.transpose(y) : y),
  );
  return {
    /** @param {number} times */
    async run(times) {
      for (let i = 0; i < times; i++) {
        const z = multiply(x.ref, y.ref);
        // Without waiting each time, results that nobody has read would pile up.
        await z.blockUntilReady();
        z.dispose();
      }
    },
    result: () => multiply(x.ref, y.ref).data(),
    dispose() {
      x.dispose();
      y.dispose();
    },
  };
}
