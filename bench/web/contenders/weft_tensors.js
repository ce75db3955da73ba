// weft's tensor door: the loop as people write it, in the variant that is asked for. The images are
// floats, converted once; a step is one scope.

import { BATCH, PIXELS, RATE, images, labels } from '../task.js';

export const name = 'weft-tensors';

/** @param {import('../contender.js').Place} place */
export async function open({ threads, variant, weft: address }) {
  const { init } = await import(address);
  const weft = await init({ variant, threads });

  /** @param {import('../task.js').Task} task */
  async function model(task) {
    const x = weft.fromTypedArray(images(task), [task.count, PIXELS]);
    const y = weft.fromTypedArray(labels(task)).to('int64');
    const layers = task.layers.map(({ weight, bias, inputs, outputs }) => ({
      weight: weft.fromTypedArray(weight, [inputs, outputs]).T.contiguous().requiresGrad_(),
      bias: weft.fromTypedArray(bias, undefined, { requiresGrad: true }),
    }));
    const optimizer = weft.optim.SGD(
      layers.flatMap(({ weight, bias }) => [weight, bias]),
      { lr: RATE },
    );

    /** @param {any} rows */
    const step = (rows) => {
      const scores = layers.reduce(
        (inputs, { weight, bias }, i) => weft.linear(i > 0 ? inputs.relu() : inputs, weight, bias),
        x.index(rows),
      );
      const loss = weft.crossEntropy(scores, y.index(rows));
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      return loss.item() * rows.length;
    };

    return {
      /** @param {Int32Array} order */
      async epoch(order) {
        const rows = weft.fromTypedArray(order).to('int64');
        let total = 0;
        for (let i = 0; i < order.length; i += BATCH)
          total += weft.scope(() => step(rows.index(weft.slice(i, i + BATCH))));
        rows.dispose();
        return { loss: total / order.length };
      },
      dispose: () => {
        for (const object of [x, y, optimizer, ...layers.flatMap(({ weight, bias }) => [weight, bias])])
          object.dispose();
      },
    };
  }

  const product = () => Promise.reject(new Error("products are weft.js's"));
  return { info: `${variant}, threads: ${threads}`, model, product };
}
