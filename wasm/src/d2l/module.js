// Module and Classifier of the book: a network with its loss, its optimizer and what it plots. A batch is a
// list whose last item is the label.

import { checkOptions, show, wholeNumber } from '../check.js';

/** @typedef {import('../../index.js').Tensor} Tensor */
/** @typedef {readonly Tensor[]} Batch */

/**
 * @param {import('./index.js').Context} context
 * @param {ReturnType<import('./nn.js').createNn>} nn
 * @param {ReturnType<import('./progress_board.js').progressBoard>['ProgressBoard']} ProgressBoard
 */
export function modules({ weft, display }, nn, ProgressBoard) {
  class Module extends nn.Module {
    /** @type {InstanceType<typeof nn.Module> | undefined} */
    net;
    board = new ProgressBoard();
    /** @type {any} */
    trainer;

    /** @param {{ plotTrainPerEpoch?: number, plotValidPerEpoch?: number }} [options] */
    constructor(options = {}) {
      super();
      const names = ['plotTrainPerEpoch', 'plotValidPerEpoch'];
      const { plotTrainPerEpoch = 2, plotValidPerEpoch = 1 } = checkOptions('Module', options, names);
      for (const [i, value] of [plotTrainPerEpoch, plotValidPerEpoch].entries())
        wholeNumber('Module', names[i], value, 1, Number.MAX_SAFE_INTEGER);
      this.saveHyperparameters({ plotTrainPerEpoch, plotValidPerEpoch });
    }

    /** @param {Tensor} _yHat @param {Tensor} _y @returns {Tensor} */
    loss(_yHat, _y) {
      throw new Error(`${this.constructor.name}: loss is not there yet`);
    }

    /** @param {Tensor} X @returns {Tensor} */
    forward(X) {
      if (!this.net) throw new Error(`${this.constructor.name}: there is no net; override forward`);
      return this.net.forward(X);
    }

    /** A point at the trainer's place, x in epochs, under train_KEY or val_KEY. @param {string} key @param {Tensor | number} value @param {boolean} train */
    plot(key, value, train) {
      if (!this.trainer) throw new Error('plot: the module is not being trained');
      const { trainBatchIdx, numTrainBatches, numValBatches, epoch } = this.trainer;
      const { plotTrainPerEpoch, plotValidPerEpoch } = /** @type {any} */ (this);
      const x = train ? trainBatchIdx / numTrainBatches : epoch + 1;
      const n = train ? numTrainBatches / plotTrainPerEpoch : numValBatches / plotValidPerEpoch;
      const label = `${train ? 'train' : 'val'}_${key}`;
      const y = Number(value);
      this.board.xLabel = 'epoch';
      this.board.draw(x, y, label, Math.max(Math.trunc(n), 1));
      this.trainer.note(label, y);
    }

    /** Runs the model once, so that its lazy layers draw their parameters now. @param {Batch} inputs */
    applyInit(inputs) {
      if (!Array.isArray(inputs))
        throw new Error(`applyInit: needs the inputs of a batch in a list, got ${show(inputs)}`);
      weft.noGrad(() => weft.scope(() => void this.forward(inputs[0])));
    }

    /** The loss of one batch. @param {Batch} batch @returns {Tensor} */
    trainingStep(batch) {
      const loss = this.loss(this.forward(batch[0]), batch[batch.length - 1]);
      this.plot('loss', loss, true);
      return loss;
    }

    /** @param {Batch} batch */
    validationStep(batch) {
      this.plot('loss', this.loss(this.forward(batch[0]), batch[batch.length - 1]), false);
    }

    /** Something with step() and zeroGrad(): SGD over the parameters with the hyperparameter lr. @returns {any} */
    configureOptimizers() {
      return weft.optim.SGD(this.parameters(), { lr: /** @type {any} */ (this).lr });
    }
  }

  /** Cross-entropy and accuracy. */
  class Classifier extends Module {
    /** @param {Tensor} YHat @param {Tensor} Y @param {boolean} [averaged]    false: one value an example */
    loss(YHat, Y, averaged = true) {
      const scores = YHat.reshape(-1, YHat.size(-1));
      return weft.crossEntropy(scores, Y.reshape(-1), { reduction: averaged ? 'mean' : 'none' });
    }

    /** Whether the largest score is the label's. @param {Tensor} YHat @param {Tensor} Y @param {boolean} [averaged] */
    accuracy(YHat, Y, averaged = true) {
      const predictions = YHat.reshape(-1, YHat.size(-1)).argmax(1).to(Y.dtype);
      const compare = predictions.eq(Y.reshape(-1)).to('float32');
      return averaged ? compare.mean() : compare;
    }

    /** @param {Batch} batch */
    validationStep(batch) {
      const YHat = this.forward(batch[0]);
      const Y = batch[batch.length - 1];
      this.plot('loss', this.loss(YHat, Y), false);
      this.plot('acc', this.accuracy(YHat, Y), false);
    }

    /** A line for each layer of a sequential net: what it makes of random numbers of this shape. @param {number[]} shape */
    layerSummary(shape) {
      const { net } = this;
      if (!(net instanceof nn.Sequential)) throw new Error('layerSummary: the net must be a Sequential');
      const lines = weft.noGrad(() =>
        weft.scope(() => {
          let x = weft.randn(shape);
          return net.layers.map((layer) => {
            x = layer.forward(x);
            const name = layer.constructor.name.replace('LazyLinear', 'Linear');
            return `${name} output shape:\t [${x.shape.join(', ')}]`;
          });
        }),
      );
      display({ type: 'text', text: lines.join('\n') });
    }
  }

  return { Module, Classifier };
}
