// DataModule of the book, its loaders, and regression data made by a known line.

import { atLeast0, checkOptions, show } from '../check.js';
import { sizeOf } from './arguments.js';
import { HyperParameters } from './hyperparameters.js';

/** @typedef {import('../../index.js').Tensor} Tensor */

/** @param {import('./index.js').Context} context */
export function dataModules({ weft }) {
  /**
   * Batches in order, or shuffled anew each time. The batch before is disposed of when the next one is asked for;
   * that at which a loop is left is the caller's. The last short one is kept.
   */
  class DataLoader {
    #make;
    /** Of the batch at hand. */
    batchLength = 0;

    /**
     * @param {number} examples @param {number} batchSize @param {boolean} shuffle
     * @param {(rows: Tensor | null, start: number, end: number) => Tensor[]} make    the batch of these rows, or of a range
     */
    constructor(examples, batchSize, shuffle, make) {
      this.examples = examples;
      this.batchSize = batchSize;
      this.shuffle = shuffle;
      this.#make = make;
    }

    /** How many batches. */
    get length() {
      return Math.ceil(this.examples / this.batchSize);
    }

    *[Symbol.iterator]() {
      const order = this.shuffle ? weft.keep(weft.randperm(this.examples)) : null;
      /** @type {Tensor[]} */
      let before = [];
      try {
        for (let start = 0; start < this.examples; start += this.batchSize) {
          for (const x of before) x.dispose();
          const end = Math.min(start + this.batchSize, this.examples);
          this.batchLength = end - start;
          before = weft.scope(() => this.#make(order && order.slice(0, start, end), start, end));
          yield before;
        }
        for (const x of before) x.dispose();
      } finally {
        order?.dispose();
      }
    }
  }

  class DataModule extends HyperParameters {
    /**
     * The book's arguments, kept as hyperparameters: nothing is read from root, and batches are made when they are
     * asked for, whatever numWorkers says.
     * @param {{ root?: string, numWorkers?: number }} [options]
     */
    constructor(options = {}) {
      super();
      const { root = '../data', numWorkers = 4 } = checkOptions('DataModule', options, [
        'root',
        'numWorkers',
      ]);
      this.saveHyperparameters({ root, numWorkers });
    }

    /** @param {boolean} _train @returns {any} */
    getDataloader(_train) {
      throw new Error(`${this.constructor.name}: getDataloader is not there yet`);
    }

    trainDataloader() {
      return this.getDataloader(true);
    }

    valDataloader() {
      return this.getDataloader(false);
    }

    /** Batches of these rows; null if there are none. @param {readonly Tensor[]} tensors @param {boolean} train @param {string} [indices]    as in an index, '0:1000' */
    getTensorloader(tensors, train, indices = ':') {
      const who = this.constructor.name;
      const batchSize = sizeOf(who, 'batchSize', /** @type {any} */ (this).batchSize);
      const rows = () => tensors.map((x) => x.index(indices));
      const [length = 0, ...others] = weft.scope(() => rows().map((x) => x.length));
      if (others.some((other) => other !== length))
        throw new Error(`${who}: tensors must be equally long, got ${[length, ...others].join(' and ')}`);
      if (length === 0) return null;
      return new DataLoader(length, batchSize, train, (order, start, end) =>
        rows().map((x) => (order ? x.indexSelect(0, order) : x.slice(0, start, end))),
      );
    }
  }

  /** y = X w + b + noise, X standard normal; the first numTrain rows train, the others validate. */
  class SyntheticRegressionData extends DataModule {
    /** @param {import('../../d2l.js').RegressionDataOptions} options */
    constructor(options) {
      super();
      const who = 'SyntheticRegressionData';
      const names = ['w', 'b', 'noise', 'numTrain', 'numVal', 'batchSize'];
      const {
        w,
        b,
        noise = 0.01,
        numTrain = 1000,
        numVal = 1000,
        batchSize = 32,
      } = checkOptions(who, options, names);
      if (!(w instanceof weft.Tensor) || typeof b !== 'number')
        throw new Error(`${who}: w must be a tensor and b a number, got ${show(w)} and ${show(b)}`);
      atLeast0(who, 'noise', noise);
      sizeOf(who, 'numTrain', numTrain);
      sizeOf(who, 'numVal', numVal, 0);
      sizeOf(who, 'batchSize', batchSize);
      this.saveHyperparameters({ w, b, noise, numTrain, numVal, batchSize });
      this.w = w;
      this.b = b;
      const n = numTrain + numVal;
      this.X = weft.keep(weft.randn(n, w.numel()));
      this.y = weft.keep(
        weft.scope(() => {
          const error = weft.randn(n, 1).mul(noise);
          return this.X.matmul(w.reshape(-1, 1)).add(b).add(error);
        }),
      );
    }

    /** @param {boolean} train */
    getDataloader(train) {
      const { numTrain } = /** @type {any} */ (this);
      return this.getTensorloader([this.X, this.y], train, train ? `:${numTrain}` : `${numTrain}:`);
    }
  }

  return { DataLoader, DataModule, SyntheticRegressionData };
}
