// TensorFlow.js as its guides write training: a sequential model, and minimize() with a loss of tf.losses.

import * as wasm from '@tensorflow/tfjs-backend-wasm';
import * as package_ from '@tensorflow/tfjs';
import { CLASSES, PIXELS, RATE, batches, images, labels } from '../task.js';

// Node gives a CommonJS package as its default export.
const tf = /** @type {typeof package_} */ (package_['default'] ?? package_);

export const name = 'tfjs';

/** @param {import('../contender.js').Place} place */
export async function open({ threads, tfjsWasm }) {
  wasm.setWasmPaths(tfjsWasm);
  wasm.setThreadsCount(threads);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs: its wasm backend did not start');
  await tf.ready();
  return { info: `TensorFlow.js ${tf.version.tfjs}, threads: ${wasm.getThreadsCount()}`, model, product };
}

/** @param {import('../task.js').Task} task */
export async function model(task) {
  const last = task.layers.length - 1;
  const net = tf.sequential({
    layers: task.layers.map(({ inputs, outputs }, i) =>
      tf.layers.dense({
        inputShape: [inputs],
        units: outputs,
        activation: i < last ? 'relu' : 'linear',
      }),
    ),
  });
  net.setWeights(
    task.layers.flatMap(({ weight, bias, inputs, outputs }) => [
      tf.tensor2d(weight, [inputs, outputs]),
      tf.tensor1d(bias),
    ]),
  );
  const x = tf.tensor2d(images(task), [task.count, PIXELS]);
  const y = tf.oneHot(tf.tensor1d(labels(task), 'int32'), CLASSES).toFloat();
  const optimizer = tf.train.sgd(RATE);

  /** The mean loss of a batch. @param {Int32Array} rows @returns {any} */
  function step(rows) {
    const index = tf.tensor1d(rows, 'int32');
    const [images, targets] = [tf.gather(x, index), tf.gather(y, index)];
    const loss = () => tf.losses.softmaxCrossEntropy(targets, /** @type {any} */ (net.apply(images)));
    return optimizer.minimize(/** @type {() => package_.Scalar} */ (loss), true);
  }

  return {
    /** @param {Int32Array} order */
    async epoch(order) {
      let total = 0;
      for (const rows of batches(order)) {
        const loss = /** @type {package_.Tensor} */ (tf.tidy(() => step(rows)));
        total += rows.length * (await loss.data())[0];
        loss.dispose();
      }
      return { loss: total / order.length };
    },
    dispose() {
      tf.dispose([x, y]);
      tf.disposeVariables();
    },
  };
}

/** @param {import('../contender.js').Shape} shape @param {Float32Array} a @param {Float32Array} b */
export async function product({ m, n, k, ta, tb }, a, b) {
  const [x, y] = [tf.tensor2d(a, ta ? [k, m] : [m, k]), tf.tensor2d(b, tb ? [n, k] : [k, n])];
  return multiplication(() => tf.matMul(x, y, ta, tb), [x, y]);
}

/** @param {() => package_.Tensor} multiply @param {package_.Tensor[]} operands */
export const multiplication = (multiply, operands) => ({
  /** @param {number} times */
  async run(times) {
    for (let i = 0; i < times; i++) tf.tidy(multiply).dispose();
  },
  result: () => tf.tidy(multiply).data(),
  dispose: () => tf.dispose(operands),
});

export { tf, wasm };
