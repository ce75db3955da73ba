// The best that can be had from TensorFlow.js by hand. Its fast kernel multiplies what is not transposed, so
// gradients are written out with transposed copies, and sums over the batch are products with ones; bias and
// ReLU are fused; batches are gathered outside, in a tenth of its own gather's time; the threads are as many
// as asked for, where it would take half of the cores.

import { CLASSES, PIXELS, RATE, batches, images, labels, rowsOf } from '../task.js';
import { multiplication, open as openPlain, tf } from './tfjs.js';

export const name = 'tfjs-tuned';

/** @param {import('../contender.js').Place} place */
export async function open(place) {
  if (place.threads > 1 && typeof navigator === 'object')
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 * place.threads });
  return { ...(await openPlain(place)), model, product };
}

/** @param {import('../task.js').Task} task */
async function model(task) {
  const layers = task.layers.map(({ weight, bias, inputs, outputs }) => ({
    weight: tf.variable(tf.tensor2d(weight, [inputs, outputs])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
  const pixels = images(task);
  const classes = new Float32Array(task.count * CLASSES);
  labels(task).forEach((label, i) => (classes[i * CLASSES + label] = 1));

  /** @param {import('@tensorflow/tfjs').Variable} variable @param {import('@tensorflow/tfjs').Tensor} gradient */
  const update = (variable, gradient) => variable.assign(tf.sub(variable, tf.mul(gradient, RATE)));

  /** The loss, summed over the batch. @param {Int32Array} rows */
  function step(rows) {
    /** @type {any[]} */
    const inputs = [tf.tensor2d(rowsOf(pixels, PIXELS, rows), [rows.length, PIXELS])];
    const targets = tf.tensor2d(rowsOf(classes, CLASSES, rows), [rows.length, CLASSES]);
    const ones = tf.ones([1, rows.length]);
    layers.forEach(({ weight, bias }, i) => {
      const activation = i + 1 < layers.length ? 'relu' : 'linear';
      inputs.push(tf.fused.matMul({ a: inputs[i], b: weight, bias, activation }));
    });
    const scores = /** @type {import('@tensorflow/tfjs').Tensor2D} */ (inputs.pop());
    const shifted = tf.sub(scores, tf.max(scores, 1, true));
    const exps = tf.exp(shifted);
    const sums = tf.sum(exps, 1, true);
    const loss = tf.sub(tf.sum(tf.log(sums)), tf.sum(tf.mul(targets, shifted)));
    let delta = tf.div(tf.sub(tf.div(exps, sums), targets), rows.length);
    for (let i = layers.length - 1; i >= 0; i--) {
      const { weight, bias } = layers[i];
      const before = i > 0 && tf.mul(tf.matMul(delta, tf.transpose(weight)), tf.step(inputs[i]));
      update(weight, tf.matMul(tf.transpose(inputs[i]), delta));
      update(bias, tf.reshape(tf.matMul(ones, delta), bias.shape));
      if (before) delta = before;
    }
    return loss;
  }

  return {
    /** @param {Int32Array} order */
    async epoch(order) {
      let total = 0;
      for (const rows of batches(order)) {
        const loss = tf.tidy(() => step(rows));
        total += loss.dataSync()[0];
        loss.dispose();
      }
      return { loss: total / order.length };
    },
    dispose: () => tf.disposeVariables(),
  };
}

/** @param {import('../contender.js').Shape} shape @param {Float32Array} a @param {Float32Array} b */
async function product({ m, n, k, ta, tb }, a, b) {
  const [x, y] = [tf.tensor2d(a, ta ? [k, m] : [m, k]), tf.tensor2d(b, tb ? [n, k] : [k, n])];
  return multiplication(() => tf.matMul(ta ? tf.transpose(x) : x, tb ? tf.transpose(y) : y), [x, y]);
}
