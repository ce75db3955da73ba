// Trainer of the book. Each step runs in a scope of its own, so that nothing of it stays in memory; what a
// step must leave behind, such as the parameters of a lazy layer, is kept by those who make it.

import { atLeast0, checkOptions, show } from '../check.js';
import { sizeOf } from './arguments.js';
import { HyperParameters } from './hyperparameters.js';

/** @typedef {import('../../index.js').Tensor} Tensor */
/** @typedef {import('../../d2l.js').EpochResult} EpochResult */

/** @param {import('./index.js').Context} context */
export function createTrainer({ weft }) {
  class Trainer extends HyperParameters {
    /** One for each epoch: means over examples, trainLoss as seen while training. @type {EpochResult[]} */
    results = [];
    epoch = 0;
    trainBatchIdx = 0;
    valBatchIdx = 0;
    /** @type {any} */
    #optim;
    /** Of each label, the sum over the epoch's examples and their number. @type {Record<string, { sum: number, count: number }>} */
    #sums = {};

    /** @param {import('../../d2l.js').TrainerOptions} options    gradientClipVal 0: no clipping */
    constructor(options) {
      super();
      const who = 'Trainer';
      const names = ['maxEpochs', 'numGpus', 'gradientClipVal'];
      const { maxEpochs, numGpus = 0, gradientClipVal = 0 } = checkOptions(who, options, names);
      if (numGpus !== 0)
        throw new Error(`${who}: numGpus must be 0, since weft runs on processors, got ${numGpus}`);
      atLeast0(who, 'gradientClipVal', gradientClipVal);
      this.maxEpochs = sizeOf(who, 'maxEpochs', maxEpochs);
      this.gradientClipVal = /** @type {number} */ (gradientClipVal);
      this.saveHyperparameters({ maxEpochs, numGpus, gradientClipVal });
    }

    /** Made when it is first asked for: lazy layers have their parameters since the first forward pass. */
    get optim() {
      this.#optim ??= weft.keep(this.model.configureOptimizers());
      return this.#optim;
    }

    /** Takes the data's loaders; that for validation may be absent. @param {any} data */
    prepareData(data) {
      this.trainDataloader = data.trainDataloader();
      this.valDataloader = data.valDataloader();
      if (!this.trainDataloader) throw new Error('Trainer: there is no training data');
      this.numTrainBatches = this.trainDataloader.length;
      this.numValBatches = this.valDataloader ? this.valDataloader.length : 0;
    }

    /** @param {any} model */
    prepareModel(model) {
      model.trainer = this;
      model.board.clear();
      model.board.xLim = [0, this.maxEpochs];
      this.model = model;
    }

    /** Called on every batch before it is used. @param {readonly Tensor[]} batch */
    prepareBatch(batch) {
      return batch;
    }

    /** @param {any} model @param {any} data */
    fit(model, data) {
      if (typeof model?.trainingStep !== 'function' || typeof data?.trainDataloader !== 'function')
        throw new Error(`Trainer: fit needs a model and its data, got ${show(model)} and ${show(data)}`);
      this.prepareData(data);
      this.prepareModel(model);
      this.#optim = undefined;
      this.results = [];
      this.epoch = this.trainBatchIdx = this.valBatchIdx = 0;
      for (; this.epoch < this.maxEpochs; this.epoch++) {
        // Threads stay at hand for as long as a scope lasts.
        weft.scope(() => void this.#epoch());
        model.board.flush();
      }
    }

    #epoch() {
      this.#sums = {};
      const begin = performance.now();
      this.fitEpoch();
      const seconds = (performance.now() - begin) / 1000;
      const mean = (/** @type {string} */ label) => {
        const { sum, count } = this.#sums[label] ?? { sum: NaN, count: 1 };
        return sum / count;
      };
      const means = { trainLoss: mean('train_loss'), valLoss: mean('val_loss'), valAcc: mean('val_acc') };
      this.results.push({ epoch: this.epoch + 1, ...means, seconds });
    }

    /** Trains on each batch, then validates; override it for another kind of epoch. */
    fitEpoch() {
      this.model.train();
      for (const batch of this.trainDataloader) {
        weft.scope(() => {
          const loss = this.model.trainingStep(this.prepareBatch(batch));
          if (!(loss instanceof weft.Tensor))
            throw new Error(`Trainer: trainingStep must give the loss, a tensor, got ${show(loss)}`);
          this.optim.zeroGrad();
          weft.noGrad(() => {
            loss.backward();
            if (this.gradientClipVal > 0) this.clipGradients(this.gradientClipVal, this.model);
            this.optim.step();
          });
        });
        this.trainBatchIdx += 1;
      }
      if (!this.valDataloader) return;
      this.model.eval();
      for (const batch of this.valDataloader) {
        weft.scope(() => weft.noGrad(() => this.model.validationStep(this.prepareBatch(batch))));
        this.valBatchIdx += 1;
      }
    }

    /** Scales the gradients so that their joint L2 norm is at most that. @param {number} gradientClipVal @param {any} model */
    clipGradients(gradientClipVal, model) {
      const withGradient = model.parameters().filter((/** @type {Tensor} */ p) => p.grad);
      weft.clipGradNorm(withGradient, gradientClipVal);
    }

    /** A value of the batch at hand, for the results. @param {string} label @param {number} value */
    note(label, value) {
      const { batchLength = 1 } = label.startsWith('train') ? this.trainDataloader : this.valDataloader;
      const sums = (this.#sums[label] ??= { sum: 0, count: 0 });
      sums.sum += value * batchLength;
      sums.count += batchLength;
    }
  }

  return { Trainer };
}
