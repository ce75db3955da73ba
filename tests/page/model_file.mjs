// A network computed by hand, in float64: what the page shows of a model is compared with this. And what the page's
// workers answer, heard on the way, so that a test knows the very weights that were shown.

/** For `init` of a page: keeps what the page asks, and the last file of weights that the session gave. */
export const hearFiles = () => {
  globalThis.asked = [];
  const Plain = Worker;
  globalThis.Worker = class extends Plain {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const file = data?.value?.file;
        if (file && this.wanted === data.id) globalThis.modelFile = [...new Uint8Array(file)];
      });
    }
    postMessage(message, ...rest) {
      const weights = Boolean(message?.args?.weightsOnly);
      if (weights) this.wanted = message.id;
      if (message?.name) globalThis.asked.push(weights ? 'save weights' : message.name);
      super.postMessage(message, ...rest);
    }
  };
};

/** The weights by name, of the last file: { shape, data }. */
export async function heardWeights(page) {
  await page.waitForFunction(() => globalThis.modelFile);
  const file = Buffer.from(await page.evaluate(() => globalThis.modelFile));
  const end = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, end).toString());
  delete header.__metadata__;
  return Object.fromEntries(
    Object.entries(header).map(
      ([
        name,
        {
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const data = Float64Array.from({ length: (to - from) / 4 }, (_, i) =>
          file.readFloatLE(end + from + 4 * i),
        );
        return [name, { shape, data }];
      },
    ),
  );
}

/** rows of x times the transposed weight, plus bias: x is n rows of `inputs` numbers. */
function linear(x, n, { shape: [units, inputs], data }, bias) {
  const out = new Float64Array(n * units);
  for (let i = 0; i < n; i++)
    for (let u = 0; u < units; u++) {
      let sum = bias.data[u];
      for (let k = 0; k < inputs; k++) sum += x[i * inputs + k] * data[u * inputs + k];
      out[i * units + u] = sum;
    }
  return out;
}

/** The scores of a network with one hidden layer of relu, class by class. */
export function scores(weights, x, n) {
  const hidden = linear(x, n, weights['1.weight'], weights['1.bias']);
  return linear(
    hidden.map((value) => Math.max(0, value)),
    n,
    weights['3.weight'],
    weights['3.bias'],
  );
}

/**
 * A network with one hidden layer of relu: what each layer gives, the loss, and gradients, for n images.
 * @param {Record<string, { shape: number[], data: Float64Array }>} weights @param {Float64Array} x @param {number[]} labels
 */
export function network(weights, x, labels) {
  const n = labels.length;
  const [W1, b1, W2, b2] = ['1.weight', '1.bias', '3.weight', '3.bias'].map((name) => weights[name]);
  const z = linear(x, n, W1, b1);
  const h = z.map((value) => Math.max(0, value));
  const o = linear(h, n, W2, b2);
  const [classes, units] = W2.shape;
  const probabilities = new Float64Array(o.length);
  const dO = new Float64Array(o.length);
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const scores = o.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...scores);
    const sum = scores.reduce((all, score) => all + Math.exp(score - most), 0);
    scores.forEach((score, k) => {
      const p = Math.exp(score - most) / sum;
      probabilities[i * classes + k] = p;
      dO[i * classes + k] = (p - (labels[i] === k ? 1 : 0)) / n;
    });
    loss -= Math.log(probabilities[i * classes + labels[i]]) / n;
  }
  const dH = new Float64Array(h.length);
  const dW2 = new Float64Array(W2.data.length);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < classes; k++)
      for (let u = 0; u < units; u++) {
        dH[i * units + u] += dO[i * classes + k] * W2.data[k * units + u];
        dW2[k * units + u] += dO[i * classes + k] * h[i * units + u];
      }
  const dZ = dH.map((value, i) => (z[i] > 0 ? value : 0));
  const inputs = W1.shape[1];
  const dW1 = new Float64Array(W1.data.length);
  for (let i = 0; i < n; i++)
    for (let u = 0; u < units; u++)
      for (let p = 0; p < inputs; p++) dW1[u * inputs + p] += dZ[i * units + u] * x[i * inputs + p];
  return { z, h, o, dO, dH, dZ, dW1, dW2, loss, probabilities };
}

/** Mean, standard deviation with n - 1, and the share of zeros. */
export function figures(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    std: Math.sqrt(squares / (values.length - 1)),
    zeros: values.filter((value) => value === 0).length / values.length,
  };
}
