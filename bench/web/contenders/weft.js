// weft: its session for training, its tensors for products, in the variant that is asked for.

import { BATCH, RATE, firstOf } from '../task.js';

export const name = 'weft';

/** @param {import('../contender.js').Place} place */
export async function open({ threads, variant, weft }) {
  const { createSession, init } = await import(weft);
  const options = { variant, threads };

  /** @param {import('../task.js').Task} task */
  async function model(task) {
    const { trainImages, trainLabels, testImages, testLabels } = task.files;
    const session = await createSession({
      ...options,
      model: [
        { type: 'flatten' },
        ...(task.model === 'mlp' ? [{ type: 'linear', units: 256 }, { type: 'relu' }] : []),
        { type: 'linear', units: 10 },
      ],
      data: {
        trainImages: firstOf(trainImages, task.count),
        trainLabels: firstOf(trainLabels, task.count),
        testImages,
        testLabels,
      },
      optimizer: { type: 'sgd', lr: RATE },
      batchSize: BATCH,
      seed: 0,
    });
    return {
      // The order is the session's own, by its seed: the one that the others are given.
      async epoch() {
        for await (const { result } of session.fit({ epochs: 1 }))
          if (result) return { loss: result.trainLoss, seconds: result.seconds };
        throw new Error('weft: the epoch ended without a result');
      },
      dispose: () => session.terminate(),
    };
  }

  /** The tensors' module, once a product asks for it. @type {Promise<any> | undefined} */
  let tensors;

  /** @param {import('../contender.js').Shape} shape @param {Float32Array} a @param {Float32Array} b */
  async function product({ m, n, k, ta, tb }, a, b) {
    const w = await (tensors ??= init(options));
    const x = w.fromTypedArray(a, ta ? [k, m] : [m, k]);
    const y = w.fromTypedArray(b, tb ? [n, k] : [k, n]);
    const [left, right] = [ta ? x.T : x, tb ? y.T : y];
    return {
      /** @param {number} times */
      async run(times) {
        for (let i = 0; i < times; i++) w.matmul(left, right).dispose();
      },
      result: async () => w.matmul(left, right).toTypedArray(),
      dispose() {
        for (const tensor of new Set([x, y, left, right])) tensor.dispose();
      },
    };
  }

  return { info: `${variant}, threads: ${threads}`, model, product };
}
