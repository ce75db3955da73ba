// DataModule of the book, its loaders, and regression data made by a known line.

import { checkOptions, positiveNumber, show, wholeNumber } from '../check.js';
import { HyperParameters } from './hyperparameters.js';

/** @typedef {import('../../index.js').Tensor} Tensor */

const MOST = 2 ** 31;

/** @param {import('./index.js').Context} context */
export function dataModules({ weft }) {
  /**
   * Batches in order, or shuffled anew each time. The batch before is disposed of when the next one is asked for;
   * the last short one is kept.
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
      for (let start = 0; start < this.examples; start += this.batchSize) {
        for (const x of before) x.dispose();
        const end = Math.min(start + this.batchSize, this.examples);
        this.batchLength = end - start;
        before = weft.scope(() => this.#make(order && order.slice(0, start, end), start, end));
        yield before;
      }
      for (const x of [...before, order]) x?.dispose();
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
      const batchSize = checkBatchSize(this.constructor.name, /** @type {any} */ (this).batchSize);
      const rows = weft.keep(tensors.map((x) => x.index(indices)));
      if (rows.length === 0 || rows[0].length === 0) return null;
      return new DataLoader(rows[0].length, batchSize, train, (order, start, end) =>
        rows.map((x) => (order ? x.indexSelect(0, order) : x.slice(0, start, end))),
      );
    }
  }

  /** y = X w + b + noise, X standard normal; the first numTrain rows train, the others validate. */
  class SyntheticRegressionData extends DataModule {
    /** @param {{ w: Tensor, b: number, noise?: number, numTrain?: number, numVal?: number, batchSize?: number }} options */
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
      wholeNumber(who, 'numTrain', numTrain, 1, MOST);
      wholeNumber(who, 'numVal', numVal, 0, MOST);
      this.saveHyperparameters({ w, b, noise, numTrain, numVal, batchSize: checkBatchSize(who, batchSize) });
      this.w = w;
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

/** @param {string} who @param {unknown} value */
export function checkBatchSize(who, value) {
  positiveNumber(who, 'batchSize', value);
  return /** @type {number} */ (wholeNumber(who, 'batchSize', value ?? NaN, 1, MOST));
}
