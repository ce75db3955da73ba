// The truth, in float64 and plain loops: products, and the losses of the task's first steps.

import { CLASSES, PIXELS, RATE, batches, images, labels, rowsOf } from './task.js';

/** The product in row order. @param {import('./contender.js').Shape} shape @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function multiply({ m, n, k, ta, tb }, a, b) {
  const c = new Float64Array(m * n);
  const columns = tb ? transposed(b, n, k) : b;
  for (let i = 0; i < m; i++) {
    const row = c.subarray(i * n, (i + 1) * n);
    for (let p = 0; p < k; p++) {
      const x = ta ? a[p * m + i] : a[i * k + p];
      if (x === 0) continue;
      for (let j = 0, at = p * n; j < n; j++, at++) row[j] += x * columns[at];
    }
  }
  return c;
}

/** @param {ArrayLike<number>} x @param {number} rows @param {number} columns */
function transposed(x, rows, columns) {
  const y = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) y[j * rows + i] = x[i * columns + j];
  return y;
}

/** The mean loss of one epoch as seen while training. @param {import('./task.js').Task} task @param {Int32Array} order */
export function epochLoss(task, order) {
  const [pixels, classes] = [images(task), labels(task)];
  const layers = task.layers.map((layer) => ({
    ...layer,
    weight: Float64Array.from(layer.weight),
    bias: Float64Array.from(layer.bias),
  }));
  let total = 0;
  for (const rows of batches(order)) {
    const m = rows.length;
    const inputs = [Float64Array.from(rowsOf(pixels, PIXELS, rows))];
    layers.forEach(({ weight, bias, inputs: k, outputs: n }, i) => {
      const y = multiply({ m, n, k, ta: false, tb: false }, inputs[i], weight);
      const relu = i + 1 < layers.length;
      for (let at = 0; at < y.length; at++) {
        y[at] += bias[at % n];
        if (relu && y[at] < 0) y[at] = 0;
      }
      inputs.push(y);
    });
    // The scores become the loss's gradient.
    let delta = /** @type {Float64Array} */ (inputs.pop());
    rows.forEach((row, i) => {
      const scores = delta.subarray(i * CLASSES, (i + 1) * CLASSES);
      const most = Math.max(...scores);
      const sum = scores.reduce((s, score) => s + Math.exp(score - most), 0);
      total += Math.log(sum) + most - scores[classes[row]];
      scores.forEach((score, j) => (scores[j] = Math.exp(score - most) / sum / m));
      scores[classes[row]] -= 1 / m;
    });
    for (let i = layers.length - 1; i >= 0; i--) {
      const { weight, bias, inputs: k, outputs: n } = layers[i];
      const gradient = multiply({ m: k, n, k: m, ta: true, tb: false }, inputs[i], delta);
      const before = i > 0 ? multiply({ m, n: k, k: n, ta: false, tb: true }, delta, weight) : delta;
      gradient.forEach((g, at) => (weight[at] -= RATE * g));
      delta.forEach((d, at) => (bias[at % n] -= RATE * d));
      if (i > 0) delta = before.map((d, at) => (inputs[i][at] > 0 ? d : 0));
    }
  }
  return total / order.length;
}
