// One contender at work: what it computes is compared first and timed then. Runs in a worker of a page and in
// a process of Node; measure.mjs calls it by the names of its methods.

import { FILES, layersOf, operandsOf, productName } from './task.js';

/** @typedef {{ threads: number, variant: import('./contender.js').Place['variant'] }} Settings */

/**
 * What a place lends: files of the task by name, contenders by name, and where packages are.
 * @typedef {object} Host
 * @property {(name: string) => Promise<ArrayBuffer>} read
 * @property {(contender: string) => Promise<import('./contender.js').Contender>} load
 * @property {Pick<import('./contender.js').Place, 'weft' | 'tfjsWasm'>} packages
 */

const WARM_UP_MS = 100;

/** @param {Host} host */
export function createRunner(host) {
  /** @type {import('./contender.js').Engine} */
  let engine;
  /** @type {import('./contender.js').Model | undefined} */
  let model;
  /** @type {import('./contender.js').Product | undefined} */
  let product;
  /** @type {Int32Array} */
  let order;
  /** @type {import('./contender.js').Shape} */
  let shape;

  /** @param {keyof typeof import('./task.js').MODELS} name @param {number} count */
  async function start(name, count) {
    model?.dispose();
    const files = await Promise.all(FILES.map(async (file) => [file, new Uint8Array(await host.read(file))]));
    const layers = layersOf(name, new Float32Array(await host.read(name)));
    order = new Int32Array(await host.read(`order-${count}`));
    model = await engine.model({ model: name, count, files: Object.fromEntries(files), layers });
    return model;
  }

  return {
    /** @param {string} contender @param {Settings} settings */
    async open(contender, settings) {
      engine = await (await host.load(contender)).open({ ...host.packages, ...settings });
      return engine.info;
    },

    /** The loss of the first epoch over the first `count` images. @param {keyof typeof import('./task.js').MODELS} name @param {number} count */
    async loss(name, count) {
      return (await (await start(name, count)).epoch(order)).loss;
    },

    /** Makes ready for epoch(); trains on some images until engines have compiled what is hot. @param {keyof typeof import('./task.js').MODELS} name @param {number} count @param {number} warmUp */
    async train(name, count, warmUp) {
      await (await start(name, count)).epoch(order.subarray(0, warmUp));
    },

    /** The seconds of an epoch. */
    async epoch() {
      const before = performance.now();
      const { seconds = (performance.now() - before) / 1000 } =
        await /** @type {import('./contender.js').Model} */ (model).epoch(order);
      return seconds;
    },

    endTraining() {
      model?.dispose();
      model = undefined;
    },

    /** Makes ready for rate(); the largest error of an element in units of epsilon * k. @param {import('./contender.js').Shape} wanted */
    async multiply(wanted) {
      shape = wanted;
      product?.dispose();
      product = await engine.product(shape, ...operandsOf(shape));
      const got = await product.result();
      const truth = new Float64Array(await host.read(productName(shape)));
      if (got.length !== truth.length) throw new Error(`gives ${got.length} elements, not ${truth.length}`);
      let error = 0;
      for (let i = 0; i < truth.length; i++) {
        // Not a number is an error, too.
        const e = Math.abs(got[i] - truth[i]);
        if (!(e <= error)) error = e;
      }
      for (const begin = performance.now(); performance.now() < begin + WARM_UP_MS;) await product.run(1);
      return error / (2 ** -23 * shape.k);
    },

    /** GFLOP/s over about so many milliseconds. @param {number} milliseconds */
    async rate(milliseconds) {
      const run = /** @type {import('./contender.js').Product} */ (product).run;
      let times = 1;
      for (;;) {
        const before = performance.now();
        await run(times);
        const took = performance.now() - before;
        if (took >= milliseconds) return (2 * shape.m * shape.n * shape.k * times) / took / 1e6;
        times = Math.max(2 * times, Math.ceil((1.1 * times * milliseconds) / Math.max(took, 0.1)));
      }
    },
  };
}
